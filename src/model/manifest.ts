/** A value that JSON, and so a Kubernetes API server, can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** The part of `metadata` that Sluice reads or writes. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: Json | undefined;
}

/**
 * One Kubernetes object as plain data. Fields that are `undefined` are not written.
 *
 * Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/
 */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [field: string]: Json | undefined;
}

/** The API group of an object: `networking.istio.io` of `networking.istio.io/v1`, and the empty string for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** The version of an object's API: `v1` of `networking.istio.io/v1`. */
export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}

/**
 * What the API server tells objects apart by: group, kind, namespace and name. The version is no part of it, since
 * every served version shows the same stored object.
 */
export function identityOf(manifest: Manifest): string {
  const { name, namespace = '' } = manifest.metadata;
  // Joined, since this is remembered for every object: a text made by a template may hold on to all of its parts.
  return [groupOf(manifest.apiVersion), manifest.kind, namespace, name].join('/');
}

/** How people name an object: `VirtualService acme/checkout`. */
export function titleOf(manifest: Manifest): string {
  const { name, namespace } = manifest.metadata;
  return namespace ? `${manifest.kind} ${namespace}/${name}` : `${manifest.kind} ${name}`;
}
