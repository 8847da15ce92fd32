import type { Manifest } from '../../model/manifest.js';
import { annotation, at, items, text } from './shape.js';

/** The beginning of every annotation that makes an Ingress of ingress-nginx a canary. */
export const CANARY = 'nginx.ingress.kubernetes.io/canary';

/** What an annotation of the canary family says: `weight` for `canary-weight`. */
export function canarySetting(manifest: Manifest, name: string): string | undefined {
  return annotation(manifest, `${CANARY}-${name}`);
}

/** Read as Go reads booleans. */
export function isCanary(manifest: Manifest): boolean {
  return ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(annotation(manifest, CANARY) ?? '');
}

/** The places of a host that an Ingress serves: `shop.example.com /api Prefix`. */
export function placesOf(manifest: Manifest): readonly string[] {
  return items(at(manifest, 'spec', 'rules')).flatMap(rule => {
    const host = text(at(rule, 'host'))?.toLowerCase() ?? '*';
    return items(at(rule, 'http', 'paths')).map(path => {
      const type = text(at(path, 'pathType')) ?? 'ImplementationSpecific';
      return `${host} ${text(at(path, 'path')) ?? '/'} ${type}`;
    });
  });
}
