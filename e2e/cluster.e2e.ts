import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { voiceassistant } from '../src/estate/voiceassistant.js';
import { stateAt } from '../src/routers/migration.js';
import { builtFile } from './build/part.js';
import { istio } from './build/parts/istio.js';
import { application, refresh, stateText, untilSynced } from './cluster/argocd.js';
import { apply, get, kubectl } from './cluster/kubectl.js';
import { type Cluster, startCluster } from './cluster/start-cluster.js';
import { runWorkloads } from './cluster/workloads.js';
import { Checkout } from './estate/checkout.js';
import { manifestsIn, migrationOf } from './estate/steps.js';
import { doorPort, gatewayAddress } from './gateway.js';
import { hostsOf } from './istio/destinations.js';
import { drive } from './load/drive.js';
import { until } from './until.js';
import { besideVoiceassistant } from './voiceassistant.js';
import { planHeld } from './walk/planned.js';
import type { Step } from './walk/step.js';
import { type Road, walk } from './walk/walk.js';
import './verdict/task-meta.js';

const key = 'voiceassistant/voiceassistant-prod/api';
const tenant = 'voiceassistant.voiceassistant-prod';
const namespace = 'voiceassistant-prod';
const migration = migrationOf(voiceassistant, key);

let cluster: Cluster;
let checkout: Checkout;

/** What Git holds: dist, but for the tenants of the other cluster, which are hundreds. */
function tracked(): Readonly<Record<string, string>> {
  const files = Object.entries(checkout.dist());
  return Object.fromEntries(files.filter(([path]) => !/^dist\/(argocd\/)?sealos\//.test(path)));
}

beforeAll(async () => {
  checkout = new Checkout();
  cluster = await startCluster({ repo: 'https://git.example.com/platform/traffic.git' });
});
afterAll(() => cluster?.stop());

describe('the whole way, from Git through Argo CD and istiod to Envoy', () => {
  test('the root application brings up everything in Git', async () => {
    checkout.enter(key, 'prepare');
    const files = tracked();
    const revision = cluster.git.push('Start', files);
    await kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], files['dist/argocd/health.yaml']);
    await kubectl(['apply', '--server-side', '-f', '-'], files['dist/argocd/root.yaml']);
    await untilSynced(['sluice', 'sluice.voiceassistant.tenants', `${tenant}.namespace`], revision);
    const objects = Object.entries(files).flatMap(([path, text]) =>
      path.startsWith('dist/voiceassistant/') ? manifestsIn(text) : [],
    );
    await runWorkloads(hostsOf([...objects, ...besideVoiceassistant]), objects, cluster.backends);

    await untilSynced([tenant], revision);
  });

  test('every phase comes by one commit, up to all and back, and drops nothing', async ({ task }) => {
    const up = ['prepare', 'canary-10', 'canary-50', 'complete'];
    const steps = [...up, ...up.toReversed().slice(1)].map(
      (phase): Step => ({ phase, ...stateAt(migration, phase), objects: [] }),
    );
    const road: Road = {
      async enter({ phase, set, split }) {
        checkout.enter(key, phase);
        const pushed = Date.now();
        const revision = cluster.git.push(`Enter ${phase}`, tracked());
        await refresh();
        await until(`Envoy holds phase ${phase}`, 60_000, async () =>
          planHeld(await cluster.envoy.routes(), set, split),
        );
        const took = Date.now() - pushed;
        await untilSynced([tenant], revision);
        return took;
      },
      drive: (request, pace) => drive({ address: gatewayAddress, port: doorPort(80) }, request, pace),
      envoy: cluster.envoy,
    };
    const { windows, faults } = await walk(road, { name: 'cluster', steps, requests: 600, rate: 200 });
    task.meta.windows = windows;

    expect(faults).toEqual([]);
  });

  test('a weight that somebody edits by hand is put back', async () => {
    const weights = async () =>
      JSON.stringify((await get<{ spec: object }>('virtualservice', namespace, 'api-voiceassistant-com')).spec);
    const before = await weights();
    const patch = [
      { op: 'replace', path: '/spec/http/1/route/0/weight', value: 1 },
      { op: 'replace', path: '/spec/http/1/route/1/weight', value: 99 },
    ];
    await kubectl([
      'patch',
      'virtualservice',
      'api-voiceassistant-com',
      '-n',
      namespace,
      '--type=json',
      '-p',
      JSON.stringify(patch),
    ]);

    expect(await weights()).not.toBe(before);
    await until('the weights are as before', 60_000, async () => (await weights()) === before);
  });

  test('a tenant that writes into another namespace, or writes a ClusterRole, is refused by its project', async () => {
    const files = tracked();
    const strays = [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'stray', namespace: 'istio-system' } },
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'stray' }, rules: [] },
    ];
    const stray = strays.map(object => JSON.stringify(object)).join('\n---\n');
    cluster.git.push('Overstep', { ...files, 'dist/voiceassistant/voiceassistant-prod/stray.yaml': stray });
    await refresh();
    await until('Argo CD refuses both', 60_000, async () => {
      const said = stateText(await application(tenant));
      return (
        /namespace istio-system is not permitted/.test(said) && /ClusterRole is not permitted in project/.test(said)
      );
    });

    await expect(kubectl(['get', 'configmap', 'stray', '-n', 'istio-system'])).rejects.toThrow('NotFound');
    await expect(kubectl(['get', 'clusterrole', 'stray'])).rejects.toThrow('NotFound');
    await untilSynced([tenant], cluster.git.push('Step back', files));
  });

  test('a tenant that wants a load balancer of its own is refused by its quota', async () => {
    const spec = { type: 'LoadBalancer', ports: [{ port: 80 }] };
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'stray', namespace }, spec };

    await expect(apply([service])).rejects.toThrow(/exceeded quota: .*services\.loadbalancers/);
  });
});

describe('every object of dist', () => {
  test('is taken by a real API server', async () => {
    const objects = Object.values(checkout.dist()).flatMap(manifestsIn);
    const namespaces = [...new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []))];
    await apply(namespaces.map(name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })));

    await apply(objects, '--dry-run=server');
  });

  test('is valid to istioctl', async () => {
    const files = Object.keys(checkout.dist()).filter(file => !file.startsWith('dist/argocd/'));
    const args = files.flatMap(file => ['-f', file]);

    expect(execFileSync(builtFile(istio, 'bin/istioctl'), ['validate', ...args], { encoding: 'utf8' })).not.toMatch(
      /error/i,
    );
  });
});
