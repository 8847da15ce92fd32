import type { Json } from '../../model/manifest.js';
import { Faults, oneOf, show } from './fault.js';
import { isObject, type Schema } from './schema.js';
import type { CheckInside } from './structure.js';

function faultsIn(schema: Schema, value: Json, inside: CheckInside): Faults {
  const faults = new Faults();
  inside(schema, value, faults);
  return faults;
}

const holds = (schema: Schema, value: Json, inside: CheckInside): boolean =>
  faultsIn(schema, value, inside).found.length === 0;

/** The field that a branch is about, where all it says is that this field must be there. */
function onlyField(branch: Schema): string | undefined {
  const [word, ...more] = Object.keys(branch);
  return word === 'required' && more.length === 0 && branch.required?.length === 1 ? branch.required[0] : undefined;
}

/** The fields among which one is to be chosen; undefined where branches say more than that. */
function choices(
  branches: readonly Schema[],
): { readonly names: readonly string[]; readonly none: boolean } | undefined {
  const names: string[] = [];
  let none = false;
  for (const branch of branches) {
    const name = onlyField(branch);
    if (name !== undefined) names.push(name);
    else if (Object.keys(branch).join() === 'not') none = true;
    else return undefined;
  }
  return names.length > 0 ? { names, none } : undefined;
}

function aboutFields(branches: readonly Schema[], value: Json): [message: string, fix: string] | undefined {
  const choice = choices(branches);
  if (!choice || !isObject(value)) return undefined;
  const set = choice.names.filter(name => value[name] !== undefined);
  const all = oneOf(choice.names);
  if (set.length > 1) return [`sets ${set.map(name => `"${name}"`).join(' and ')} together.`, `Keep one of ${all}.`];
  return [`has none of the fields ${all}.`, `Add ${all}.`];
}

/** What the branch that comes nearest still misses. */
function nearestMiss(branches: readonly Schema[], value: Json, inside: CheckInside): string {
  const misses = branches.map(branch => faultsIn(branch, value, inside).found);
  const best = misses.reduce((a, b) => (b.length < a.length ? b : a));
  const fault = best[0];
  if (!fault) return '';
  return fault.path.length > 0
    ? ` The nearest: ${fault.path.join('.')} ${fault.message}`
    : ` The nearest: it ${fault.message}`;
}

/** `allOf`, `anyOf`, `oneOf` and `not`. */
export function checkCombinations(schema: Schema, value: Json, faults: Faults, inside: CheckInside): void {
  const { allOf = [], anyOf, oneOf: one, not } = schema;
  for (const part of allOf) inside(part, value, faults);
  if (anyOf && !anyOf.some(part => holds(part, value, inside))) {
    const said = aboutFields(anyOf, value);
    const message = said?.[0] ?? `is ${show(value)}, which has none of the ${anyOf.length} allowed shapes.`;
    faults.add(
      'anyOf',
      `${message}${said ? '' : nearestMiss(anyOf, value, inside)}`,
      said?.[1] ?? 'Give it one of them.',
    );
  }
  if (one) checkOneOf(one, value, faults, inside);
  if (not && holds(not, value, inside)) {
    const fields = not.required ?? [];
    const what =
      fields.length > 0 ? `sets ${fields.map(name => `"${name}"`).join(' and ')} together` : `is ${show(value)}`;
    faults.add('not', `${what}, which the schema forbids.`, 'Change or remove it.');
  }
}

function checkOneOf(branches: readonly Schema[], value: Json, faults: Faults, inside: CheckInside): void {
  const fitting = branches.filter(part => holds(part, value, inside)).length;
  if (fitting === 1) return;
  const said = aboutFields(branches, value);
  if (said) {
    faults.add('oneOf', ...said);
    return;
  }
  const message = `is ${show(value)}, which has ${fitting} of the ${branches.length} shapes of which it must have one.`;
  faults.add(
    'oneOf',
    `${message}${fitting === 0 ? nearestMiss(branches, value, inside) : ''}`,
    'Give it exactly one of them.',
  );
}
