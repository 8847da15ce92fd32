import { type Manifest, titleOf } from '../../model/manifest.js';
import { fullHost } from '../read/service-host.js';
import { annotation, at, items, namespaceOf, text, texts } from '../read/shape.js';
import { destinationsOf, VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, kindOf, type Place, type Rule, whereIn } from '../rule.js';

const WAVE = 'argocd.argoproj.io/sync-wave';
const DESTINATION_RULE = 'networking.istio.io/DestinationRule';
const SERVICE_ENTRY = 'networking.istio.io/ServiceEntry';

/** `undefined` where nothing is said, which counts as 0. */
function waveOf(manifest: Manifest): number | undefined {
  const written = annotation(manifest, WAVE);
  return written !== undefined && /^[+-]?\d+$/.test(written) ? Number(written) : undefined;
}

const SAID = ['metadata', 'annotations', WAVE];
const UNSAID = ['metadata', 'name'];

interface Made {
  readonly title: string;
  readonly wave: number | undefined;
}

interface Use extends Place {
  readonly wave: number | undefined;
  /** Subsets and hosts that it needs. */
  readonly keys: readonly string[];
}

export const waveBeforeUse: Rule = {
  id: 'wave-before-use',
  level: 'warning',
  law: 'With sync waves, a VirtualService stands in a later wave than the DestinationRule of a subset, or the ServiceEntry of a host, that it sends to. Files that use no waves for them are left alone.',
  why: 'Argo CD sorts custom kinds of one wave by name only, so the route may arrive first: it answers 503 for seconds, and for ever when the sync stops in between.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  kinds: [VIRTUAL_SERVICE, DESTINATION_RULE, SERVICE_ENTRY],
  start() {
    const made = new Map<string, Made[]>();
    const uses: Use[] = [];
    const make = (key: string, manifest: Manifest): void => {
      made.set(key, [...(made.get(key) ?? []), { title: titleOf(manifest), wave: waveOf(manifest) }]);
    };
    return {
      see({ manifest, where }) {
        const kind = kindOf(manifest);
        if (kind === SERVICE_ENTRY) {
          for (const host of texts(at(manifest, 'spec', 'hosts'))) make(host.toLowerCase(), manifest);
        } else if (kind === DESTINATION_RULE) {
          const host = fullHost(text(at(manifest, 'spec', 'host')) ?? '', namespaceOf(manifest));
          for (const subset of items(at(manifest, 'spec', 'subsets')))
            make(`${host} ${text(at(subset, 'name'))}`, manifest);
        } else {
          const targets = destinationsOf(manifest);
          const keys = targets.flatMap(({ host, subset }) => [host, ...(subset ? [`${host} ${subset}`] : [])]);
          const isSaid = annotation(manifest, WAVE) !== undefined;
          const path = isSaid ? SAID : UNSAID;
          uses.push({ where, path, wave: waveOf(manifest), keys: [...new Set(keys)] });
        }
        return [];
      },
      *end() {
        for (const use of uses) {
          const { wave, keys, path } = use;
          const late = keys
            .flatMap(key => made.get(key) ?? [])
            .find(other => (wave ?? other.wave) !== undefined && (wave ?? 0) <= (other.wave ?? 0));
          if (!late) continue;
          const order = (wave ?? 0) === (late.wave ?? 0) ? 'the same wave as' : 'an earlier wave than';
          const message = `The routes are in ${order} "${late.title}", which they need (${wave ?? 0} and ${late.wave ?? 0}).`;
          yield finding(waveBeforeUse, whereIn(use, path), message, `Set ${WAVE} to "${(late.wave ?? 0) + 1}" here.`);
        }
      },
    };
  },
};
