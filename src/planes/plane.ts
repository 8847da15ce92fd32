import type { Json, Manifest } from '../model/manifest.js';

/** A header as it is sent; a name may stand several times. */
export type Header = readonly [name: string, value: string];

/** One request, as a client sends it. */
export interface Request {
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** What stands in Host, perhaps with a port. */
  readonly host: string;
  /** The port that is dialled. */
  readonly port: number;
  /** Path and query, as they are sent: nothing is decoded or tidied. */
  readonly path: string;
  readonly headers: readonly Header[];
  /** The client's address. @default not known */
  readonly client?: string;
  /** The name that a TLS client asks for. @default the host without its port */
  readonly serverName?: string;
}

/** Where requests enter: a scheme, a port and a host. */
export type Door = Pick<Request, 'scheme' | 'port' | 'host'>;

/** One thing that was looked at on the way. */
export interface Step {
  /** An object as people name it, and the place inside: `VirtualService acme/shop http[0]`. */
  readonly at: string;
  readonly says: string;
}

/** Where a part of the requests ends. */
export interface End {
  /** `acme/shop:8080`, `acme/shop:8080 (v2)`, `lb.example.org:443`. */
  readonly to: string;
  /** Parts of 10 000; not always whole, since weights are relative. */
  readonly parts: number;
  /** Why these requests get 503. */
  readonly missing?: string;
  /** What is done to the requests of this end only: headers, TLS, limits. */
  readonly treatment?: Json;
}

/** What is done to requests on their way. Durations are in milliseconds. */
export interface Treatment {
  /** The path that the backend gets. */
  readonly path: string;
  /** Host as the backend gets it. */
  readonly host: string;
  /** Timeout, retries, headers, mirrors, faults and CORS, where the manifests say something. */
  readonly [field: string]: Json | undefined;
}

export type Outcome =
  | { readonly kind: 'backends'; readonly ends: readonly End[]; readonly treatment: Treatment }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string; readonly treatment?: Json }
  /** The data plane answers by itself, as it is told to. */
  | { readonly kind: 'direct'; readonly status: number; readonly body?: string; readonly treatment?: Json }
  /** Nobody takes the request. Status 0: there is no HTTP answer at all. */
  | { readonly kind: 'refused'; readonly status: number; readonly because: string }
  /** The plane does not know, and says what it would have to. */
  | { readonly kind: 'unknown'; readonly because: string };

/** What the manifests do with a request, and how that came about. */
export type Answer = Outcome & {
  readonly steps: readonly Step[];
  /** What the answer takes for granted since no file says it. */
  readonly assumes: readonly string[];
};

/** Manifests that were read by a data plane's rules. */
export interface Plane {
  answer(request: Request): Answer;
  /** Where requests enter; for a wildcard, one host that stands for it. */
  doors(): readonly Door[];
  /** The requests around each matcher behind a door. @default behind all of them */
  edges(door?: Door): Iterable<Request>;
  /** Matchers that edges() only samples, so that nothing is proved about what lies between. */
  sampled(): readonly string[];
}

/** What answers requests from manifests alone. What it does not model it answers with `unknown`, and never guesses. */
export interface DataPlane {
  /** Its file's name. */
  readonly name: string;
  load(found: readonly Manifest[]): Plane;
}

/** A request with what happens to it on both sides. */
export interface Compared {
  readonly request: Request;
  readonly before: Answer;
  readonly after: Answer;
}

/** What two planes do with the requests around all of their matchers. */
export interface Equivalence {
  /** How many requests were tried, each standing for a class: those that the same matchers take. */
  readonly classes: number;
  readonly doors: number;
  readonly same: number;
  /** Only the shares between the same destinations differ, as a phase changes them. */
  readonly intended: readonly Compared[];
  readonly different: readonly Compared[];
  /** At least one side is not known. */
  readonly undecided: readonly Compared[];
  /** Matchers of which only a few texts were tried. */
  readonly sampled: readonly string[];
}
