import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApplicationSet } from '../imports/argoproj.io.js';
import { VirtualService } from '../imports/networking.istio.io.js';
import { definitionsIn } from '../scripts/imports/custom-resources.js';
import { jsonText } from '../scripts/imports/json-text.js';
import type { Kind } from '../scripts/imports/kind.js';
import { openFields } from '../scripts/imports/open-fields.js';
import { type Schema, withoutProse } from '../scripts/imports/schema.js';
import { type Source, sources } from '../scripts/imports/sources.js';
import { take } from '../scripts/imports/take.js';

interface Index {
  readonly sources: readonly { readonly id: string; readonly version: string; readonly kinds: readonly Kind[] }[];
}

const crds = join(import.meta.dirname, '../crds');
const imports = join(import.meta.dirname, '../imports');
const read = (file: string): Record<string, unknown> => JSON.parse(readFileSync(join(crds, file), 'utf8'));
const index = read('index.json') as unknown as Index;
const source = (id: string) => index.sources.find(one => one.id === id)!;
const versionsOf = (id: string, kind: string) => Object.keys(source(id).kinds.find(one => one.kind === kind)!.versions);

/** The schema at `file#/json/pointer`; undefined where the pointer leads nowhere. */
function at(place: string): Schema | undefined {
  const [file = '', pointer = ''] = place.split('#/');
  return pointer.split('/').reduce<unknown>((value, key) => (value as Schema | undefined)?.[key], read(file)) as Schema;
}

/** Every schema inside the schema, itself first. */
function* schemasIn(schema: Schema): Generator<Schema> {
  yield schema;
  const inner = [
    ...['properties', 'patternProperties', 'definitions'].flatMap(word => Object.values(schema[word] ?? {})),
    ...['allOf', 'anyOf', 'oneOf'].flatMap(word => (schema[word] ?? []) as unknown[]),
    ...['items', 'additionalProperties', 'not'].map(word => schema[word]),
  ];
  for (const value of inner) if (typeof value === 'object' && value !== null) yield* schemasIn(value as Schema);
}

/** Rules wherever they stand, so that a walk that misses a place is found out. */
function rulesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = (value as Schema)['x-kubernetes-validations'];
  return Object.values(value).reduce<number>((sum, inner) => sum + rulesIn(inner), Array.isArray(own) ? own.length : 0);
}

