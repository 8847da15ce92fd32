import type { Where } from '../../model/finding.js';
import { fullHost } from '../read/service-host.js';
import { at, fields, items, namespaceOf, text } from '../read/shape.js';
import { type Labels, podLabelsOf, selects, WORKLOADS } from '../read/workload.js';
import { finding, kindOf, type Rule, whereIn } from '../rule.js';

const SERVICE = '/Service';

export const subsetSelectsPods: Rule = {
  id: 'subset-selects-pods',
  level: 'warning',
  law: 'Where these files declare workloads behind a Service, each subset of its DestinationRule has the labels of one of them.',
  why: 'A subset without Pods answers 503 with flag UH for its share of the requests.',
  source: 'https://istio.io/latest/docs/reference/config/analysis/ist0173/',
  kinds: [SERVICE, 'networking.istio.io/DestinationRule', ...WORKLOADS],
  start() {
    const pods: { namespace: string; labels: Labels }[] = [];
    const selectors = new Map<string, { namespace: string; selector: Labels }>();
    const subsets: { where: Where; index: number; host: string; name: string; labels: Labels }[] = [];
    return {
      see({ manifest, where }) {
        const namespace = namespaceOf(manifest);
        const kind = kindOf(manifest);
        if (WORKLOADS.includes(kind)) pods.push({ namespace, labels: podLabelsOf(manifest) });
        else if (kind === SERVICE) {
          const selector = fields(at(manifest, 'spec', 'selector'));
          selectors.set(fullHost(manifest.metadata.name, namespace), { namespace, selector });
        } else {
          const host = fullHost(text(at(manifest, 'spec', 'host')) ?? '', namespace);
          for (const [i, subset] of items(at(manifest, 'spec', 'subsets')).entries()) {
            subsets.push({
              where,
              index: i,
              host,
              name: text(at(subset, 'name')) ?? '',
              labels: fields(at(subset, 'labels')),
            });
          }
        }
        return [];
      },
      *end() {
        for (const { where, index, host, name, labels } of subsets) {
          const service = selectors.get(host);
          if (!service || Object.keys(service.selector).length === 0) continue;
          const behind = pods.filter(
            pod => pod.namespace === service.namespace && selects(service.selector, pod.labels),
          );
          if (behind.length === 0 || behind.some(pod => selects(labels, pod.labels))) continue;
          const list = Object.entries(labels)
            .map(([key, value]) => `${key}=${String(value)}`)
            .join(', ');
          const message = `No workload behind "${host}" has the labels of subset "${name}": ${list}.`;
          yield finding(
            subsetSelectsPods,
            whereIn({ where }, ['spec', 'subsets', index]),
            message,
            'Correct the labels, or declare the workload before the subset.',
          );
        }
      },
    };
  },
};
