import type { Manifest } from '../../model/manifest.js';
import { at, items, type Path, text, texts } from '../read/shape.js';
import { finding, type Rule, whereIn } from '../rule.js';

const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)$/i;

type Fault = readonly [Path, string, string];

function* faults(manifest: Manifest): Iterable<Fault> {
  const resolution = text(at(manifest, 'spec', 'resolution')) ?? 'NONE';
  const endpoints = items(at(manifest, 'spec', 'endpoints'));
  const selects = at(manifest, 'spec', 'workloadSelector') !== undefined;
  const path: Path = ['spec', 'resolution'];
  const resolutionPath: Path = at(manifest, 'spec', 'resolution') === undefined ? ['spec'] : path;
  const isDns = resolution === 'DNS' || resolution === 'DNS_ROUND_ROBIN';
  if (resolution === 'STATIC' && endpoints.length === 0 && !selects) {
    yield [path, 'Resolution is STATIC and no endpoint is given.', 'Add endpoints, or use resolution DNS.'];
  }
  if (resolution === 'NONE' && endpoints.length > 0) {
    yield [
      resolutionPath,
      'Endpoints are given and resolution NONE leaves them out.',
      'Use STATIC for addresses, DNS for names.',
    ];
  }
  const wildcard = texts(at(manifest, 'spec', 'hosts')).find(host => host.includes('*'));
  if (isDns && endpoints.length === 0 && wildcard !== undefined) {
    yield [path, `Nobody can look up "${wildcard}" in DNS.`, 'Use resolution NONE, name the hosts, or add endpoints.'];
  }
  for (const [i, endpoint] of endpoints.entries()) {
    const address = text(at(endpoint, 'address'));
    if (resolution !== 'STATIC' || address === undefined) continue;
    if (ADDRESS.test(address) || address.startsWith('unix://')) continue;
    const message = `"${address}" is no IP address, and resolution STATIC looks nothing up.`;
    yield [['spec', 'endpoints', i, 'address'], message, 'Write the IP address, or use resolution DNS.'];
  }
}

export const serviceEntryEndpoints: Rule = {
  id: 'service-entry-endpoints',
  level: 'error',
  law: 'A ServiceEntry’s resolution fits its endpoints: STATIC has IP addresses, NONE has no endpoints, DNS has names that can be looked up.',
  why: 'Istio refuses the object, or takes it and answers 503 with flag UH to whoever goes there.',
  source: 'https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-Resolution',
  kinds: ['networking.istio.io/ServiceEntry'],
  start: () => ({
    *see(object) {
      for (const [path, message, fix] of faults(object.manifest)) {
        yield finding(serviceEntryEndpoints, whereIn(object, path), message, fix);
      }
    },
  }),
};