describe('crds/', () => {
  const wanted: Readonly<Record<string, readonly string[]>> = {
    'istio-1.31': [
      'DestinationRule v1 v1alpha3 v1beta1',
      'EnvoyFilter v1alpha3',
      'Gateway v1 v1alpha3 v1beta1',
      'ProxyConfig v1beta1',
      'ServiceEntry v1 v1alpha3 v1beta1',
      'Sidecar v1 v1alpha3 v1beta1',
      'VirtualService v1 v1alpha3 v1beta1',
      'WorkloadEntry v1 v1alpha3 v1beta1',
      'WorkloadGroup v1 v1alpha3 v1beta1',
      'AuthorizationPolicy v1 v1beta1',
      'PeerAuthentication v1 v1beta1',
      'RequestAuthentication v1 v1beta1',
      'Telemetry v1 v1alpha1',
      'WasmPlugin v1alpha1',
    ],
    'gateway-api-standard': [
      'BackendTLSPolicy v1',
      'Gateway v1 v1beta1',
      'GatewayClass v1 v1beta1',
      'GRPCRoute v1',
      'HTTPRoute v1 v1beta1',
      'ReferenceGrant v1beta1',
    ],
    'gateway-api-experimental': ['HTTPRoute v1 v1beta1', 'TCPRoute v1alpha2', 'UDPRoute v1alpha2'],
    'argo-cd': ['AppProject v1alpha1', 'Application v1alpha1', 'ApplicationSet v1alpha1'],
    'external-dns': ['DNSEndpoint v1alpha1'],
    'cert-manager': ['Certificate v1', 'ClusterIssuer v1', 'Issuer v1'],
    'prometheus-operator': ['PodMonitor v1', 'PrometheusRule v1', 'ServiceMonitor v1'],
    apisix: [
      'ApisixClusterConfig v2',
      'ApisixConsumer v2',
      'ApisixGlobalRule v2',
      'ApisixPluginConfig v2',
      'ApisixRoute v2',
      'ApisixTls v2',
      'ApisixUpstream v2',
    ],
    'kubernetes-1.28': [
      'Namespace v1',
      'Service v1',
      'Deployment v1',
      'CronJob v1',
      'Ingress v1',
      'NetworkPolicy v1',
      'RoleBinding v1',
      'PodDisruptionBudget v1',
      'HorizontalPodAutoscaler v1 v2',
      'StorageClass v1',
      'ValidatingAdmissionPolicy v1alpha1 v1beta1',
    ],
    'kubernetes-1.36': ['ResourceQuota v1', 'LimitRange v1', 'EndpointSlice v1', 'ValidatingAdmissionPolicy v1'],
  };

  it.each(Object.entries(wanted))('%s knows the kinds that estates use, in each version they can use', (id, kinds) => {
    const known = source(id).kinds.map(({ kind, versions }) => [kind, ...Object.keys(versions).sort()].join(' '));

    expect(known).toEqual(expect.arrayContaining([...kinds]));
  });

  it('tells what an old cluster does not serve yet', () => {
    expect(versionsOf('istio-1.20', 'VirtualService').sort()).toEqual(['v1alpha3', 'v1beta1']);
    expect(versionsOf('istio-1.20', 'AuthorizationPolicy').sort()).toEqual(['v1', 'v1beta1']);
  });

  it('has one source for each line of the table of sources, at its version', () => {
    expect(index.sources.map(({ id, version }) => ({ id, version: `v${version}` }))).toEqual(
      sources.map(({ id, version }) => ({ id, version })),
    );
  });

  it('leads every version of every kind to the schema of an object', () => {
    const places = index.sources.flatMap(({ kinds }) => kinds.flatMap(({ versions }) => Object.values(versions)));

    expect(places.length).toBeGreaterThan(150);
    for (const place of places) expect(at(place), place).toMatchObject({ type: 'object', properties: {} });
  });

  it('has no file that no kind leads to', () => {
    const files = readdirSync(crds, { recursive: true, encoding: 'utf8' }).filter(name => /.\/.*\.json$/.test(name));
    const places = index.sources.flatMap(({ kinds }) => kinds.flatMap(({ versions }) => Object.values(versions)));

    expect(files.sort()).toEqual([...new Set(places.map(place => place.split('#')[0]))].sort());
  });

  it.each(index.sources.map(({ id }) => id))('%s holds no prose, and no reference that leads nowhere', id => {
    const prose: string[] = [];
    const lost: string[] = [];
    for (const file of readdirSync(join(crds, id))) {
      const content = read(`${id}/${file}`) as { readonly definitions?: Readonly<Record<string, Schema>> };
      const roots = content.definitions ?? (content as Readonly<Record<string, Schema>>);
      for (const [name, root] of Object.entries(roots)) {
        for (const schema of schemasIn(root)) {
          if ('description' in schema) prose.push(`${file} ${name}`);
          const ref = schema['$ref'] as string | undefined;
          if (ref && !content.definitions?.[ref.slice('#/definitions/'.length)]) lost.push(`${file} ${name} ${ref}`);
        }
      }
    }

    expect(prose).toEqual([]);
    expect(lost).toEqual([]);
  });

  it('keeps a field that is itself named description', () => {
    const schema = at('argo-cd/appprojects.argoproj.io.json#/v1alpha1/properties/spec/properties/description');

    expect(schema).toEqual({ type: 'string', maxLength: 255 });
  });

  it('accepts the quantities and ports that an API server accepts, and no others', () => {
    const definitions = read('kubernetes-1.28/definitions.json')['definitions'] as Record<string, Schema>;
    const [number, text] = definitions['io.k8s.apimachinery.pkg.api.resource.Quantity']!['anyOf'] as readonly Schema[];
    const pattern = new RegExp(text!['pattern'] as string);

    expect(number).toEqual({ type: 'number' });
    for (const good of ['0', '100m', '1Gi', '0.5', '.5', '5.', '-1', '+2k', '1e3', '1E-3', '1E']) {
      expect(good).toMatch(pattern);
    }
    for (const bad of ['', 'm', '1 Gi', '1KB', '1gi', '1e1.5', '1Gim', '1,5']) expect(bad).not.toMatch(pattern);
    expect(definitions['io.k8s.apimachinery.pkg.util.intstr.IntOrString']).toHaveProperty(
      'x-kubernetes-int-or-string',
      true,
    );
  });
});

