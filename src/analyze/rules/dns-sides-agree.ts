import type { Where } from '../../model/finding.js';
import { titleOf } from '../../model/manifest.js';
import { DNS_SOURCES, dnsNamesOf } from '../read/dns-name.js';
import { finding, type Rule, whereIn } from '../rule.js';

interface Side {
  readonly where: Where;
  readonly title: string;
  readonly type: string | undefined;
  readonly setIdentifier: string | undefined;
  readonly isWeighted: boolean;
}

/** What is wrong between two sides of one name: message and fix. */
function fault(host: string, side: Side, other: Side): readonly [string, string] | undefined {
  if (side.setIdentifier !== undefined && side.setIdentifier === other.setIdentifier) {
    return [
      `"${host}" has set-identifier "${side.setIdentifier}" in "${other.title}" too.`,
      'Give each side an identifier of its own.',
    ];
  }
  if (side.isWeighted === other.isWeighted) return undefined;
  const [weighted, plain] = side.isWeighted ? [side, other] : [other, side];
  return [
    `"${host}" is weighted in "${weighted.title}" and not in "${plain.title}".`,
    'Give both a weight and a set-identifier, or name the host in one of them only.',
  ];
}

export const dnsSidesAgree: Rule = {
  id: 'dns-sides-agree',
  level: 'error',
  law: 'Objects that ask external-dns for one name are all weighted or none, and weighted ones have different set identifiers.',
  why: 'Two with one identifier are merged under one weight; a weighted record beside a plain one makes Route 53 refuse the whole batch of the zone, the changes of every other tenant too.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-weighted.html',
  kinds: DNS_SOURCES,
  start() {
    const sides = new Map<string, Side[]>();
    return {
      *see(object) {
        const title = titleOf(object.manifest);
        for (const { hosts, type, weight, setIdentifier, path } of dnsNamesOf(object.manifest)) {
          const isWeighted = weight !== undefined && setIdentifier !== undefined;
          const side: Side = { where: whereIn(object, path), title, type, setIdentifier, isWeighted };
          for (const host of new Set(hosts)) {
            const others = sides.get(host) ?? [];
            const met = others.filter(other => type === undefined || other.type === undefined || other.type === type);
            const found = met.map(other => fault(host, side, other)).find(one => one !== undefined);
            if (found) yield finding(dnsSidesAgree, side.where, ...found);
            sides.set(host, [...others, side]);
          }
        }
      },
    };
  },
};
