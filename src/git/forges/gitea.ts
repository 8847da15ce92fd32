import type { Json } from '../../model/manifest.js';
import { UserError } from '../../model/user-error.js';
import type { World } from '../../world.js';
import { at, listAt, numberAt, textAt } from '../answer.js';
import type { Forge, PullRequest } from '../forge.js';
import type { Send } from '../http.js';
import { pages } from '../pages.js';
import { settled } from '../settled.js';
import { latestApprovals } from './reviews.js';

export interface GiteaProps {
  readonly send: Send;
  /** `owner/name`. */
  readonly repository: string;
  readonly world: Pick<World, 'now' | 'sleep'>;
}

/** Most entries that a server gives a page unless it is set up for more. */
const PAGE = 50;
const GREY = '#808080';

/**
 * Gitea and Forgejo.
 *
 * Source: https://docs.gitea.com/api/
 */
export function gitea({ send, repository, world }: GiteaProps): Forge {
  const root = `/repos/${repository}`;
  const pull = (number: number) => `${root}/pulls/${number}`;
  const issue = (number: number) => `${root}/issues/${number}`;
  const get = async (number: number) => requestOf((await send('GET', pull(number))).body);
  return {
    name: 'Gitea',
    can: { comments: true, statuses: true, labels: true, reviewers: true, autoMerge: true, merge: true },
    get,
    async find(head, base) {
      // The address by the two branches gives closed requests too, so the open ones are looked through.
      const all = await pages(send, `${root}/pulls?state=open`, 'limit', PAGE);
      const found = all.find(
        each =>
          at(each, 'head', 'ref') === head &&
          at(each, 'base', 'ref') === base &&
          at(each, 'head', 'repo_id') === at(each, 'base', 'repo_id'),
      );
      return found === undefined ? undefined : requestOf(found);
    },
    async open(props) {
      const { status, body } = await send('POST', `${root}/pulls`, { body: { ...props }, accept: [409] });
      return status === 409 ? undefined : requestOf(body);
    },
    update: async (number, { title, body }) =>
      requestOf((await send('PATCH', pull(number), { body: { title, body } })).body),
    async close(number) {
      await send('PATCH', pull(number), { body: { state: 'closed' } });
    },
    async comment(number, body) {
      await send('POST', `${issue(number)}/comments`, { body: { body } });
    },
    async status(commit, { name, state, description, url }) {
      const body = { context: name, state, description, target_url: url };
      await send('POST', `${root}/statuses/${commit}`, { body, repeatable: true });
    },
    async label(number, labels) {
      // A name that the server does not know would be ignored in silence, so labels go by their ids.
      const known = await pages(send, `${root}/labels`, 'limit', PAGE);
      const ids: number[] = [];
      for (const name of labels) {
        const label = known.find(each => at(each, 'name') === name);
        const made = label ?? (await send('POST', `${root}/labels`, { body: { name, color: GREY } })).body;
        ids.push(numberAt(made, 'id'));
      }
      await send('POST', `${issue(number)}/labels`, { body: { labels: ids }, repeatable: true });
    },
    async requestReview(number, reviewers) {
      const teams = reviewers.filter(name => name.includes('/')).map(name => name.slice(name.indexOf('/') + 1));
      const body = { reviewers: reviewers.filter(name => !name.includes('/')), team_reviewers: teams };
      await send('POST', `${pull(number)}/requested_reviewers`, { body, repeatable: true });
    },
    async approvals(number) {
      const { commit } = await get(number);
      return latestApprovals(send, `${pull(number)}/reviews`, commit!, 'limit', PAGE);
    },
    async autoMerge(number) {
      const { commit } = await get(number);
      const body = { Do: 'merge', head_commit_id: commit, merge_when_checks_succeed: true };
      // 409: it is to be merged by itself already.
      await send('POST', `${pull(number)}/merge`, { body, repeatable: true, accept: [409] });
    },
    async merge(number, commit) {
      const body = { Do: 'merge', head_commit_id: commit };
      await settled(world, `Gitea does not merge #${number}`, async () => {
        const { status, body: said } = await send('POST', `${pull(number)}/merge`, { body, accept: [405] });
        if (status !== 405) return undefined;
        const words = String(at(said, 'message') ?? '');
        // Said for as long as the server checks for conflicts, and for a conflict as well.
        if (words.includes('try again later')) return words;
        throw new UserError(`Gitea does not merge #${number}: ${words}`, 'Put right what it says.');
      });
    },
  };
}

function requestOf(value: Json | undefined): PullRequest {
  return {
    number: numberAt(value, 'number'),
    url: textAt(value, 'html_url'),
    state: at(value, 'merged') === true ? 'merged' : at(value, 'state') === 'open' ? 'open' : 'closed',
    title: textAt(value, 'title'),
    body: String(at(value, 'body') ?? ''),
    commit: textAt(value, 'head', 'sha'),
    labels: listAt(value, 'labels').map(label => textAt(label, 'name')),
  };
}
