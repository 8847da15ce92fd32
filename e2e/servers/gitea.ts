import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { builtFile } from '../build/part.js';
import { gitea as part } from '../build/parts/gitea.js';
import { runFolder } from '../run-folder.js';
import { answers } from './answers.js';
import type { Server } from './server.js';

/** A forge with two people, each with a token that may do everything. */
export interface GiteaServer extends Server {
  readonly url: string;
  readonly author: Account;
  readonly reviewer: Account;
}

export interface Account {
  readonly name: string;
  readonly token: string;
}

const PORT = 3000;

/** A Gitea on loopback with an empty database. Its accounts are made before it starts. */
export function gitea(): GiteaServer {
  const program = builtFile(part, 'bin/gitea');
  const folder = runFolder('gitea');
  const url = `http://127.0.0.1:${PORT}`;
  const config = join(folder, 'app.ini');
  mkdirSync(folder, { recursive: true });
  writeFileSync(config, settings(folder, url));
  // It says its warnings on the same output, before what it was asked for.
  const tell = (...args: readonly string[]) =>
    execFileSync(program, ['--config', config, ...args], { encoding: 'utf8', stdio: 'pipe' })
      .trim()
      .split('\n')
      .at(-1)!;
  tell('migrate');
  const account = (name: string, ...rights: readonly string[]): Account => {
    const user = ['--username', name, '--email', `${name}@forge.invalid`, '--random-password'];
    tell('admin', 'user', 'create', ...user, '--must-change-password=false', ...rights);
    const token = ['--username', name, '--token-name', 'e2e', '--scopes', 'all', '--raw'];
    return { name, token: tell('admin', 'user', 'generate-access-token', ...token) };
  };
  return {
    name: 'gitea',
    program,
    args: ['--config', config, 'web'],
    url,
    author: account('author', '--admin'),
    reviewer: account('reviewer'),
    ready: () => answers(`${url}/api/healthz`),
  };
}

function settings(folder: string, url: string): string {
  const files = dirname(dirname(builtFile(part, 'static/templates/home.tmpl')));
  return `RUN_MODE = prod
WORK_PATH = ${folder}
I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true
[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = ${PORT}
ROOT_URL = ${url}/
STATIC_ROOT_PATH = ${files}
DISABLE_SSH = true
OFFLINE_MODE = true
[database]
DB_TYPE = sqlite3
PATH = ${folder}/gitea.db
SQLITE_JOURNAL_MODE = WAL
[security]
INSTALL_LOCK = true
SECRET_KEY = only-for-a-test
INTERNAL_TOKEN = only-for-a-test
[service]
DISABLE_REGISTRATION = true
[mailer]
ENABLED = false
[oauth2]
ENABLED = false
[openid]
ENABLE_OPENID_SIGNIN = false
[actions]
ENABLED = false
[packages]
ENABLED = false
[indexer]
ISSUE_INDEXER_TYPE = db
[cron.update_checker]
ENABLED = false
[repository]
DEFAULT_BRANCH = main
[log]
MODE = console
LEVEL = Warn
`;
}
