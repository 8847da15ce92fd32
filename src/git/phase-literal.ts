import type { Node } from 'oxc-parser';
import { UserError } from '../model/user-error.js';
import { argumentsOf, calleeOf, type EstateCode, type Value } from './estate-code.js';
import { hasKey, type Site } from './phase-site.js';
import type { Scope } from './scope.js';
import { bare, type Place, placeOf, placeText, type Source, textOf } from './syntax.js';

/** The token that says the phase: a string without anything computed, quotes included. */
export interface PhaseLiteral {
  readonly source: Source;
  readonly place: Place;
  /** Offset of the opening quote. */
  readonly start: number;
  /** Offset behind the closing quote. */
  readonly end: number;
  readonly phase: string;
}

const WRITE_IT = "Write the phase as a plain string where the migration is made: phase: 'canary-10'.";

/**
 * The literal of a migration or rollout; for a migration that shares a rollout, the rollout's.
 * @throws UserError when the phase is not written as one literal.
 */
export function phaseLiteral(code: EstateCode, site: Site): PhaseLiteral {
  const options = site.options && { node: bare(site.options.node), scope: site.options.scope };
  if (!options) throw refusal(site.place, `the options are not written here`, WRITE_IT);
  return literalIn(code, options, site.place);
}

/** Whether a migration takes its phase from a rollout. */
export function sharesRollout({ options }: Site): boolean {
  const node = options && bare(options.node);
  return node?.type === 'ObjectExpression' && node.properties.some(property => hasKey(property, 'rollout'));
}

function literalIn(code: EstateCode, options: Value, owner: Place): PhaseLiteral {
  const source = code.sourceOf(options.scope);
  const at = (node: Node) => placeOf(source, node.start);
  if (options.node.type !== 'ObjectExpression') {
    throw refusal(
      at(options.node),
      `the options are ${wordsFor(options.node)}, not an object that is written here`,
      WRITE_IT,
    );
  }
  const { properties } = options.node;
  const phases = properties.filter(property => hasKey(property, 'phase'));
  const shared = properties.filter(property => hasKey(property, 'rollout'));
  const [first, second] = [...phases, ...shared];
  if (first && second) {
    const places = [first, second].map(node => placeText(at(node))).join(' and ');
    throw new UserError(`The phase is said twice: ${places}.`, 'Leave one of them.');
  }
  if (!first) {
    const spread = properties.find(({ type }) => type === 'SpreadElement');
    if (spread) throw refusal(at(spread), 'the phase comes out of a spread object', WRITE_IT);
    throw refusal(owner, 'no phase is written here', WRITE_IT);
  }
  // An object that is spread, or a key that is computed, behind the literal may say another phase.
  const behind = properties
    .slice(properties.indexOf(first as (typeof properties)[number]) + 1)
    .find(property => mayOverride(code, property, options.scope));
  if (behind) throw refusal(at(behind), 'what stands here may say another phase', 'Put it before the phase.');
  if (first.type !== 'Property') throw refusal(at(first), 'the phase is no plain property', WRITE_IT);
  if (shared.length > 0) return literalOfRollout(code, { node: first.value, scope: options.scope });
  const value = bare(first.value);
  const phase = first.kind === 'init' ? textOf(value) : undefined;
  if (phase === undefined) throw refusal(at(value), `the phase is ${wordsFor(value)}, not a literal`, WRITE_IT);
  return { source, place: at(value), start: value.start, end: value.end, phase };
}

function literalOfRollout(code: EstateCode, value: Value): PhaseLiteral {
  const place = placeOf(code.sourceOf(value.scope), value.node.start);
  const made = code.resolve(value.node, value.scope);
  if (made?.node.type !== 'CallExpression' || calleeOf(made) !== 'rollout') {
    throw refusal(
      place,
      'the phase is that of a rollout which cannot be found without running the code',
      'Name the rollout in place of the migration.',
    );
  }
  const [, options] = argumentsOf(made.node);
  const owner = placeOf(code.sourceOf(made.scope), made.node.start);
  if (!options) throw refusal(owner, 'the options are not written here', WRITE_IT);
  return literalIn(code, { node: bare(options), scope: made.scope }, owner);
}

/** A spread constant that is written out, and says neither phase nor rollout, overrides nothing. */
function mayOverride(code: EstateCode, property: Node, scope: Scope): boolean {
  if (property.type === 'Property') {
    if (property.computed && textOf(property.key) === undefined) return true;
    return hasKey(property, 'phase') || hasKey(property, 'rollout');
  }
  if (property.type !== 'SpreadElement') return false;
  const spread = code.resolve(property.argument, scope);
  if (spread?.node.type !== 'ObjectExpression') return true;
  return spread.node.properties.some(inner => mayOverride(code, inner, spread.scope));
}

function refusal(place: Place, what: string, hint: string): UserError {
  return new UserError(`${placeText(place)}: ${what}, so nothing is changed.`, hint);
}

function wordsFor(node: Node): string {
  switch (node.type) {
    case 'Identifier':
      return `the variable "${node.name}"`;
    case 'TemplateLiteral':
      return 'a template with expressions';
    case 'CallExpression':
      return 'what a call returns';
    case 'SpreadElement':
      return 'spread';
    case 'ConditionalExpression':
      return 'chosen by a condition';
    default:
      return 'computed';
  }
}
