import { DNS_SOURCES, dnsNamesOf } from '../read/dns-name.js';
import { finding, type Rule, whereIn } from '../rule.js';

export const dnsWeightIsWhole: Rule = {
  id: 'dns-weight-is-whole',
  level: 'error',
  law: 'A DNS weight is a whole number from 0 to 255, and has a set identifier.',
  why: 'external-dns drops a weight without set-identifier and writes a plain record; it reads "ten" as 0, which drains the side; Route 53 refuses a weight above 255 and with it every change of that run.',
  source: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/#routing-policies',
  kinds: DNS_SOURCES,
  start: () => ({
    *see(object) {
      for (const { weight, setIdentifier, path } of dnsNamesOf(object.manifest)) {
        if (weight === undefined) continue;
        const where = whereIn(object, path);
        if (!/^\d+$/.test(weight) || Number(weight) > 255) {
          const message = `The weight "${weight}" is no whole number from 0 to 255.`;
          yield finding(dnsWeightIsWhole, where, message, 'Write a whole number from 0 to 255.');
        }
        if (setIdentifier === undefined) {
          const fix = 'Add a set-identifier that tells this side from the other.';
          yield finding(dnsWeightIsWhole, where, `The weight ${weight} has no set-identifier.`, fix);
        }
      }
    },
  }),
};
