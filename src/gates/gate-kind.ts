import type { Gate } from '../model/gate.js';
import type { GateVerdict } from '../model/gate-verdict.js';
import type { Migration } from '../routers/migration.js';
import type { World } from '../world.js';

/** A server with an HTTP API. */
export interface Server {
  /** Without a `/` at its end. */
  readonly url: string;
  /** Sent as a bearer token, and never said. */
  readonly token?: string;
}

/** What git says of the phase that lasts. */
export interface Since {
  /** The commit that brought it. */
  readonly commit: string;
  /** When it came, in milliseconds since 1970. */
  readonly time: number;
  /** The clone holds no older history, so the phase may have begun earlier. */
  readonly orEarlier: boolean;
}

/** What gates are asked about, and with what. Whatever is not known is absent, and makes a gate `unknown`. */
export interface Situation {
  readonly world: Pick<World, 'fetch' | 'now' | 'run'>;
  /** One migration in the phase that would be left, or those of one rollout. */
  readonly migrations: readonly Migration[];
  /** The estate's folder, absolute. */
  readonly root: string;
  /** A file of the estate; `undefined` when it is not there. */
  readonly read: (file: string) => string | undefined;
  readonly since?: Since;
  /** Whether a commit holds what another brought; `undefined` when the clone does not know it. */
  readonly contains: (revision: string, commit: string) => Promise<boolean | undefined>;
  /** Who has approved the open request of the migration. */
  readonly approvals?: readonly string[];
  /** The Applications that sync the migrations, and their namespace; absent when Sluice writes none. */
  readonly applications?: { readonly names: readonly string[]; readonly namespace: string };
  readonly prometheus?: Server;
  /** @default kubectl */
  readonly argocd?: Server;
}

/** A way to answer one kind of gate. It never throws for what it sees outside: that is `unknown`. */
export interface GateKind<G extends Gate> {
  readonly kind: G['kind'];
  ask(gate: G, situation: Situation): Promise<GateVerdict>;
}
