import type { Manifest } from './manifest.js';
import type { RouteSet } from './route-set.js';

/** The prefix of every label and annotation that is ours. */
export const DOMAIN = 'sluice.dev';

/** The phase that an object's split belongs to; the one annotation that a phase advance changes. */
export const PHASE = `${DOMAIN}/phase`;

/** The migration that an object is part of. */
export const MIGRATION = `${DOMAIN}/migration`;

/** The tenant that an object belongs to. */
const TENANT = `${DOMAIN}/tenant`;

/** On a Namespace: what exists in it outside Git, as `Kind/name`, comma separated. */
export const GIVEN = `${DOMAIN}/given`;

/** `api.example.com` → `api-example-com`, `*.example.com` → `wildcard-example-com`: an object's name out of a host's. */
export function hostSlug(host: string): string {
  return host.replace(/^\*/, 'wildcard').replaceAll('.', '-').toLowerCase();
}

/**
 * The labels of every object that Sluice writes for a tenant.
 *
 * Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function ownLabels(tenant: string): Record<string, string> {
  return { 'app.kubernetes.io/managed-by': 'sluice', [TENANT]: tenant };
}

/** Metadata of an object that a tenant has once, whichever routes it has. */
export function tenantMetadata(tenant: string, name: string): Manifest['metadata'] {
  return { name, namespace: tenant, labels: ownLabels(tenant) };
}

/** Metadata of an object of a route set. Only what carries the split names the phase. */
export function ownMetadata(
  set: RouteSet,
  name: string,
  carries: 'split' | 'nothing' = 'nothing',
): Manifest['metadata'] {
  const labels = ownLabels(set.tenant.name);
  if (set.phase !== undefined) labels[MIGRATION] = set.name;
  const metadata = { name, namespace: set.tenant.name, labels };
  return carries === 'split' && set.phase !== undefined
    ? { ...metadata, annotations: { [PHASE]: set.phase } }
    : metadata;
}
