import type { EdgeBackend, ServiceBackend } from '../model/backend.js';
import type { Gateway } from '../model/gateway.js';
import type { Located } from '../model/located.js';
import type { Pin } from '../model/pin.js';
import type { Route } from '../model/route.js';
import type { Verdict } from '../model/verdict.js';

/** How a host comes to the new gateway. */
export type Move =
  /** The gateway takes the door and forwards to the old edge what has not moved; `checks` must be seen to before. */
  | { readonly kind: 'edge'; readonly name: string; readonly checks: readonly string[] }
  /** The routes stand; the host's DNS name is pointed at the gateway. */
  | { readonly kind: 'dns' }
  /** As `dns`, and two Services share its requests. */
  | {
      readonly kind: 'canary';
      readonly name: string;
      readonly from: ServiceBackend;
      readonly to: ServiceBackend;
      /** Per cent that goes to the second one. */
      readonly percent: number;
      readonly pins: readonly Pin[];
    };

/** A host and what is done with its requests. */
export interface ConvertedHost {
  readonly host: string;
  /** In the order in which they are asked. */
  readonly routes: readonly Route[];
  readonly move: Move;
  /** What a person has to decide or to do. */
  readonly remarks: readonly string[];
}

/** A host that would be answered otherwise in a way that nobody may decide alone, so it is not written at all. */
export interface LeftHost {
  readonly host: string;
  readonly why: readonly string[];
}

/** What a namespace becomes. */
export interface ConvertedTenant {
  readonly name: string;
  readonly gateways: readonly Gateway[];
  readonly hosts: readonly ConvertedHost[];
  readonly left: readonly LeftHost[];
}

/** What a reader made of its input: the model, and a verdict on every field of every object that it read. */
export interface Conversion {
  /** The edge that is left. */
  readonly edge: EdgeBackend;
  readonly tenants: readonly ConvertedTenant[];
  readonly verdicts: readonly Verdict[];
  /** What a person has to decide that is no field's fault. */
  readonly remarks: readonly string[];
  /** How many objects of which kind were not read: `Deployment (apps/v1)`. */
  readonly unread: Readonly<Record<string, number>>;
}

/** Reads the manifests of one kind of edge. */
export interface Reader {
  /** Its file's name. */
  readonly name: string;
  /** Takes what it understands; what nobody took has a verdict all the same. */
  read(manifests: readonly Located[]): Conversion;
}
