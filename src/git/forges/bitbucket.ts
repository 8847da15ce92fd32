import type { Json } from '../../model/manifest.js';
import { UserError } from '../../model/user-error.js';
import { at, listAt, numberAt, textAt } from '../answer.js';
import type { CommitStatus, Forge, PullRequest } from '../forge.js';
import type { Send } from '../http.js';

export interface BitbucketProps {
  readonly send: Send;
  /** `workspace/name`. */
  readonly repository: string;
}

const STATES: Record<CommitStatus['state'], string> = {
  pending: 'INPROGRESS',
  success: 'SUCCESSFUL',
  failure: 'FAILED',
};

/**
 * Bitbucket Cloud. It knows no labels, and its API cannot be told to merge later.
 *
 * Source: https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/
 */
export function bitbucket({ send, repository }: BitbucketProps): Forge {
  const root = `/repositories/${repository}`;
  const one = (number: number) => `${root}/pullrequests/${number}`;
  const read = async (number: number) => (await send('GET', one(number))).body;
  const cannot = (what: string) => Promise.reject(new UserError(`Bitbucket cannot ${what}.`, 'Leave it out.'));
  return {
    name: 'Bitbucket',
    can: { comments: true, statuses: true, labels: false, reviewers: true, autoMerge: false, merge: true },
    async find(head, base) {
      const q = `state="OPEN" AND source.branch.name=${JSON.stringify(head)} AND destination.branch.name=${JSON.stringify(base)}`;
      const { body } = await send('GET', `${root}/pullrequests?${new URLSearchParams({ q })}`);
      const own = repository.toLowerCase();
      const found = listAt(body, 'values').find(
        each => String(at(each, 'source', 'repository', 'full_name')).toLowerCase() === own,
      );
      return found === undefined ? undefined : requestOf(found);
    },
    get: async number => requestOf(await read(number)),
    async open({ head, base, title, body: description }) {
      const body = {
        title,
        description,
        source: { branch: { name: head } },
        destination: { branch: { name: base } },
        close_source_branch: true,
      };
      // A second one from the same branch changes the first, so there is never one too many.
      const answer = await send('POST', `${root}/pullrequests`, { body, accept: [409] });
      return answer.status === 409 ? undefined : requestOf(answer.body);
    },
    async update(number, { title, body: description }) {
      const reviewers = reviewersOf(await read(number));
      return requestOf((await send('PUT', one(number), { body: { title, description, reviewers } })).body);
    },
    async close(number) {
      if (at(await read(number), 'state') === 'OPEN') await send('POST', `${one(number)}/decline`);
    },
    async comment(number, body) {
      await send('POST', `${one(number)}/comments`, { body: { content: { raw: body } } });
    },
    async status(commit, { name, state, description, url }) {
      // Longer keys are refused.
      const body = { key: name.slice(0, 40), name, state: STATES[state], description, url };
      await send('POST', `${root}/commit/${commit}/statuses/build`, { body, repeatable: true });
    },
    label: () => cannot('label a request'),
    async requestReview(number, reviewers) {
      const request = await read(number);
      const asked = reviewersOf(request);
      const more = reviewers.filter(uuid => !asked.some(each => each.uuid === uuid)).map(uuid => ({ uuid }));
      if (more.length === 0) return;
      const body = { title: textAt(request, 'title'), reviewers: [...asked, ...more] };
      await send('PUT', one(number), { body });
    },
    async approvals(number) {
      const approved = listAt(await read(number), 'participants').filter(each => at(each, 'approved') === true);
      return approved.map(each => textAt(each, 'user', 'nickname'));
    },
    autoMerge: () => cannot('merge a request by itself'),
    async merge(number, commit) {
      const seen = requestOf(await read(number)).commit;
      // Bitbucket shortens commits, and cannot be told which one to merge.
      if (seen === undefined || !commit.startsWith(seen)) {
        throw new UserError(
          `Bitbucket's #${number} is at ${seen ?? 'no commit'}, not at ${commit}.`,
          'Look at what was pushed since.',
        );
      }
      await send('POST', `${one(number)}/merge`, { body: { type: 'pullrequest', merge_strategy: 'merge_commit' } });
    },
  };
}

function reviewersOf(request: Json | undefined): { uuid: string }[] {
  return listAt(request, 'reviewers').map(each => ({ uuid: textAt(each, 'uuid') }));
}

function requestOf(value: Json | undefined): PullRequest {
  const state = textAt(value, 'state');
  return {
    number: numberAt(value, 'id'),
    url: textAt(value, 'links', 'html', 'href'),
    state: state === 'MERGED' ? 'merged' : state === 'OPEN' ? 'open' : 'closed',
    title: textAt(value, 'title'),
    body: String(at(value, 'description') ?? ''),
    commit: at(value, 'source', 'commit') === undefined ? undefined : textAt(value, 'source', 'commit', 'hash'),
    labels: [],
  };
}
