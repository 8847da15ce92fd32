import { type Git, type GitOptions, gitFailed } from './git.js';

/** How a push ended. `moved`: somebody else pushed in between. `refused`: the server's rules say no. */
export type Pushed =
  | { readonly outcome: 'pushed' | 'unchanged' }
  | { readonly outcome: 'moved' | 'refused'; readonly why: string };

export interface PushProps {
  readonly remote: string;
  readonly branch: string;
  readonly commit: string;
  /** The commit that the branch must still have; `undefined`: there must be no such branch. */
  readonly expected: string | undefined;
  /** From `tokenConfig`. @default the user's own credentials */
  readonly config?: GitOptions['config'];
}

/** The commit of a branch as the remote has it now; `undefined` when it has no such branch. */
export async function remoteCommit(
  git: Git,
  { remote, branch, config }: Pick<PushProps, 'remote' | 'branch' | 'config'>,
): Promise<string | undefined> {
  const options = config && { config };
  const said = await git.tell(['ls-remote', '--', remote, `refs/heads/${branch}`], options);
  // The pattern matches the ends of names, so `refs/heads/x/refs/heads/<branch>` would come along.
  return said
    .split('\n')
    .find(line => line.endsWith(`\trefs/heads/${branch}`))
    ?.split('\t')[0];
}

/**
 * Makes a remote branch stand at a commit, if it stands where it is expected or there already. No local branch is
 * made, so nothing is left behind when this is killed: the branch moved, or it did not.
 * @throws UserError when the remote cannot be reached.
 */
export async function pushBranch(git: Git, props: PushProps): Promise<Pushed> {
  const { remote, branch, commit, expected, config } = props;
  if ((await remoteCommit(git, props)) === commit) return { outcome: 'unchanged' };
  const ref = `refs/heads/${branch}`;
  const args = ['push', '--porcelain', `--force-with-lease=${ref}:${expected ?? ''}`, '--', remote, `${commit}:${ref}`];
  const ended = await git.ask(args, config && { config });
  if (ended.code === 0) return { outcome: 'pushed' };
  const rejected = /^!\t.*\t\[(.+)\]\s*(?:\((.*)\))?$/m.exec(ended.stdout);
  if (rejected) {
    const [, kind, reason] = rejected;
    const words = serverWords(ended.stderr);
    if (kind === 'rejected') return { outcome: 'moved', why: reason ?? kind };
    return { outcome: 'refused', why: [reason ?? kind, ...words].join('; ') };
  }
  // The connection may have broken after the server had done its part.
  if ((await remoteCommit(git, props)) === commit) return { outcome: 'pushed' };
  throw gitFailed(args, ended);
}

/** What the server's hooks printed. */
function serverWords(stderr: string): string[] {
  return stderr.split('\n').flatMap(line => (/^remote: *(\S.*?) *$/.exec(line) ?? []).slice(1));
}

/**
 * Settings that let git log in with a token of the environment, after all that the user has set up of his own. Git asks
 * a shell that reads the variable, so the token is in no argument and in no file.
 * @param variable the name of the environment variable that holds the token
 */
export function tokenConfig(remoteUrl: string, user: string, variable: string): NonNullable<GitOptions['config']> {
  const origin = /^https?:\/\/[^/]+/.exec(remoteUrl.replace(/\/\/[^/@]*@/, '//'))?.[0];
  if (origin === undefined) return [];
  const answer = `!f() { test "$1" = get && echo username=${user} && echo "password=$${variable}"; }; f`;
  return [[`credential.${origin}.helper`, answer]];
}
