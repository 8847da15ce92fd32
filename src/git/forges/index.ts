import { didYouMean } from '../../model/nearest.js';
import { UserError } from '../../model/user-error.js';
import type { World } from '../../world.js';
import type { Forge } from '../forge.js';
import { http, type Send } from '../http.js';
import { type RemoteAddress, remoteAddress } from '../remote-address.js';
import { bitbucket } from './bitbucket.js';
import { gitea } from './gitea.js';
import { gitHub } from './github.js';
import { gitLab } from './gitlab.js';
import { plain } from './plain.js';

/** How one kind of forge is recognised, reached and logged in to. */
interface Kind {
  /** Whether a host's name says that it is one. */
  readonly host: RegExp;
  /** Environment variables that may hold a token, first come first served. */
  readonly tokens: readonly string[];
  /** The user that git names beside the token, when it pushes over https. */
  readonly user: string;
  api(origin: string): string;
  headers(token: string, env: World['env']): Readonly<Record<string, string>>;
  forge(send: Send, repository: string, world: Pick<World, 'now' | 'sleep'>, origin: string): Forge;
}

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** Every forge, by the name that `--forge` takes. */
const KINDS = {
  github: {
    host: /(^|\.)github\./,
    tokens: ['GITHUB_TOKEN', 'GH_TOKEN', 'GH_ENTERPRISE_TOKEN'],
    user: 'x-access-token',
    api: origin => (origin === 'https://github.com' ? 'https://api.github.com' : `${origin}/api/v3`),
    headers: token => ({
      authorization: `Bearer ${token}`,
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
    }),
    forge: (send, repository, world, origin) =>
      gitHub({ send, repository, world, graphql: origin === 'https://github.com' ? '/graphql' : '/../graphql' }),
  },
  gitlab: {
    host: /(^|\.)gitlab\./,
    tokens: ['GITLAB_TOKEN'],
    user: 'oauth2',
    api: origin => `${origin}/api/v4`,
    headers: token => ({ authorization: `Bearer ${token}` }),
    forge: (send, repository, world) => gitLab({ send, repository, world }),
  },
  gitea: {
    host: /(^|\.)(gitea|forgejo)\.|^codeberg\.org$/,
    tokens: ['GITEA_TOKEN', 'FORGEJO_TOKEN'],
    user: 'sluice',
    api: origin => `${origin}/api/v1`,
    headers: token => ({ authorization: `token ${token}` }),
    forge: (send, repository, world) => gitea({ send, repository, world }),
  },
  bitbucket: {
    host: /^bitbucket\.org$/,
    tokens: ['BITBUCKET_TOKEN'],
    user: 'x-token-auth',
    api: () => 'https://api.bitbucket.org/2.0',
    // A token of a person goes with the person's address; one of a repository goes alone.
    headers: (token, env) => {
      const user = env['BITBUCKET_USER'];
      return { authorization: user ? basic(user, token) : `Bearer ${token}` };
    },
    forge: (send, repository) => bitbucket({ send, repository }),
  },
} satisfies Record<string, Kind>;

export type ForgeName = keyof typeof KINDS | 'git';

export const FORGES: readonly ForgeName[] = [...(Object.keys(KINDS) as (keyof typeof KINDS)[]), 'git'];

export interface ForgeProps {
  /** The address of the remote, as git has it. */
  readonly remoteUrl: string | undefined;
  /** Where a forge-less request is written. */
  readonly folder: string;
  /** @default what the remote's host says; `git` when it says nothing */
  readonly forge?: string;
  /** The web address of the server, where it differs from the remote's: `https://example.com/git`. @default the remote's */
  readonly server?: string;
  /** The address of its API. @default the usual place on the server */
  readonly api?: string;
}

/** A forge that is ready to be asked, and what git needs to push with the same token. */
export interface ReadyForge {
  readonly forge: Forge;
  /** @default git's own credentials */
  readonly push?: { readonly user: string; readonly variable: string };
}

type ForgeWorld = Pick<World, 'env' | 'fetch' | 'files' | 'now' | 'sleep'>;

/** @throws UserError when the forge's name is unknown, its address cannot be told, or there is no token. */
export function readyForge(world: ForgeWorld, props: ForgeProps): ReadyForge {
  const address = props.remoteUrl === undefined ? undefined : remoteAddress(props.remoteUrl);
  const name = forgeName(props.forge, address);
  if (name === 'git') return { forge: plain({ files: world.files, folder: props.folder }) };
  if (address === undefined) {
    throw new UserError(
      `"${props.remoteUrl ?? ''}" is the address of no ${name} server.`,
      'Point the remote at the server, or use --forge git.',
    );
  }
  const kind: Kind = KINDS[name];
  const variable = kind.tokens.find(each => world.env[each]);
  const logIn = `Set ${kind.tokens.join(' or ')} to a token that may write to ${address.repository}.`;
  if (variable === undefined) throw new UserError(`There is no token for ${address.origin}.`, logIn);
  const origin = (props.server ?? address.origin).replace(/\/+$/, '');
  const headers = kind.headers(world.env[variable]!, world.env);
  const send = http(world, {
    api: (props.api ?? kind.api(origin)).replace(/\/+$/, ''),
    headers: { 'user-agent': 'sluice', ...headers },
    secrets: [world.env[variable]!, headers['authorization']!.replace(/^\w+ /, '')],
    logIn,
  });
  const forge = kind.forge(send, repositoryBelow(address, origin), world, origin);
  return { forge, push: { user: kind.user, variable } };
}

function forgeName(asked: string | undefined, address: RemoteAddress | undefined): ForgeName {
  if (asked !== undefined) {
    const known = FORGES.find(name => name === asked);
    if (known) return known;
    throw new UserError(
      `There is no forge "${asked}".${didYouMean(asked, FORGES)}`,
      `Use one of ${FORGES.join(', ')}.`,
    );
  }
  const host = address?.host ?? '';
  return FORGES.find(name => name !== 'git' && KINDS[name].host.test(host)) ?? 'git';
}

/** A server that lives below a path has the path in the remote's address, and not in its API's names. */
function repositoryBelow({ repository }: RemoteAddress, server: string): string {
  const path = new URL(server).pathname.replace(/^\/+|\/+$/g, '');
  return path !== '' && repository.startsWith(`${path}/`) ? repository.slice(path.length + 1) : repository;
}
