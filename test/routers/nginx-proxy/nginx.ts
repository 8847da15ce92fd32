import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Manifest } from '../../../src/model/manifest.js';
import { checksum } from '../../../src/routers/nginx-proxy/checksum.js';

/** Why no nginx can be started here; `undefined` where one can. Debian's package `nginx` has all that is needed. */
export const without: string | undefined = spawnSync('nginx', ['-v']).error
  ? 'There is no nginx on this machine (Debian: apt-get install nginx).'
  : undefined;

export function confOf(manifests: readonly Manifest[]): string {
  const map = manifests.find(({ kind }) => kind === 'ConfigMap')!;
  return (map['data'] as Record<string, string>)['nginx.conf']!;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** The Pod's ports, as they are here. */
interface Ports {
  readonly http: number;
  readonly grpc: number;
  readonly health: number;
  readonly status: number;
}

/** The configuration with this machine's folders and ports in place of the Pod's; what it decides stays as it is. */
function localised(conf: string, folder: string, ports: Ports): string {
  return conf
    .replaceAll('/run/nginx', folder)
    .replaceAll('/etc/nginx/secrets', folder)
    .replaceAll('/dev/stdout', join(folder, 'access.log'))
    .replaceAll('listen 8080', `listen 127.0.0.1:${ports.http}`)
    .replaceAll('listen 8081', `listen 127.0.0.1:${ports.grpc}`)
    .replaceAll('listen 8082', `listen 127.0.0.1:${ports.health}`)
    .replaceAll('listen 127.0.0.1:8083', `listen 127.0.0.1:${ports.status}`);
}

/** A configuration that can be looked at here: names count as known, and authorities as there. */
function lookedAt(conf: string, folder: string): string {
  return localised(conf, folder, { http: 28080, grpc: 28081, health: 28082, status: 28083 })
    .replace(/^( *server )[a-z][^ :]*:/gm, '$1127.0.0.1:')
    .replace(/(_ssl_trusted_certificate) .*;/g, '$1 /etc/ssl/certs/ca-certificates.crt;');
}

/** What `nginx -t` says about a configuration; the empty text when it takes it. */
export function faultOf(conf: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-nginx-'));
  writeFileSync(join(folder, 'nginx.conf'), lookedAt(conf, folder));
  const { status, stderr } = spawnSync('nginx', ['-t', '-c', join(folder, 'nginx.conf')], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return status === 0 ? '' : stderr;
}

/** What becomes of a Pod that starts: the configuration that it runs, or none. */
export function startPod(
  manifests: readonly Manifest[],
  conf: string,
  made: 'for it' | 'for another',
): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-nginx-'));
  const text = lookedAt(conf, join(folder, 'run'));
  execFileSync('mkdir', ['-p', join(folder, 'config'), join(folder, 'run')]);
  writeFileSync(join(folder, 'config/nginx.conf'), text);
  const [, , script] = checkOf(manifests).command;
  const command = script!.replaceAll('/config/', `${folder}/config/`).replaceAll('/run/nginx', `${folder}/run`);
  const config = checksum(made === 'for it' ? text : 'another');
  const { status } = spawnSync('sh', ['-c', command], { env: { ...process.env, CONFIG: config } });
  const copy = join(folder, 'run/nginx.conf');
  const runs = status === 0 ? readFileSync(copy, 'utf8') === text : existsSync(copy);
  rmSync(folder, { recursive: true });
  return runs ? conf : undefined;
}

interface Check {
  readonly command: readonly string[];
}

function checkOf(manifests: readonly Manifest[]): Check {
  const spec = manifests.find(({ kind }) => kind === 'Deployment')!['spec'] as unknown as {
    readonly template: { readonly spec: { readonly initContainers: readonly Check[] } };
  };
  return spec.template.spec.initContainers[0]!;
}

/** An nginx that runs. */
export class Nginx {
  private constructor(
    readonly folder: string,
    readonly ports: Ports,
    private readonly child: ChildProcess,
  ) {}

  static async start(conf: string, files: Readonly<Record<string, string>> = {}): Promise<Nginx> {
    const folder = mkdtempSync(join(tmpdir(), 'sluice-nginx-'));
    for (const [path, text] of Object.entries(files)) {
      execFileSync('mkdir', ['-p', join(folder, path, '..')]);
      writeFileSync(join(folder, path), text);
    }
    const ports = {
      http: await freePort(),
      grpc: await freePort(),
      health: await freePort(),
      status: await freePort(),
    };
    writeFileSync(join(folder, 'nginx.conf'), localised(conf, folder, ports));
    const child = spawn('nginx', ['-c', join(folder, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    const nginx = new Nginx(folder, ports, child);
    for (let tries = 0; !(await nginx.answers()); tries++) {
      if (child.exitCode !== null || tries > 200) throw new Error(`nginx does not start: ${said}`);
      await sleep(20);
    }
    return nginx;
  }

  private async answers(): Promise<boolean> {
    if (!existsSync(join(this.folder, 'nginx.pid'))) return false;
    return fetch(`http://127.0.0.1:${this.ports.health}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  /** The access log, a record a request. */
  log(): readonly Readonly<Record<string, string | number>>[] {
    const text = readFileSync(join(this.folder, 'access.log'), 'utf8');
    return text
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line));
  }

  /** The status that the kubelet would get. */
  async kubelet(path: string): Promise<number> {
    return (await fetch(`http://127.0.0.1:${this.ports.health}${path}`)).status;
  }

  /** Ends what it has begun and then itself, as a Pod does that is replaced. */
  async quit(): Promise<void> {
    this.child.kill('SIGQUIT');
    await once(this.child, 'exit');
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      this.child.kill('SIGTERM');
      await once(this.child, 'exit');
    }
    rmSync(this.folder, { recursive: true });
  }
}
