import { identityOf, titleOf } from '../../model/manifest.js';
import { finding, type Rule, whereIn } from '../rule.js';

export const identityOnce: Rule = {
  id: 'identity-once',
  level: 'error',
  law: 'No two objects have the same API group, kind, namespace and name.',
  why: 'The API server keeps one of them: the one that is applied last wins, and each sync may turn it round.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  start() {
    const files = new Map<string, string>();
    return {
      *see(object) {
        if (object.manifest.metadata.name === undefined) return;
        const identity = identityOf(object.manifest);
        const first = files.get(identity);
        if (first === undefined) {
          files.set(identity, object.where.file ?? '');
          return;
        }
        const place = first === '' ? '' : ` in ${first === object.where.file ? 'this file' : first}`;
        const message = `"${titleOf(object.manifest)}" is declared twice; first${place || ' above'}.`;
        yield finding(identityOnce, whereIn(object, ['metadata', 'name']), message, 'Rename or drop one of the two.');
      },
    };
  },
};
