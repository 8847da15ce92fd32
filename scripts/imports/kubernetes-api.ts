import { byName, type Kind, type Taken } from './kind.js';
import { type Schema, withoutProse } from './schema.js';

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

interface Operation {
  readonly 'x-kubernetes-group-version-kind'?: GroupVersionKind;
}

/** The part of the API server's OpenAPI 2 document that is read. */
export interface OpenApi {
  readonly definitions: Readonly<Record<string, Schema>>;
  readonly paths: Readonly<Record<string, { readonly get?: Operation; readonly post?: Operation }>>;
}

const quantity = String.raw`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$`;

/** OpenAPI 2 has no words for these types, so upstream's document says less than the server accepts. */
const saidAsCrdsDo: Readonly<Record<string, Schema>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': {
    anyOf: [{ type: 'number' }, { type: 'string', pattern: quantity }],
  },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': {
    anyOf: [{ type: 'integer' }, { type: 'string' }],
    'x-kubernetes-int-or-string': true,
  },
};

/** A definition without fields is free-form; in a CRD's schema that has to be said. */
function asCrdSchema(name: string, definition: Schema): Schema {
  const said = saidAsCrdsDo[name];
  if (said) return said;
  const slim = withoutProse(definition);
  const isScalar = slim['type'] !== undefined && slim['type'] !== 'object';
  const isShaped = 'properties' in slim || 'additionalProperties' in slim || '$ref' in slim;
  return isScalar || isShaped ? slim : { ...slim, 'x-kubernetes-preserve-unknown-fields': true };
}

const refPrefix = '#/definitions/';

function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner.slice(refPrefix.length)] : refsIn(inner),
  );
}

/** The named definitions and all that they refer to, sorted by name. */
function closure(all: OpenApi['definitions'], roots: readonly string[]): Record<string, Schema> {
  const reached = new Map<string, Schema>();
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    const definition = all[name];
    if (!definition) throw new Error(`The OpenAPI document refers to ${name} but does not define it.`);
    const schema = asCrdSchema(name, definition);
    reached.set(name, schema);
    waiting.push(...refsIn(schema));
  }
  return Object.fromEntries([...reached].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What can be created and listed at its own address; the rest are parts of others or mere questions. */
function committedResources(paths: OpenApi['paths']): (GroupVersionKind & Pick<Kind, 'plural' | 'scope'>)[] {
  return Object.entries(paths).flatMap(([path, { get, post }]) => {
    const about = post?.['x-kubernetes-group-version-kind'];
    if (!get || !about || path.includes('{name}')) return [];
    const scope = path.includes('/namespaces/{namespace}/') ? 'Namespaced' : 'Cluster';
    return [{ ...about, plural: path.slice(path.lastIndexOf('/') + 1), scope }];
  });
}

/** One file with a table of definitions; `$ref` leads from one to another, as in the document that it comes from. */
export function takeKubernetesApi(id: string, document: OpenApi): Taken {
  const file = `${id}/definitions.json`;
  const nameOf = new Map<string, string>();
  for (const [name, definition] of Object.entries(document.definitions)) {
    const about = (definition['x-kubernetes-group-version-kind'] ?? []) as readonly GroupVersionKind[];
    for (const { group, version, kind } of about) nameOf.set(`${group}/${version}/${kind}`, name);
  }

  const kinds = new Map<string, Kind>();
  const roots: string[] = [];
  for (const { group, version, kind, plural, scope } of committedResources(document.paths)) {
    const name = nameOf.get(`${group}/${version}/${kind}`);
    if (!name) throw new Error(`The OpenAPI document has a path but no definition for ${kind} of ${group}/${version}.`);
    roots.push(name);
    const versions = { ...kinds.get(`${group}/${kind}`)?.versions, [version]: `${file}${refPrefix}${name}` };
    kinds.set(`${group}/${kind}`, { group, kind, plural, scope, versions });
  }
  const definitions = closure(document.definitions, roots);
  return { kinds: [...kinds.values()].sort(byName), files: new Map([[file, { definitions }]]) };
}
