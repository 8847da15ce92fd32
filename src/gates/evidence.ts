import { gateText } from '../model/gate.js';
import type { Answered } from './index.js';

/** One gate's question, answer and ground. */
export interface GateRecord {
  readonly gate: string;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly value?: number;
  readonly threshold?: number;
  readonly baseline?: number;
  readonly samples?: number;
  readonly window?: string;
  readonly queries?: readonly string[];
  /** ISO 8601. */
  readonly at: string;
  readonly why: string;
}

/** Why a phase was left, to be kept beside the change. */
export interface Evidence {
  /** Sluice's version. */
  readonly version: string;
  readonly migration: string;
  /** The phase that was left. */
  readonly phase: string;
  readonly gates: readonly GateRecord[];
  /** The hash of the evidence before this one; absent for the first. */
  readonly previous?: string;
  /** SHA-256 of all other fields, in this order, as JSON without spaces. */
  readonly hash: string;
}

export interface EvidenceProps extends Pick<Evidence, 'version' | 'migration' | 'phase' | 'previous'> {
  readonly answered: readonly Answered[];
}

/** What gates answered, as data whose every later change shows. */
export async function evidence({ version, migration, phase, previous, answered }: EvidenceProps): Promise<Evidence> {
  const facts = {
    version,
    migration,
    phase,
    gates: answered.map(record),
    ...(previous !== undefined && { previous }),
  };
  return { ...facts, hash: await hashOf(facts) };
}

/** Whether evidence still is what it was when it was made. */
export async function isIntact({ hash, ...facts }: Evidence): Promise<boolean> {
  return hash === (await hashOf(facts));
}

function record({
  gate,
  verdict: { at, verdict, value, threshold, baseline, samples, window, queries, why },
}: Answered) {
  const known = { value, threshold, baseline, samples, window, queries };
  const said = Object.fromEntries(Object.entries(known).filter(([, each]) => each !== undefined));
  return { gate: gateText(gate), verdict, ...said, at: new Date(at).toISOString(), why } satisfies GateRecord;
}

async function hashOf(facts: Omit<Evidence, 'hash'>): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(facts)));
  return [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
