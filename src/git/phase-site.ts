import type { Node } from 'oxc-parser';
import { argumentsOf, calleeOf, type EstateCode, type Value } from './estate-code.js';
import { type Place, placeOf, textOf } from './syntax.js';

/** One `new Migration(…)` or `rollout(…)`, as it is written. What only running the code could tell is `undefined`. */
export interface Site {
  readonly kind: 'migration' | 'rollout';
  readonly place: Place;
  readonly name: string | undefined;
  readonly tenant: string | undefined;
  readonly cluster: string | undefined;
  /** What stands where the options are expected. */
  readonly options: Value | undefined;
}

/** All the places of an estate that may say a phase, in the order of the files. */
export function phaseSites(code: EstateCode): readonly Site[] {
  const sites: Site[] = [];
  for (const call of code.calls) {
    const callee = calleeOf(call);
    const args = argumentsOf(call.node);
    const place = placeOf(call.source, call.node.start);
    const at = (index: number): Value | undefined => args[index] && { node: args[index], scope: call.scope };
    if (callee === 'Migration' && call.node.type === 'NewExpression') {
      const tenant = construct(code, 'Tenant', at(0));
      const cluster = construct(code, 'Cluster', tenant?.parent);
      sites.push({
        kind: 'migration',
        place,
        name: textOf(args[1]),
        tenant: tenant?.name,
        cluster: cluster?.name,
        options: at(2),
      });
    } else if (callee === 'rollout' && call.node.type === 'CallExpression') {
      sites.push({
        kind: 'rollout',
        place,
        name: textOf(args[0]),
        tenant: undefined,
        cluster: undefined,
        options: at(1),
      });
    }
  }
  return sites;
}

/** `cluster/tenant/migration`, with `?` for what only running the code could tell. */
export function siteText({ kind, cluster = '?', tenant = '?', name = '?' }: Site): string {
  return kind === 'rollout' ? `rollout ${name}` : `${cluster}/${tenant}/${name}`;
}

function construct(
  code: EstateCode,
  kind: 'Tenant' | 'Cluster',
  value: Value | undefined,
): { readonly name: string | undefined; readonly parent: Value | undefined } | undefined {
  const found = value && code.resolve(value.node, value.scope);
  if (found?.node.type !== 'NewExpression' || calleeOf(found as Value) !== kind) return undefined;
  const [parent, name] = argumentsOf(found.node);
  return { name: textOf(name), parent: parent && { node: parent, scope: found.scope } };
}

/** Whether a property of an object is written under this key, however the key is written. */
export function hasKey(property: Node, key: string): boolean {
  if (property.type !== 'Property') return false;
  const written = property.key;
  return !property.computed && written.type === 'Identifier' ? written.name === key : textOf(written) === key;
}
