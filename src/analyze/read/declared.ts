import type { Manifest } from '../../model/manifest.js';
import { DOMAIN } from '../../model/naming.js';
import { serviceOf } from './service-host.js';
import { annotation, at, namespaceOf, text, texts } from './shape.js';

export const NAMESPACE = '/Namespace';
export const SERVICE_ENTRY = 'networking.istio.io/ServiceEntry';

/** The annotation of a Namespace that lists what lives there and not in these files: `Service/a, Secret/b`. */
export const GIVEN = `${DOMAIN}/given`;

/**
 * What a set of files declares. It is complete only for namespaces whose Namespace it holds itself: of those one can
 * say that something is missing.
 */
export class Declared {
  readonly #closed = new Set<string>();
  readonly #known = new Set<string>();
  readonly #spokenOf = new Set<string>();

  /** Remembers a Namespace with what is given in it, and any other object by its kind and name. */
  see(manifest: Manifest): void {
    const name = text(manifest.metadata.name);
    if (name === undefined) return;
    if (manifest.kind !== 'Namespace') {
      this.add(manifest.kind, namespaceOf(manifest), name);
      return;
    }
    this.#closed.add(name);
    const list = annotation(manifest, GIVEN);
    if (list !== undefined) this.#spokenOf.add(name);
    for (const given of (list ?? '').split(',')) {
      const [kind, object] = given.trim().split('/');
      if (kind && object) this.add(kind, name, object);
    }
  }

  /** Remembers the Services that a ServiceEntry stands in for. */
  addHosts(entry: Manifest): void {
    for (const host of texts(at(entry, 'spec', 'hosts'))) {
      const service = serviceOf(host.toLowerCase());
      if (service) this.add('Service', service.namespace, service.name);
    }
  }

  add(kind: string, namespace: string, name: string): void {
    this.#known.add(`${kind}/${namespace}/${name}`);
    this.#spokenOf.add(`${kind}/${namespace}`);
  }

  has(kind: string, namespace: string, name: string): boolean {
    return this.#known.has(`${kind}/${namespace}/${name}`);
  }

  isClosed(namespace: string): boolean {
    return this.#closed.has(namespace);
  }

  /** Whether one may say that it does not exist. */
  lacks(kind: string, namespace: string, name: string): boolean {
    return this.isClosed(namespace) && !this.has(kind, namespace, name);
  }

  /** Whether the files say anything about a kind: one of it is declared, or the Namespace has a list of what is given. */
  speaksOf(kind: string, namespace: string): boolean {
    return this.#spokenOf.has(namespace) || this.#spokenOf.has(`${kind}/${namespace}`);
  }

  /** The names of a kind in a namespace. */
  *names(kind: string, namespace: string): Iterable<string> {
    const prefix = `${kind}/${namespace}/`;
    for (const known of this.#known) if (known.startsWith(prefix)) yield known.slice(prefix.length);
  }
}