describe('crds/ and the pinned modules', () => {
  const cache = process.env['GOMODCACHE'] ?? join(process.env['GOPATH'] ?? join(homedir(), 'go'), 'pkg/mod');
  const folderOf = ({ module, version }: Source): string => join(cache, `${module}@${version}`);

  const textsOf = (one: Source): string[] => one.paths.map(path => readFileSync(join(folderOf(one), path), 'utf8'));

  for (const one of sources) {
    it.skipIf(!existsSync(folderOf(one)))(`${one.id} is what ${one.module} gives, byte for byte`, () => {
      const { kinds, files } = take(one, textsOf(one));

      expect(source(one.id).kinds).toEqual(kinds);
      for (const [file, schemas] of files) {
        expect(readFileSync(join(crds, file), 'utf8'), file).toBe(`${jsonText(schemas)}\n`);
      }
    });

    if (one.form !== 'crd') continue;
    it.skipIf(!existsSync(folderOf(one)))(`${one.id} lost no validation rule`, () => {
      for (const { spec } of textsOf(one).flatMap(definitionsIn)) {
        const { versions } = source(one.id).kinds.find(
          ({ group, kind }) => group === spec.group && kind === spec.names.kind,
        )!;
        for (const { name, schema } of spec.versions.filter(({ served }) => served)) {
          expect(rulesIn(at(versions[name]!)), `${spec.names.kind} ${name}`).toBe(rulesIn(schema));
        }
      }
    });
  }

  it('carry the rules of the projects that have some', () => {
    const rules = (place: string): number => rulesIn(at(place));

    expect(rules('gateway-api-standard/httproutes.gateway.networking.k8s.io.json#/v1')).toBeGreaterThan(20);
    expect(rules('istio-1.31/destinationrules.networking.istio.io.json#/v1')).toBeGreaterThan(10);
  });
});

describe('imports/', () => {
  it('has a typed construct for every kind of the typed sources', () => {
    const typed = sources.filter(one => one.typed).flatMap(one => source(one.id).kinds);

    expect(typed.length).toBeGreaterThan(40);
    for (const { group, kind, versions } of typed) {
      const text = readFileSync(join(imports, `${group}.ts`), 'utf8');
      const [, version = 'none'] = new RegExp(`apiVersion: '${group}/(.*)',\\n +kind: '${kind}',`).exec(text) ?? [];
      expect(Object.keys(versions), `${group} ${kind}`).toContain(version);
    }
  });

  it('gives plain manifests of the most stable version', () => {
    const spec = { hosts: ['a.example'], http: [{ route: [{ destination: { host: 'a' }, weight: 100 }] }] };

    const manifest: unknown = VirtualService.manifest({ metadata: { name: 'a' }, spec });

    expect(manifest).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'a' },
      spec,
    });
  });

  it('keeps what is written into a field that stays a plain object', () => {
    const chart = new Chart(new App(), 'chart');
    const inner = { git: { repoURL: 'https://git.example/estate', directories: [{ path: 'dist/*' }] } };
    const template = { metadata: { name: '{{path.basename}}' }, spec: { project: 'a', destination: {} } };
    const generators = [{ matrix: { generators: [inner] } }];

    new ApplicationSet(chart, 'all', { metadata: { name: 'all' }, spec: { generators, template } });

    expect(chart.toJson()[0].spec.generators).toEqual(generators);
  });
});

describe('the way from upstream to crds/', () => {
  it('leaves out prose but never data', () => {
    const schema = {
      type: 'object',
      description: 'words',
      default: { description: 'data' },
      'x-kubernetes-validations': [{ rule: 'true', message: 'words of the rule' }],
      properties: {
        description: { type: 'string', description: 'words' },
        list: { type: 'array', items: { oneOf: [{ title: 'words', required: ['title'] }] } },
        map: { additionalProperties: { not: { description: 'words', enum: ['description'] } } },
      },
    };

    expect(withoutProse(schema)).toEqual({
      type: 'object',
      default: { description: 'data' },
      'x-kubernetes-validations': [{ rule: 'true', message: 'words of the rule' }],
      properties: {
        description: { type: 'string' },
        list: { type: 'array', items: { oneOf: [{ required: ['title'] }] } },
        map: { additionalProperties: { not: { enum: ['description'] } } },
      },
    });
  });

  it('writes JSON that reads back equal', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), value => {
        expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('refuses to open a field that is not there', () => {
    const schema = { properties: { a: { type: 'string' } } };

    expect(() => openFields(schema, 'b')).toThrow('No field of the schema is at b.');
  });
});
