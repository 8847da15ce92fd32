import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupOf, type Manifest } from '../../src/model/manifest.js';
import { type Backends, startBackends } from '../backends/backends.js';
import type { Behaviour } from '../backends/pod.js';
import { doorPort, gatewayAddress, gatewayLabels } from '../gateway.js';
import { ask, type Drive, drive, type Pace } from '../load/drive.js';
import type { Outcome } from '../load/outcome.js';
import type { Answer, Door, Request } from '../load/request.js';
import { runFolder } from '../run-folder.js';
import { envoy } from '../servers/envoy.js';
import { type EnvoyAdmin, envoyAdmin } from '../servers/envoy-admin.js';
import { istiod, xdsPort } from '../servers/istiod.js';
import type { Running, Server } from '../servers/server.js';
import { start } from '../servers/start.js';
import { until } from '../until.js';
import { hostsOf } from './destinations.js';
import { revisionMarker, whichRevision } from './revision.js';
import { gatewayEntry, StandIns, serviceEntry } from './stand-ins.js';

export interface IstioSetup {
  /** Istio's objects; others are left out, but a Service among them tells the ports and protocols of its host. */
  readonly manifests: readonly Manifest[];
  /**
   * Attempts that Istio adds where a VirtualService says nothing about retries. Istio's own value is 2.
   * @default 0, so that nothing is hidden
   */
  readonly retries?: number;
}

/** A real istiod and a real Envoy with Pods behind them for every destination of the manifests. */
export interface IstioRig {
  /** Puts other manifests in place of all. Ends when Envoy has them. @returns how many milliseconds that took */
  apply(manifests: readonly Manifest[]): Promise<number>;
  /** Sends requests at an even pace and gives their outcomes. */
  load(request: Request, pace: Pace & { readonly requests: number }): Promise<readonly Outcome[]>;
  /** The same without an end, while the test does something else. */
  drive(request: Request, pace: Pace): Drive;
  /** One request; the body of a Pod's answer is JSON that says what came to it. */
  ask(request: Request): Promise<Answer>;
  /** Makes all Pods of a backend (`shop.acme`, `shop.acme/v1`) behave. */
  behave(backend: string, behaviour: Behaviour): Promise<void>;
  /** Ends a server abruptly and starts it again. */
  crash(name: 'istiod' | 'envoy', downFor?: number): Promise<void>;
  readonly envoy: EnvoyAdmin;
}

const adminPort = 15000;
const door: Door = { address: gatewayAddress, port: doorPort(80) };

/** Runs a test on the small size: istiod reading files, Envoy, and Pods. Everything ends with it. */
export async function withIstio(setup: IstioSetup, test: (rig: IstioRig) => Promise<void>): Promise<void> {
  const rig = new SmallIstio(setup);
  try {
    await rig.start();
    await test(rig);
  } finally {
    await rig.stop();
  }
}

class SmallIstio implements IstioRig {
  readonly envoy = envoyAdmin(adminPort);
  private readonly folder = runFolder('istio');
  private readonly standIns = new StandIns();
  private readonly backends: Backends = startBackends();
  private readonly running = new Map<string, Running>();
  private readonly servers: Readonly<Record<'istiod' | 'envoy', () => Server>>;
  private revision = 0;

  constructor(private readonly setup: IstioSetup) {
    this.servers = {
      istiod: () => istiod({ from: { folder: this.folder }, retries: setup.retries }),
      envoy: () =>
        envoy({
          address: gatewayAddress,
          adminPort,
          xds: { address: '127.0.0.1', port: xdsPort },
          labels: gatewayLabels,
        }),
    };
  }

  async start(): Promise<void> {
    const expected = await this.write(this.setup.manifests);
    await this.startServer('istiod');
    await this.startServer('envoy');
    // Now and then a fresh istiod never serves what it read from its folder; a second start does.
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.inForce(expected, 10_000);
      } catch (error) {
        if (attempt === 3) throw error;
        await this.crash('istiod');
        await this.crash('envoy'); // what it refused meanwhile counts no more
      }
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.running.values()].map(server => server.kill()));
    await this.backends.stop();
  }

  async apply(manifests: readonly Manifest[]): Promise<number> {
    const before = Date.now();
    await this.inForce(await this.write(manifests), 30_000);
    return Date.now() - before;
  }

  async load(request: Request, pace: Pace & { readonly requests: number }): Promise<readonly Outcome[]> {
    return this.drive(request, pace).done;
  }

  drive(request: Request, pace: Pace): Drive {
    return drive(door, request, pace);
  }

  ask(request: Request): Promise<Answer> {
    return ask(door, request);
  }

  async behave(backend: string, behaviour: Behaviour): Promise<void> {
    for (const pod of this.standIns.ofBackend(backend)) await this.backends.set(pod, behaviour);
  }

  async crash(name: 'istiod' | 'envoy', downFor = 0): Promise<void> {
    await this.running.get(name)?.kill();
    await new Promise(resolve => setTimeout(resolve, downFor));
    await this.startServer(name);
  }

  private async startServer(name: 'istiod' | 'envoy'): Promise<void> {
    this.running.set(name, await start(this.servers[name]()));
  }

  /** @returns the addresses that Envoy must come to know */
  private async write(manifests: readonly Manifest[]): Promise<readonly string[]> {
    const hosts = hostsOf(manifests).map(host => ({ host, pods: this.standIns.of(host) }));
    for (const { host, pods } of hosts) {
      for (const pod of pods) await this.backends.set(pod);
      await this.backends.resolve(
        host.name,
        pods.map(pod => pod.address),
      );
    }
    const all = [
      ...manifests.filter(({ apiVersion }) => groupOf(apiVersion).endsWith('.istio.io')),
      ...hosts.filter(({ host }) => !host.declared).map(({ host, pods }) => serviceEntry(host, pods)),
      gatewayEntry,
      ...revisionMarker(++this.revision, gatewayLabels),
    ];
    // One file, put there whole: istiod never reads half of a change.
    const file = join(runFolder(), 'config.yaml');
    writeFileSync(file, all.map(manifest => JSON.stringify(manifest, undefined, 1)).join('\n---\n'));
    renameSync(file, join(this.folder, 'config.yaml'));
    return hosts.flatMap(({ pods }) => pods.flatMap(pod => pod.ports.map(port => `${pod.address}:${port}`)));
  }

  private async inForce(endpoints: readonly string[], within: number): Promise<void> {
    await until(`Envoy has revision ${this.revision}`, within, async () => {
      const { body } = await this.ask(whichRevision);
      return body === String(this.revision);
    });
    await until('Envoy knows every Pod', 5_000, async () => {
      const known = new Set((await this.envoy.clusters()).flatMap(cluster => cluster.endpoints));
      return endpoints.every(endpoint => known.has(endpoint));
    });
  }
}
