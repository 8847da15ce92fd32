import type { Json } from '../../model/manifest.js';
import { UserError } from '../../model/user-error.js';
import type { World } from '../../world.js';
import { at, listAt, numberAt, textAt } from '../answer.js';
import type { Forge, PullRequest } from '../forge.js';
import type { Send } from '../http.js';
import { settled } from '../settled.js';
import { latestApprovals } from './reviews.js';

export interface GitHubProps {
  readonly send: Send;
  /** `owner/name`. */
  readonly repository: string;
  /** Relative to the REST API: `/graphql` on github.com, `/../graphql` on an enterprise server. */
  readonly graphql: string;
  readonly world: Pick<World, 'now' | 'sleep'>;
}

/**
 * GitHub, in the cloud and as an enterprise server.
 *
 * Source: https://docs.github.com/en/rest/pulls/pulls
 */
export function gitHub({ send, repository, graphql, world }: GitHubProps): Forge {
  const root = `/repos/${repository}`;
  const pull = (number: number) => `${root}/pulls/${number}`;
  const issue = (number: number) => `${root}/issues/${number}`;
  const owner = repository.slice(0, repository.indexOf('/'));
  return {
    name: 'GitHub',
    can: { comments: true, statuses: true, labels: true, reviewers: true, autoMerge: true, merge: true },
    async find(head, base) {
      const query = new URLSearchParams({ state: 'open', head: `${owner}:${head}`, base, per_page: '100' });
      const { body } = await send('GET', `${root}/pulls?${query}`);
      const found = listAt(body).find(each => at(each, 'head', 'ref') === head);
      return found === undefined ? undefined : requestOf(found);
    },
    get: async number => requestOf((await send('GET', pull(number))).body),
    async open(props) {
      const { status, body } = await send('POST', `${root}/pulls`, { body: { ...props }, accept: [422] });
      if (status !== 422) return requestOf(body);
      const words = JSON.stringify(body);
      if (words.includes('already exists')) return undefined;
      throw new UserError(`GitHub opens no request for "${props.head}": ${words}`, 'Put right what it says.');
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
      // Longer ones are refused.
      const words = description.length > 140 ? `${description.slice(0, 139)}…` : description;
      const body = { context: name, state, description: words, target_url: url };
      await send('POST', `${root}/statuses/${commit}`, { body, repeatable: true });
    },
    async label(number, labels) {
      await send('POST', `${issue(number)}/labels`, { body: { labels }, repeatable: true });
    },
    async requestReview(number, reviewers) {
      const teams = reviewers.filter(name => name.includes('/')).map(name => name.slice(name.indexOf('/') + 1));
      const body = { reviewers: reviewers.filter(name => !name.includes('/')), team_reviewers: teams };
      await send('POST', `${pull(number)}/requested_reviewers`, { body, repeatable: true });
    },
    async approvals(number) {
      const commit = textAt((await send('GET', pull(number))).body, 'head', 'sha');
      return latestApprovals(send, `${pull(number)}/reviews`, commit, 'per_page', 100);
    },
    async autoMerge(number) {
      const id = textAt((await send('GET', pull(number))).body, 'node_id');
      const query =
        'mutation($id: ID!) { enablePullRequestAutoMerge(input: {pullRequestId: $id}) { clientMutationId } }';
      const { body } = await send('POST', graphql, { body: { query, variables: { id } }, repeatable: true });
      const [error] = listAt(body, 'errors');
      if (error)
        throw new UserError(
          `GitHub does not merge #${number} by itself: ${textAt(error, 'message')}`,
          'Allow auto-merge in the settings of the repository.',
        );
    },
    async merge(number, commit) {
      const body = { sha: commit, merge_method: 'merge' };
      await settled(world, `GitHub does not merge #${number}`, async () => {
        const { status, body: said } = await send('PUT', `${pull(number)}/merge`, { body, accept: [405] });
        if (status !== 405) return undefined;
        const words = String(at(said, 'message') ?? '');
        // Said when another request was merged a moment ago.
        if (words.includes('try the merge again')) return words;
        throw new UserError(`GitHub does not merge #${number}: ${words}`, 'Put right what it says.');
      });
    },
  };
}

function requestOf(value: Json | undefined): PullRequest {
  return {
    number: numberAt(value, 'number'),
    url: textAt(value, 'html_url'),
    state: at(value, 'merged_at') !== undefined ? 'merged' : at(value, 'state') === 'open' ? 'open' : 'closed',
    title: textAt(value, 'title'),
    body: String(at(value, 'body') ?? ''),
    commit: textAt(value, 'head', 'sha'),
    labels: listAt(value, 'labels').map(label => textAt(label, 'name')),
  };
}
