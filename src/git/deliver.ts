import { UserError } from '../model/user-error.js';
import { type Change, writeCommit } from './commit.js';
import type { ReadyForge } from './forges/index.js';
import { publishRequest } from './publish-request.js';
import { pushBranch, remoteCommit, tokenConfig } from './push.js';
import type { Repository } from './repository.js';

export interface DeliveryProps extends ReadyForge {
  readonly repository: Repository;
  readonly remote: string;
  readonly remoteUrl: string;
  /** The branch that Argo CD follows. */
  readonly base: string;
  /** Where the change starts from: the base as it is at the remote. */
  readonly tip: string;
  /** The branch of the request; `undefined`: straight to the base. */
  readonly branch: string | undefined;
  readonly changes: readonly Change[];
  readonly title: string;
  readonly body: string;
  /** Says in the commit which migration it is of, `prod/acme/checkout`. */
  readonly migration: string;
}

export interface Delivered {
  readonly commit: string;
  readonly outcome: 'opened' | 'updated' | 'unchanged' | 'pushed';
  /** The page or file of the request; none for a push to the base. */
  readonly url?: string;
}

const TRAILER = 'Sluice-Migration:';

/**
 * Makes the commit, pushes it, and brings the request up to date. Each step finds what a killed run has left of it, so
 * doing all of it again does nothing twice.
 * @throws UserError when somebody else's commits are in the way, or the remote refuses.
 */
export async function deliver(props: DeliveryProps): Promise<Delivered> {
  const { repository, remote, base, tip, branch = base, changes, title, migration, forge, push } = props;
  const { git } = repository;
  const config = push && tokenConfig(props.remoteUrl, push.user, push.variable);
  const place = { remote, branch, ...(config && { config }) };
  const there = await remoteCommit(git, place);
  if (branch !== base && there !== undefined) await refuseForeign(repository, remote, branch, tip);
  const message = `${title}\n\n${TRAILER} ${migration}\n`;
  const commit = await writeCommit(git, {
    parent: tip,
    changes,
    message,
    ...(there !== undefined && { sameAs: there }),
  });
  const pushed = await pushBranch(git, { ...place, commit, expected: branch === base ? tip : there });
  if ('why' in pushed) {
    const wayOut =
      pushed.outcome === 'moved' ? 'Fetch, and run it again.' : 'Ask for the right, or open a request in place of it.';
    throw new UserError(`${remote} does not take "${branch}": ${pushed.why}.`, wayOut);
  }
  if (branch === base) return { commit, outcome: 'pushed' };
  const { request, outcome } = await publishRequest(forge, { head: branch, base, title, body: props.body });
  return { commit, outcome, url: request.url };
}

/** A branch may be written anew only while nobody but us has committed to it. */
async function refuseForeign(repository: Repository, remote: string, branch: string, tip: string): Promise<void> {
  const there = await repository.fetch(remote, branch);
  const args = [
    'log',
    '--format=%H %(trailers:key=Sluice-Migration,valueonly,separator=%x2C)',
    '--end-of-options',
    `${tip}..${there}`,
  ];
  const foreign = (await repository.git.tell(args)).split('\n').find(line => /^[0-9a-f]+ ?$/.test(line));
  if (foreign === undefined) return;
  throw new UserError(
    `"${branch}" holds ${foreign.slice(0, 12)}, which is not ours.`,
    `Merge or close its request, or delete "${branch}" at ${remote}.`,
  );
}
