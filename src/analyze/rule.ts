import type { Finding, Level, Where } from '../model/finding.js';
import type { Located } from '../model/located.js';
import { groupOf, type Manifest } from '../model/manifest.js';
import type { Declared } from './read/declared.js';
import type { Schemas } from './schema/schemas.js';

export type { Located } from '../model/located.js';

/** What all rules of a run may know. */
export interface Known {
  /** The ids of all rules that there are. */
  readonly ids: readonly string[];
  /** What is known of kinds; without it a rule that needs it is silent. */
  readonly schemas?: Schemas;
  /** What the objects that were seen until now declare, the one that is seen included. */
  readonly declared: Declared;
}

/**
 * One run of a rule over one set of objects. Objects stream by once, in no promised order, and are let go, so that ten
 * thousand tenants fit into flat memory; what a rule must remember, it remembers as briefly as it can.
 */
export interface Visit {
  /** Says what is wrong with an object by itself, and remembers what `end` needs. */
  see(object: Located): Iterable<Finding>;
  /** Says what is wrong with the objects together. */
  end?(): Iterable<Finding>;
}

/** One check. Its file's name is its id, its anchor in the docs and the key that suppresses it. */
export interface Rule {
  readonly id: string;
  readonly level: Level;
  /** What must hold; one sentence. */
  readonly law: string;
  /** What happens to whom where it does not. */
  readonly why: string;
  /** The page that the law is read from. */
  readonly source: string;
  /** The kinds that it wants to see, `networking.istio.io/VirtualService` or `/Service`. @default all */
  readonly kinds?: readonly string[];
  start(known: Known): Visit;
}

/** How rules name a kind: group, slash, kind. */
export function kindOf(manifest: Manifest): string {
  return `${groupOf(manifest.apiVersion)}/${manifest.kind}`;
}

/** What a rule says about a field of an object. `object` may be what a rule remembered of it. */
export function finding(rule: Rule, where: Where, message: string, fix: string): Finding {
  return { rule: rule.id, level: rule.level, message, fix, where };
}

/** Where a field of an object stands. */
export function whereIn(object: Pick<Located, 'where'>, path: Where['path']): Where {
  return { ...object.where, path };
}

/** A field that a rule remembers: it holds on to the place of the object, and not to the object. */
export interface Place {
  readonly where: Where;
  readonly path: Where['path'];
}
