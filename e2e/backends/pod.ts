/** One address that answers, as a Pod would. */
export interface Pod {
  /** What the share is counted by: both Pods of version v2 are one backend. */
  readonly backend: string;
  readonly name: string;
  readonly address: string;
  readonly ports: readonly number[];
}

/** How a Pod treats those who come. */
export type Behaviour =
  /** It answers with 200, or another status, after some milliseconds. */
  | { readonly is: 'answering'; readonly status?: number; readonly after?: number }
  /** Its process is gone: held connections break, new ones are refused. */
  | { readonly is: 'dead' }
  /** New connections are refused, held ones live on. */
  | { readonly is: 'refusing' }
  /** It takes the request and resets the connection. */
  | { readonly is: 'resetting' }
  /** It takes the request and never answers. */
  | { readonly is: 'stalling' };
