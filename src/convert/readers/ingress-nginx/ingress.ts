import type { Located } from '../../../model/located.js';
import type { Json } from '../../../model/manifest.js';
import { at, type FieldPath, Take } from '../../take.js';
import { Settings } from './settings.js';
import type { Surroundings } from './surroundings.js';
import { type Treatment, treatment } from './treatment.js';

/** One path of an Ingress, where it stands. */
export interface IngressPath {
  readonly of: Ingress;
  readonly at: FieldPath;
  readonly path: string;
  readonly exact: boolean;
}

export interface IngressRule {
  readonly at: FieldPath;
  readonly host: string;
  readonly paths: readonly IngressPath[];
}

/** One Ingress that ingress-nginx serves. */
export interface Ingress {
  readonly take: Take;
  readonly settings: Settings;
  readonly treatment: Treatment;
  readonly namespace: string;
  readonly name: string;
  readonly isCanary: boolean;
  readonly rules: readonly IngressRule[];
}

export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Older first; ingress-nginx gives a path that two want to the older one. */
export function byAge(a: Located, b: Located): number {
  const keys = [a, b].map(({ manifest: { metadata } }) =>
    [text(metadata['creationTimestamp']), metadata.namespace ?? '', metadata.name].join('\n'),
  );
  return keys[0]! < keys[1]! ? -1 : keys[0]! > keys[1]! ? 1 : 0;
}

/** The class that an Ingress asks for; `undefined` where it asks for none. */
export function classOf({ manifest }: Located): string | undefined {
  const old = manifest.metadata.annotations?.['kubernetes.io/ingress.class'];
  const found = old ?? at(manifest, ['spec', 'ingressClassName']);
  return typeof found === 'string' ? found : undefined;
}

/** ingress-nginx takes a path without a type, or with one of its own, for a prefix. */
function pathsOf(of: Ingress, rule: FieldPath): readonly IngressPath[] {
  return list(of.take.get([...rule, 'http', 'paths'])).map((path, i) => ({
    of,
    at: [...rule, 'http', 'paths', i],
    path: text(at(path, ['path'])) || '/',
    exact: at(path, ['pathType']) === 'Exact',
  }));
}

/** What says who an object is, and what no request depends on. */
function takeMetadata(take: Take): void {
  for (const field of ['apiVersion', 'kind']) take.say([field], 'exact');
  for (const field of ['name', 'namespace']) take.say(['metadata', field], 'exact');
  take.say(['metadata', 'labels'], 'equivalent', 'No answer depends on it; what is written has labels of its own.');
  take.say(['spec', 'ingressClassName'], 'exact');
  take.say(['metadata', 'annotations', 'kubernetes.io/ingress.class'], 'exact');
}

export function ingressOf(object: Located, around: Surroundings): Ingress {
  const take = new Take(object);
  const settings = new Settings(take);
  takeMetadata(take);
  const { name, namespace = 'default' } = object.manifest.metadata;
  const isCanary = settings.flag('canary') === true;
  const none: Treatment = { route: { protocol: 'http' }, policy: {}, checks: [], blocks: [] };
  const rules: IngressRule[] = [];
  const ingress: Ingress = {
    take,
    settings,
    // A canary has the treatment of its twin.
    treatment: isCanary ? none : treatment(settings, namespace, around),
    namespace,
    name,
    isCanary,
    rules,
  };
  for (const [i, rule] of list(take.get(['spec', 'rules'])).entries()) {
    const place = ['spec', 'rules', i];
    rules.push({ at: place, host: text(at(rule, ['host'])), paths: pathsOf(ingress, place) });
  }
  return ingress;
}
