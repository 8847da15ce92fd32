import type { Json } from '../../../model/manifest.js';
import type { Faults } from '../fault.js';
import { fieldSchema, isList, isObject, type JsonObject, type Schema } from '../schema.js';
import { Rule } from './rule.js';

/** The rules of a value and of what is below it. */
export interface RuleTree {
  readonly rules: readonly Rule[];
  readonly fields: ReadonlyMap<string, RuleTree>;
  readonly rest: RuleTree | undefined;
  readonly items: RuleTree | undefined;
  readonly schema: Schema;
}

/** The rules in a schema; undefined where there is none. `spine` is the schema that says the types. */
export function ruleTree(schema: Schema, spine: Schema = schema, above: readonly Schema[] = []): RuleTree | undefined {
  // A schema inside itself can only be one of the core kinds, which have no rules.
  if (above.includes(schema)) return undefined;
  const inside = [...above, schema];
  const fields = new Map<string, RuleTree>();
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const types = fieldSchema(spine, name);
    const tree = types && ruleTree(field, types, inside);
    if (tree) fields.set(name, tree);
  }
  const [rest, restSpine] = [schema.additionalProperties, spine.additionalProperties];
  const tree: RuleTree = {
    rules: (schema['x-kubernetes-validations'] ?? []).map(rule => new Rule(rule, spine)),
    fields,
    rest: typeof rest === 'object' && typeof restSpine === 'object' ? ruleTree(rest, restSpine, inside) : undefined,
    items: schema.items && spine.items ? ruleTree(schema.items, spine.items, inside) : undefined,
    schema: spine,
  };
  const parts = (schema.allOf ?? []).flatMap(part => ruleTree(part, spine, inside) ?? []);
  const whole = parts.reduce(merged, tree);
  return whole.rules.length > 0 || whole.fields.size > 0 || whole.rest || whole.items ? whole : undefined;
}

function merged(a: RuleTree, b: RuleTree): RuleTree {
  const both = (x: RuleTree | undefined, y: RuleTree | undefined) => (x && y ? merged(x, y) : (x ?? y));
  const fields = new Map(
    [...a.fields, ...b.fields].map(([name]) => [name, both(a.fields.get(name), b.fields.get(name))!]),
  );
  return { ...a, rules: [...a.rules, ...b.rules], fields, rest: both(a.rest, b.rest), items: both(a.items, b.items) };
}

/** Runs the rules. `before` is the same value in the object that is replaced, where one can be found. */
export function checkRules(tree: RuleTree, value: Json, before: Json | undefined, faults: Faults): void {
  if (value === null) return;
  for (const rule of tree.rules) rule.check(value, before ?? undefined, faults);
  if (isList(value)) {
    const { items } = tree;
    if (!items) return;
    const partner = partners(tree.schema, before);
    value.forEach((item, index) => void faults.below(index, () => checkRules(items, item, partner(item), faults)));
  } else if (isObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      const below = tree.fields.get(name) ?? tree.rest;
      const old = isObject(before) && Object.hasOwn(before, name) ? before[name] : undefined;
      if (below && inner !== undefined) faults.below(name, () => checkRules(below, inner, old, faults));
    }
  }
}

/** Items of two lists can only be compared where the schema says by which fields they are known. */
function partners(schema: Schema, before: Json | undefined): (item: Json) => Json | undefined {
  if (schema['x-kubernetes-list-type'] !== 'map' || !isList(before)) return () => undefined;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const known = (item: Json): item is JsonObject => isObject(item);
  return item =>
    known(item) ? before.filter(known).find(other => keys.every(key => other[key] === item[key])) : undefined;
}
