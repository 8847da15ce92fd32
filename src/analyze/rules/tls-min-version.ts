import { GATEWAY, serversOf } from '../read/istio-gateway.js';
import { at, text } from '../read/shape.js';
import { finding, type Rule, whereIn } from '../rule.js';

const OLD: Readonly<Record<string, string>> = { TLSV1_0: '1.0', TLSV1_1: '1.1' };

export const tlsMinVersion: Rule = {
  id: 'tls-min-version',
  level: 'warning',
  law: 'A gateway speaks TLS 1.2 or newer.',
  why: 'TLS 1.0 and 1.1 are withdrawn: browsers refuse them, auditors too, and Envoy has no cipher left for them unless one is named.',
  source: 'https://www.rfc-editor.org/rfc/rfc8996',
  kinds: [GATEWAY],
  start: () => ({
    *see(object) {
      for (const { tls, path } of serversOf(object.manifest)) {
        for (const field of ['minProtocolVersion', 'maxProtocolVersion']) {
          const version = OLD[text(at(tls, field)) ?? ''];
          if (version === undefined) continue;
          const message = `The server ${field.startsWith('min') ? 'still speaks' : 'speaks at most'} TLS ${version}.`;
          yield finding(
            tlsMinVersion,
            whereIn(object, [...path, 'tls', field]),
            message,
            `Set ${field} to TLSV1_2 or TLSV1_3, or drop it.`,
          );
        }
      }
    },
  }),
};
