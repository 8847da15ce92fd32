/** How one server is started, known to be ready, and stopped. How it is built says its part, in e2e/build/parts/. */
export interface Server {
  /** Names its log and its messages. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Where it runs; what it writes beside itself stays there.
   * @default - the folder of this run
   */
  readonly cwd?: string;
  /** Asked again and again after the start, until it says yes. */
  ready(): Promise<boolean>;
  /**
   * Seconds until a server that is not ready counts as failed.
   * @default 60
   */
  readonly readyWithin?: number;
}

/** A server that runs. */
export interface Running {
  readonly name: string;
  readonly pid: number;
  /** The file that has everything it said. */
  readonly log: string;
  /** Ends it as an operator would, and waits; after 10 seconds the kernel ends it. */
  stop(): Promise<void>;
  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void>;
}
