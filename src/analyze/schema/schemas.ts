import { groupOf, type Manifest, versionOf } from '../../model/manifest.js';
import { nearest } from '../../model/nearest.js';
import { Checker } from './checker.js';
import { definedKind } from './crd.js';
import { oneOf, type SchemaFault } from './fault.js';
import { type Definitions, linked, type WrittenSchema } from './link.js';
import { asResource } from './resource.js';
import { type ClusterVersions, type IndexedSource, sourcesFor } from './schema-index.js';

/** The text of a file below `crds/`. */
export type ReadSchema = (file: string) => string;

/** What is known of one kind: a checker per version, made when the first object of that version is seen. */
type Versions = ReadonlyMap<string, () => Checker>;

const keyOf = (group: string, kind: string): string => `${group}/${kind}`;

function lazily(make: () => Checker): () => Checker {
  let made: Checker | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The schemas of the kinds that are known, by group, kind and version. */
export class Schemas {
  private readonly kinds = new Map<string, Versions>();

  /** @param under kinds that are asked where these schemas know none */
  constructor(private readonly under?: Schemas) {}

  /** The schemas that come with Sluice, of which each file is read when a kind in it is first seen. */
  static builtIn(read: ReadSchema, cluster?: ClusterVersions): Schemas {
    const schemas = new Schemas();
    const { sources } = JSON.parse(read('index.json')) as { readonly sources: readonly IndexedSource[] };
    const files = new Map<string, Definitions>();
    for (const { kinds } of sourcesFor(sources, cluster)) {
      for (const { group, kind, versions } of kinds) {
        const key = keyOf(group, kind);
        if (schemas.kinds.has(key)) continue;
        const made = Object.entries(versions).map(([version, place]) => {
          return [version, lazily(() => new Checker(asResource(schemaAt(place, read, files), 'root')))] as const;
        });
        schemas.kinds.set(key, new Map(made));
      }
    }
    return schemas;
  }

  /** Learns the kind of a CustomResourceDefinition, in place of what was known of it. False: it defines none. */
  addCrd(manifest: Manifest): boolean {
    const defined = definedKind(manifest);
    if (!defined) return false;
    const made = [...defined.versions].map(([version, schema]) => {
      return [version, lazily(() => new Checker(asResource(linked(schema, {}), 'root')))] as const;
    });
    this.kinds.set(keyOf(defined.group, defined.kind), new Map(made));
    return true;
  }

  /** Learns the kind of a CustomResourceDefinition where none is known by its name. */
  addMissing(manifest: Manifest): void {
    const defined = definedKind(manifest);
    if (defined && !this.find(defined.group, defined.kind)) this.addCrd(manifest);
  }

  knows(manifest: Manifest): boolean {
    return this.versionsOf(manifest) !== undefined;
  }

  /** What is wrong with an object; undefined where its kind is not known, so that nothing can be said. */
  check(manifest: Manifest): readonly SchemaFault[] | undefined {
    return this.checkChange(undefined, manifest);
  }

  /** What is wrong with an object that replaces another: also what may not change. */
  checkChange(before: Manifest | undefined, after: Manifest): readonly SchemaFault[] | undefined {
    const versions = this.versionsOf(after);
    if (!versions) return undefined;
    const checker = versions.get(versionOf(after.apiVersion));
    return checker ? checker().check(after, before) : [unservedVersion(after, [...versions.keys()])];
  }

  /** A known kind that may be meant by one that is not known: `networking.istio.io/VirtualService`. */
  nearestKind(manifest: Manifest): string | undefined {
    const group = groupOf(manifest.apiVersion);
    const own = nearest(keyOf(group, manifest.kind), this.kinds.keys());
    return own ?? this.under?.nearestKind(manifest);
  }

  private versionsOf(manifest: Manifest): Versions | undefined {
    return this.find(groupOf(manifest.apiVersion), manifest.kind);
  }

  private find(group: string, kind: string): Versions | undefined {
    return this.kinds.get(keyOf(group, kind)) ?? this.under?.find(group, kind);
  }
}

function unservedVersion(manifest: Manifest, versions: readonly string[]): SchemaFault {
  const group = groupOf(manifest.apiVersion);
  const served = versions.map(version => (group === '' ? version : `${group}/${version}`));
  return {
    path: ['apiVersion'],
    keyword: 'apiVersion',
    message: `is "${manifest.apiVersion}"; ${manifest.kind} is served as ${oneOf(served)}.`,
    fix: `Write apiVersion: ${served[0]}.`,
    level: 'error',
  };
}

/** The schema at `file#/pointer`, its references followed. */
function schemaAt(place: string, read: ReadSchema, files: Map<string, Definitions>): WrittenSchema {
  const [file = '', pointer = ''] = place.split('#/');
  const content = files.get(file) ?? (JSON.parse(read(file)) as Definitions);
  files.set(file, content);
  const [first = '', ...rest] = pointer.split('/');
  const definitions = first === 'definitions' ? (content[first] as unknown as Definitions) : {};
  const schema = rest.length > 0 ? definitions[rest.join('/')] : content[first];
  if (!schema) throw new Error(`crds/index.json points at ${place}, where no schema is.`);
  return linked(schema, definitions);
}
