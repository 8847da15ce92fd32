import type { ServiceBackend } from '../../../model/backend.js';
import type { Located } from '../../../model/located.js';
import { groupOf, type Manifest } from '../../../model/manifest.js';
import { at } from '../../take.js';

const CONTROLLER = 'k8s.io/ingress-nginx';

/** What the other objects of the input say about the controller and about Services. */
export interface Surroundings {
  /** Names of the classes that ingress-nginx serves. */
  readonly classes: ReadonlySet<string>;
  /** The controller's Service; `undefined` where none is in the input. */
  readonly controller: Pick<ServiceBackend, 'name' | 'namespace'> | undefined;
  /** A setting of the controller's ConfigMap. */
  setting(name: string): string | undefined;
  /** Secret with the certificate of hosts that name none, as `namespace/name`. */
  readonly defaultCertificate: string | undefined;
  /** The data of a ConfigMap. */
  data(namespace: string, name: string): Readonly<Record<string, string>> | undefined;
  /** The number of a Service's port; `undefined` where the Service is not in the input or has no such port. */
  port(namespace: string, service: string, name: string): number | undefined;
}

const isControllers = (manifest: Manifest): boolean =>
  manifest.metadata.labels?.['app.kubernetes.io/name'] === 'ingress-nginx' ||
  manifest.metadata.name === 'ingress-nginx-controller';

const key = (kind: string, namespace: string, name: string): string => `${kind}/${namespace}/${name}`;

function texts(data: unknown): Readonly<Record<string, string>> {
  return typeof data === 'object' && data !== null ? (data as Readonly<Record<string, string>>) : {};
}

function servesClients(service: Manifest): boolean {
  const ports = at(service, ['spec', 'ports']);
  const admission = service.metadata.labels?.['app.kubernetes.io/component'] === 'admission-webhook';
  const metrics = service.metadata.name.endsWith('-metrics') || service.metadata.name.endsWith('-admission');
  return !admission && !metrics && Array.isArray(ports) && ports.some(port => at(port, ['port']) === 80);
}

/** `ns/name` of the argument that names the default certificate. */
function certificateOf(controllers: readonly Manifest[]): string | undefined {
  for (const { spec } of controllers) {
    const containers = at(spec, ['template', 'spec', 'containers']);
    for (const container of Array.isArray(containers) ? containers : []) {
      const args = at(container, ['args']);
      for (const arg of Array.isArray(args) ? args : []) {
        const found = /^--default-ssl-certificate=(.+)$/.exec(String(arg))?.[1];
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
}

export function surroundings(objects: readonly Located[]): Surroundings {
  const all = objects.map(({ manifest }) => manifest);
  const core = new Map(
    all
      .filter(({ apiVersion }) => groupOf(apiVersion) === '')
      .map(object => [key(object.kind, object.metadata.namespace ?? '', object.metadata.name), object]),
  );
  const own = all.filter(isControllers);
  const service = own.find(object => object.kind === 'Service' && servesClients(object));
  const settings = texts(
    own.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.endsWith('controller'))?.['data'],
  );
  return {
    classes: new Set([
      'nginx',
      ...all
        .filter(({ kind, spec }) => kind === 'IngressClass' && at(spec, ['controller']) === CONTROLLER)
        .map(({ metadata }) => metadata.name),
    ]),
    controller: service && { name: service.metadata.name, namespace: service.metadata.namespace ?? 'default' },
    setting: name => settings[name],
    defaultCertificate: certificateOf(own.filter(({ kind }) => kind === 'Deployment' || kind === 'DaemonSet')),
    data(namespace, name) {
      const found = core.get(key('ConfigMap', namespace, name));
      return found && texts(found['data']);
    },
    port(namespace, service, name) {
      const ports = at(core.get(key('Service', namespace, service)), ['spec', 'ports']);
      const found = (Array.isArray(ports) ? ports : []).find(port => at(port, ['name']) === name);
      const number = at(found, ['port']);
      return typeof number === 'number' ? number : undefined;
    },
  };
}
