import type { Manifest } from '../../model/manifest.js';
import { GIVEN } from '../../model/naming.js';
import type { Declared } from './declared.js';
import { GATEWAY } from './istio-gateway.js';
import { STANDARD_GATEWAY, secretsMadeBy } from './secret-use.js';
import { serviceOf } from './service-host.js';
import { annotation, at, namespaceOf, text, texts } from './shape.js';

/** A Namespace closes itself, and its annotation lists what lives in it and not in these files: `Service/a, Secret/b`. */
function declareNamespace(declared: Declared, manifest: Manifest): void {
  const name = text(manifest.metadata.name);
  if (name === undefined) return;
  declared.close(name);
  const list = annotation(manifest, GIVEN);
  if (list === undefined) return;
  declared.speakOf(name);
  for (const given of list.split(',')) {
    const [kind, object] = given.trim().split('/');
    if (kind && object) declared.add(kind, name, object);
  }
}

/** A ServiceEntry stands in for the Services whose hosts it names. */
function declareHosts(declared: Declared, entry: Manifest): void {
  for (const host of texts(at(entry, 'spec', 'hosts'))) {
    const service = serviceOf(host.toLowerCase());
    if (service) declared.add('Service', service.namespace, service.name);
  }
}

/** Remembers what an object of a kind declares that others refer to by name. */
export function declare(declared: Declared, kind: string, manifest: Manifest): void {
  switch (kind) {
    case '/Namespace':
      declareNamespace(declared, manifest);
      return;
    case 'networking.istio.io/ServiceEntry':
      declareHosts(declared, manifest);
      return;
    case '/Service': {
      const name = text(manifest.metadata.name);
      if (name !== undefined) declared.add('Service', namespaceOf(manifest), name);
      return;
    }
    case GATEWAY:
    case STANDARD_GATEWAY:
      // The two kinds are told apart by the kind of who names them.
      declared.add(kind, namespaceOf(manifest), manifest.metadata.name);
      return;
    default:
      for (const name of secretsMadeBy(manifest)) declared.add('Secret', namespaceOf(manifest), name);
  }
}
