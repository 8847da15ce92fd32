import type { Manifest } from '../../model/manifest.js';
import { at, fields, text } from '../read/shape.js';
import { finding, type Rule, whereIn } from '../rule.js';

const HOST = /^[a-z0-9_]([-a-z0-9_]*[a-z0-9])?(\.[a-z0-9_]([-a-z0-9_]*[a-z0-9])?)*\.?$/i;
const ADDRESS = /^([0-9.]+|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*)$/i;

/** What is wrong with an ExternalName Service: field, message and fix. */
function* faults(manifest: Manifest): Iterable<readonly [string, string, string]> {
  const name = text(at(manifest, 'spec', 'externalName'));
  if (name === undefined) {
    yield ['type', 'The Service is an ExternalName and names no host.', 'Set externalName.'];
  } else if (ADDRESS.test(name)) {
    const fix = 'Use a Service without selector and an EndpointSlice, or a ServiceEntry with resolution STATIC.';
    yield ['externalName', `"${name}" is an address, and DNS takes it for a name.`, fix];
  } else if (!HOST.test(name)) {
    yield ['externalName', `"${name}" is no host name.`, 'Name the host alone, without scheme, port and path.'];
  } else if (name === 'localhost' || name.startsWith('localhost.')) {
    yield ['externalName', `"${name}" is whoever asks, and ingress-nginx drops it.`, 'Name the host itself.'];
  }
  if (Object.keys(fields(at(manifest, 'spec', 'selector'))).length > 0) {
    yield ['selector', 'An ExternalName has no Pods, and a selector is set.', 'Drop the selector, or the type.'];
  }
}

export const externalNameIsAHost: Rule = {
  id: 'external-name-is-a-host',
  level: 'error',
  law: 'An ExternalName Service names one host that DNS can answer for: no address, no port, no URL, not localhost; and it selects no Pods.',
  why: 'It is a CNAME and nothing more: an address never resolves and answers 502, and ingress-nginx leaves loopback names without endpoints, so that their whole share goes to the other side.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#externalname',
  kinds: ['/Service'],
  start: () => ({
    *see(object) {
      if (at(object.manifest, 'spec', 'type') !== 'ExternalName') return;
      for (const [field, message, fix] of faults(object.manifest)) {
        yield finding(externalNameIsAHost, whereIn(object, ['spec', field]), message, fix);
      }
    },
  }),
};
