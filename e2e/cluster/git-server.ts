import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { dirname, join } from 'node:path';
import { runFolder } from '../run-folder.js';
import type { Certificate } from './credentials.js';

/** A Git repository at an address of its own, as Argo CD is told it. */
export interface GitServer {
  /** Puts files there in place of all, in one commit on main, and gives its revision. */
  push(message: string, files: Readonly<Record<string, string>>): string;
  /** Whether the server answers; away, it refuses every request. */
  setAway(away: boolean): void;
  stop(): void;
}

/** Serves a bare repository over HTTPS, through Git's own smart HTTP backend. */
export async function startGitServer(url: string, address: string, tls: Certificate): Promise<GitServer> {
  const root = runFolder('git', 'served');
  const path = new URL(url).pathname;
  const bare = join(root, path);
  const work = runFolder('git', 'work');
  const git = (...args: readonly string[]): string => execFileSync('git', args, { cwd: work, encoding: 'utf8' }).trim();
  mkdirSync(bare, { recursive: true });
  git('init', '--quiet', '--bare', '--initial-branch=main', bare);
  git('init', '--quiet', '--initial-branch=main', '.');
  git('config', 'user.name', 'e2e');
  git('config', 'user.email', 'e2e@sluice.test');
  git('config', 'commit.gpgsign', 'false');

  let away = false;
  const options = { cert: readFileSync(tls.certificate), key: readFileSync(tls.key) };
  const server: HttpServer = createServer(options, (asked, answering) => {
    if (away) asked.socket.destroy();
    else serve(root, asked, answering);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(443, address, () => resolve());
  });
  return {
    push(message, files) {
      git('rm', '-r', '--quiet', '--ignore-unmatch', '.');
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(work, file)), { recursive: true });
        rmSync(join(work, file), { force: true });
        writeFileSync(join(work, file), text);
      }
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message', message);
      git('push', '--quiet', bare, 'HEAD:main');
      return git('rev-parse', 'HEAD');
    },
    setAway(value) {
      away = value;
    },
    stop: () => server.close(),
  };
}

/** Source: https://git-scm.com/docs/git-http-backend */
function serve(root: string, asked: IncomingMessage, answering: ServerResponse): void {
  const { pathname, search } = new URL(asked.url ?? '/', 'https://git');
  const child = spawn('git', ['http-backend'], {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: asked.method ?? 'GET',
      CONTENT_TYPE: asked.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: asked.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(asked.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  asked.pipe(child.stdin);
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.on('close', () => {
    const all = Buffer.concat(said);
    const end = all.indexOf('\r\n\r\n');
    const fields = all
      .toString('latin1', 0, end)
      .split('\r\n')
      .map(line => line.split(': '));
    const status = Number(fields.find(([name]) => name === 'Status')?.[1]?.split(' ')[0] ?? 200);
    for (const [name, value] of fields) if (name && value && name !== 'Status') answering.setHeader(name, value);
    answering.writeHead(status).end(all.subarray(end + 4));
  });
}
