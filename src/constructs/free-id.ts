import type { Construct } from 'constructs';
import { dnsLabel } from '../model/tenant.js';
import { UserError } from '../model/user-error.js';

/**
 * The id of a new construct. Routes and gateways have a prefix, so that a route, a gateway and a migration may share a
 * name.
 * @throws UserError when the name is no DNS-1123 label, or is taken.
 */
export function freeId(scope: Construct, name: string, what: string, prefix = ''): string {
  const id = `${prefix}${dnsLabel(name, what)}`;
  if (!scope.node.tryFindChild(id)) return id;
  const home = scope.node.path === '' ? 'the estate' : `"${scope.node.path}"`;
  throw new UserError(`There is ${what} "${name}" in ${home} already.`, 'Give one of them another name.');
}
