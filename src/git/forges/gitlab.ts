import type { Json } from '../../model/manifest.js';
import { UserError } from '../../model/user-error.js';
import type { World } from '../../world.js';
import { at, listAt, numberAt, textAt } from '../answer.js';
import type { CommitStatus, Forge, PullRequest } from '../forge.js';
import type { Send } from '../http.js';
import { settled } from '../settled.js';

export interface GitLabProps {
  readonly send: Send;
  /** The project with all its groups: `group/subgroup/name`. */
  readonly repository: string;
  readonly world: Pick<World, 'now' | 'sleep'>;
}

const STATES: Record<CommitStatus['state'], string> = { pending: 'pending', success: 'success', failure: 'failed' };

/** What GitLab says of a request while it looks, and when it has just found that nothing stands in the way. */
const UNSETTLED = new Set(['mergeable', 'unchecked', 'checking', 'preparing', 'cannot_be_merged_recheck']);

/**
 * GitLab, in the cloud and on one's own server. A pull request is called a merge request there.
 *
 * Source: https://docs.gitlab.com/api/merge_requests/
 */
export function gitLab({ send, repository, world }: GitLabProps): Forge {
  const root = `/projects/${encodeURIComponent(repository)}`;
  const one = (number: number) => `${root}/merge_requests/${number}`;
  const read = async (number: number) => (await send('GET', one(number))).body;
  const userId = async (name: string) => {
    const found = listAt((await send('GET', `/users?username=${encodeURIComponent(name)}`)).body);
    if (found.length === 0)
      throw new UserError(`GitLab knows no user "${name}".`, 'Put right the name of the reviewer.');
    return numberAt(found[0], 'id');
  };
  return {
    name: 'GitLab',
    can: { comments: true, statuses: true, labels: true, reviewers: true, autoMerge: true, merge: true },
    async find(head, base) {
      const query = new URLSearchParams({ state: 'opened', source_branch: head, target_branch: base });
      const all = listAt((await send('GET', `${root}/merge_requests?${query}`)).body);
      const found = all.find(each => at(each, 'source_project_id') === at(each, 'target_project_id'));
      return found === undefined ? undefined : requestOf(found);
    },
    get: async number => requestOf(await read(number)),
    async open({ head, base, title, body: description }) {
      const body = { source_branch: head, target_branch: base, title, description, remove_source_branch: true };
      const answer = await send('POST', `${root}/merge_requests`, { body, accept: [409] });
      return answer.status === 409 ? undefined : requestOf(answer.body);
    },
    update: async (number, { title, body: description }) =>
      requestOf((await send('PUT', one(number), { body: { title, description } })).body),
    async close(number) {
      // Closing what is closed is refused.
      if (at(await read(number), 'state') === 'opened')
        await send('PUT', one(number), { body: { state_event: 'close' } });
    },
    async comment(number, body) {
      await send('POST', `${one(number)}/notes`, { body: { body } });
    },
    async status(commit, { name, state, description, url }) {
      const body = { state: STATES[state], name, description, target_url: url };
      const path = `${root}/statuses/${commit}`;
      const answer = await send('POST', path, { body, repeatable: true, accept: [400] });
      const words = JSON.stringify(answer.body ?? '');
      // A status that says so already cannot be made to say it again.
      if (answer.status === 400 && !words.includes('Cannot transition status')) {
        throw new UserError(`GitLab takes no status "${name}": ${words}`, 'Put right what it says.');
      }
    },
    async label(number, labels) {
      await send('PUT', one(number), { body: { add_labels: labels.join(',') } });
    },
    async requestReview(number, reviewers) {
      const asked = listAt(await read(number), 'reviewers').map(each => numberAt(each, 'id'));
      const ids = new Set(asked);
      for (const name of reviewers) ids.add(await userId(name));
      if (ids.size > asked.length) await send('PUT', one(number), { body: { reviewer_ids: [...ids] } });
    },
    async approvals(number) {
      const { body } = await send('GET', `${one(number)}/approvals`);
      return listAt(body, 'approved_by').map(each => textAt(each, 'user', 'username'));
    },
    async autoMerge(number) {
      const sha = textAt(await read(number), 'sha');
      // The older of the two names is what servers before 17.11 take.
      await send('PUT', `${one(number)}/merge`, {
        body: { sha, auto_merge: true, merge_when_pipeline_succeeds: true },
      });
    },
    async merge(number, commit) {
      await settled(world, `GitLab does not merge !${number}`, async () => {
        const answer = await send('PUT', `${one(number)}/merge`, { body: { sha: commit }, accept: [405, 422] });
        if (answer.status < 300) return undefined;
        const status = String(at(await read(number), 'detailed_merge_status') ?? 'not mergeable');
        if (UNSETTLED.has(status)) return status;
        throw new UserError(`GitLab does not merge !${number}: ${status}`, 'Put right what it says.');
      });
    },
  };
}

function requestOf(value: Json | undefined): PullRequest {
  const state = textAt(value, 'state');
  return {
    number: numberAt(value, 'iid'),
    url: textAt(value, 'web_url'),
    state: state === 'merged' ? 'merged' : state === 'opened' ? 'open' : 'closed',
    title: textAt(value, 'title'),
    body: String(at(value, 'description') ?? ''),
    commit: at(value, 'sha') === undefined ? undefined : textAt(value, 'sha'),
    labels: listAt(value, 'labels').map(String),
  };
}
