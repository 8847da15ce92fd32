import type { Where } from '../../model/finding.js';
import { type Manifest, titleOf } from '../../model/manifest.js';
import { at, fields, items, namespaceOf, number, text } from '../read/shape.js';
import { VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, kindOf, type Rule, whereIn } from '../rule.js';

const ROLLOUT = 'argoproj.io/Rollout';
const CANARY = 'flagger.app/Canary';

/** The VirtualServices whose weights an object keeps itself, as `namespace/name`. */
function* writtenBy(manifest: Manifest): Iterable<string> {
  const namespace = namespaceOf(manifest);
  if (kindOf(manifest) === CANARY) {
    const provider = text(at(manifest, 'spec', 'provider')) ?? 'istio';
    const name = text(at(manifest, 'spec', 'service', 'name')) ?? text(at(manifest, 'spec', 'targetRef', 'name'));
    if (provider === 'istio' && name !== undefined) yield `${namespace}/${name}`;
    return;
  }
  const istio = at(manifest, 'spec', 'strategy', 'canary', 'trafficRouting', 'istio');
  for (const one of [at(istio, 'virtualService'), ...items(at(istio, 'virtualServices'))]) {
    const name = text(fields(one)['name']);
    if (name !== undefined) yield name.includes('.') ? name.split('.', 2).reverse().join('/') : `${namespace}/${name}`;
  }
}

/** Whether some weight of the file is neither all nor nothing: a step of a rollout that somebody wrote by hand. */
function isSplit(manifest: Manifest): boolean {
  return ['http', 'tls', 'tcp'].some(protocol =>
    items(at(manifest, 'spec', protocol)).some(rule =>
      items(at(rule, 'route')).some(route => {
        const weight = number(at(route, 'weight'));
        return weight !== undefined && weight > 0 && weight < 100;
      }),
    ),
  );
}

export const splitHasOneWriter: Rule = {
  id: 'split-has-one-writer',
  level: 'error',
  law: 'The weights of a VirtualService that a Rollout keeps are 100 and 0 in the files, and one that a Flagger Canary makes is in no file.',
  why: 'The controller and Git take turns: each sync jumps back to the weights of the file in the middle of an analysis, and each step of the controller shows as drift.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/#integrating-with-gitops',
  kinds: [ROLLOUT, CANARY, VIRTUAL_SERVICE],
  start() {
    const writers = new Map<string, Manifest['kind']>();
    const titles = new Map<string, string>();
    const files: { where: Where; key: string; isSplit: boolean }[] = [];
    return {
      see({ manifest, where }) {
        if (kindOf(manifest) === VIRTUAL_SERVICE) {
          const key = `${namespaceOf(manifest)}/${manifest.metadata.name}`;
          files.push({ where, key, isSplit: isSplit(manifest) });
          return [];
        }
        for (const key of writtenBy(manifest)) {
          writers.set(key, manifest.kind);
          titles.set(key, titleOf(manifest));
        }
        return [];
      },
      *end() {
        for (const { where, key, isSplit: hasSteps } of files) {
          const writer = writers.get(key);
          if (writer === undefined || (writer === 'Rollout' && !hasSteps)) continue;
          const message = `"${titles.get(key)}" keeps the weights of this object, and the file says them too.`;
          const fix =
            writer === 'Rollout'
              ? 'Write 100 for the stable side and 0 for the canary, and let Argo CD ignore differences in the weights.'
              : 'Drop the file: Flagger makes the object.';
          yield finding(splitHasOneWriter, whereIn({ where }, ['metadata', 'name']), message, fix);
        }
      },
    };
  },
};
