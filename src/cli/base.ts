import type { Command as Parser } from 'commander';
import { type ReadyForge, readyForge } from '../git/forges/index.js';
import { openRepository, type Repository } from '../git/repository.js';
import { UserError } from '../model/user-error.js';
import type { World } from '../world.js';
import { loadEstate, type Project } from './load-estate.js';

export interface BaseOptions {
  readonly remote: string;
  readonly base?: string;
  readonly forge?: string;
  readonly forgeUrl?: string;
}

/** Where a change starts: the estate as the remote's main branch has it. */
export interface Base extends ReadyForge {
  readonly project: Project;
  readonly repository: Repository;
  readonly remote: string;
  readonly remoteUrl: string;
  readonly base: string;
  readonly tip: string;
  /** From the repository's root to the estate's: empty, or with a `/` at its end. */
  readonly prefix: string;
}

export function defineBase(parser: Parser): void {
  parser
    .option('--remote <name>', 'the remote that Argo CD reads', 'origin')
    .option('--base <branch>', 'the branch that Argo CD follows (default: the main branch of the remote)')
    .option('--forge <name>', "github, gitlab, gitea, bitbucket or git (default: what the remote's host says)")
    .option('--forge-url <url>', "the forge's web address, where it differs from the remote's");
}

/** @throws UserError when the working tree is not what the remote has, so that nobody could say what is changed. */
export async function openBase(world: World, options: BaseOptions): Promise<Base> {
  const project = await loadEstate(world);
  const repository = await openRepository(world, project.root);
  const { remote } = options;
  const remoteUrl = await repository.remoteUrl(remote);
  if (remoteUrl === undefined) {
    throw new UserError(`The repository has no remote "${remote}".`, 'Name one with --remote.');
  }
  const changed = await repository.changes();
  if (changed.length > 0) {
    const some = changed.slice(0, 5).join(', ');
    throw new UserError(
      `The working tree has changes that are not committed: ${some}${changed.length > 5 ? ', …' : ''}.`,
      'Commit or remove them: what is advanced is what the remote has.',
    );
  }
  const base = options.base ?? (await repository.defaultBranch(remote));
  const tip = await repository.fetch(remote, base);
  const { ahead, behind } = await repository.distance('HEAD', tip);
  if (ahead + behind > 0) {
    throw new UserError(
      `HEAD is ${behind} commits behind ${remote}/${base} and ${ahead} ahead of it.`,
      ahead > 0 ? `Check out ${base}, or push.` : 'git pull --ff-only',
    );
  }
  const folder = (await repository.git.tell(['rev-parse', '--path-format=absolute', '--git-path', 'sluice'])).trim();
  const ready = readyForge(world, {
    remoteUrl,
    folder: `${folder}/requests`,
    ...(options.forge !== undefined && { forge: options.forge }),
    ...(options.forgeUrl !== undefined && { server: options.forgeUrl }),
  });
  const prefix = project.root === repository.root ? '' : `${project.root.slice(repository.root.length + 1)}/`;
  return { ...ready, project, repository, remote, remoteUrl, base, tip, prefix };
}
