/** How a client speaks. */
export type Protocol = 'http1' | 'http2' | 'websocket' | 'grpc';

/** One request, as a client of the gateway sends it. */
export interface Request {
  /** The host that is asked for. It is not looked up: the gateway's door is dialled. */
  readonly host: string;
  /**
   * For gRPC the full method: `/package.Service/Method`.
   * @default /
   */
  readonly path?: string;
  /**
   * For plain HTTP.
   * @default GET
   */
  readonly method?: string;
  /** Names in lower case; several values are sent as several headers. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** @default http1 */
  readonly protocol?: Protocol;
  /**
   * The client's address; in the run's namespace it may be any. For HTTP/1.1 only.
   * @default - the gateway's own
   */
  readonly from?: string;
}

/** Where a gateway is reached. */
export interface Door {
  readonly address: string;
  readonly port: number;
}

/** What a client saw, before anybody looks at the clock. */
export interface Answer {
  /** 0 when there was no answer at all. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** Why this is no whole and good answer, whatever the status says. */
  readonly error?: string;
}

/** A client of one protocol; it keeps its connections as real clients do. */
export interface Client {
  send(request: Request): Promise<Answer>;
  close(): void;
}

/** Milliseconds after which a client gives up. */
export const patience = 10_000;

/** No answer at all. */
export function nothing(error: string): Answer {
  return { status: 0, headers: {}, body: '', error };
}
