import { ApiObject, DependencyGraph } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Manifest } from '../model/manifest.js';
import { UserError } from '../model/user-error.js';

/** The objects that a user made with cdk8s below a construct, in the order of their dependencies. */
export function ownObjects(root: IConstruct): readonly Manifest[] {
  const faults = root.node.findAll().flatMap(({ node }) => node.validate().map(fault => `[${node.path}] ${fault}`));
  if (faults.length > 0) throw new UserError(faults.join('; '), 'Put right what the construct refuses.');
  const below = new Set<IConstruct>(root.node.findAll());
  return new DependencyGraph(root.node)
    .topology()
    .filter(construct => below.has(construct))
    .filter(construct => ApiObject.isApiObject(construct))
    .map(object => (object as ApiObject).toJson() as Manifest);
}
