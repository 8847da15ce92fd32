import { type Milliseconds, milliseconds } from './duration.js';
import type { Gate } from './gate.js';
import { knownProps } from './known-props.js';
import type { Pin } from './pin.js';
import { ALL, type Parts, percent } from './share.js';

/**
 * `prepare`: the new path is built and carries nothing but pins. `canary`: a share has moved. `complete`: all has moved,
 * the old side stands by. `remove`: the routes no longer refer to the old side; what it was may be taken down.
 */
export type PhaseKind = 'prepare' | 'canary' | 'complete' | 'remove';

/** One step of a plan. */
export interface Phase {
  /** What the literal in the estate says: `canary-25`. */
  readonly name: string;
  /** What the phase is about, whatever its name. */
  readonly kind: PhaseKind;
  /** The share that has left the baseline. */
  readonly share: Parts;
  /** Who is pinned in this phase; `undefined`: whoever the plan pins. */
  readonly pins?: readonly Pin[];
  /** How long the phase lasts at least. */
  readonly soak: Milliseconds;
  /** What must hold before the phase may be left. */
  readonly leave: readonly Gate[];
  /** What forces a rollback while the phase lasts. */
  readonly rollback: readonly Gate[];
  /** Nobody promises the way back from here. */
  readonly irreversible: boolean;
}

export interface PhaseOptions {
  /** What the literal in the estate says. @default from the kind: `prepare`, `canary-25`, `complete`, `remove-apisix` */
  readonly name?: string;
  /** How long the phase lasts at least: `'30m'`. @default '0s' */
  readonly soak?: string;
  /** What must hold before the phase may be left. @default nothing */
  readonly leave?: readonly Gate[];
  /** What forces a rollback while the phase lasts. @default nothing */
  readonly rollback?: readonly Gate[];
  /** Who is pinned in this phase, in place of whom the plan pins. @default the plan's pins */
  readonly pins?: readonly Pin[];
}

const OPTIONS: Readonly<Record<keyof RemoveOptions, true>> = {
  name: true,
  soak: true,
  leave: true,
  rollback: true,
  pins: true,
  irreversible: true,
};

function phase(kind: PhaseKind, name: string, share: Parts, options: PhaseOptions, irreversible = false): Phase {
  knownProps<Partial<RemoveOptions>>(options, OPTIONS, `Phase "${options.name ?? name}"`);
  return Object.freeze({
    name: options.name ?? name,
    kind,
    share,
    ...(options.pins && { pins: options.pins }),
    soak: milliseconds(options.soak ?? '0s'),
    leave: options.leave ?? [],
    rollback: options.rollback ?? [],
    irreversible,
  });
}

/** The new path is built; it carries nothing but pinned requests. */
export function prepare(options: PhaseOptions = {}): Phase {
  return phase('prepare', 'prepare', 0, options);
}

/**
 * A share has moved.
 * @param share per cent, at most two decimals
 */
export function canary(share: number, options: PhaseOptions = {}): Phase {
  return phase('canary', `canary-${String(share).replace('.', '-')}`, percent(share), options);
}

/** All has moved; the old side stands by, with weight 0, for a rollback. */
export function complete(options: PhaseOptions = {}): Phase {
  return phase('complete', 'complete', ALL, options);
}

export interface RemoveOptions extends PhaseOptions {
  /** Has to be said: after this phase nobody promises the way back. */
  readonly irreversible: true;
}

/**
 * The routes no longer refer to the old side, so that it may be taken down.
 * @param what the old side's name; it becomes part of the phase's name, `remove-apisix`
 */
export function remove(what: string, options: RemoveOptions): Phase {
  return phase('remove', `remove-${what}`, ALL, options, true);
}
