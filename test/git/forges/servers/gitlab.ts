import type { Json } from '../../../../src/model/manifest.js';
import { openOf, type Server, type Stored, server, store, TOKEN } from '../server.js';

/** After https://docs.gitlab.com/api/merge_requests/. */
export function gitLabServer(): Promise<Server> {
  const users = ['ada', 'grace'];
  return server(
    header => header === `Bearer ${TOKEN}`,
    (kept, { method, path, query, body }) => {
      const shown = (each: Stored): Json => ({
        iid: each.number,
        web_url: `https://gitlab.example/acme/estate/-/merge_requests/${each.number}`,
        state: each.state === 'open' ? 'opened' : each.state,
        title: each.title,
        description: each.body,
        sha: kept.branches.get(each.head)!,
        source_branch: each.head,
        source_project_id: 1,
        target_project_id: 1,
        detailed_merge_status: kept.busy > 0 ? 'checking' : each.state === 'open' ? 'mergeable' : 'not_open',
        labels: each.labels,
        reviewers: each.reviewers.map(name => ({ id: users.indexOf(name) + 1, username: name })),
      });
      if (path === '/api/v4/users') {
        const at = users.indexOf(query.get('username') ?? '');
        return { status: 200, body: at < 0 ? [] : [{ id: at + 1, username: users[at]! }] };
      }
      const root = '/api/v4/projects/acme%2Festate';
      if (!path.startsWith(root)) return { status: 404, body: { message: '404 Project Not Found' } };
      const [, kind, number, part] = path.slice(root.length).split('/');
      if (kind === 'statuses') {
        const line = `${number} ${body['name']} ${body['state']} ${body['description']}`;
        if (kept.statuses.at(-1) === line) {
          return { status: 400, body: { message: 'Cannot transition status via :run from :running' } };
        }
        kept.statuses.push(line);
        return { status: 201, body: {} };
      }
      if (number === undefined) {
        if (method === 'GET') {
          const found = openOf(kept, query.get('source_branch'), query.get('target_branch'));
          return { status: 200, body: found ? [shown(found)] : [] };
        }
        if (openOf(kept, body['source_branch'], body['target_branch'])) {
          return {
            status: 409,
            body: { message: ['Another open merge request already exists for this source branch: !1'] },
          };
        }
        const { source_branch: head, target_branch: base, title, description } = body as Record<string, string>;
        return {
          status: 201,
          body: shown(store(kept, { head: head!, base: base!, title: title!, body: description! })),
        };
      }
      const found = kept.requests.find(each => each.number === Number(number));
      if (!found) return { status: 404, body: { message: '404 Not found' } };
      switch (part) {
        case undefined:
          if (method === 'GET') return { status: 200, body: shown(found) };
          if (body['title'] !== undefined) Object.assign(found, { title: body['title'], body: body['description'] });
          if (body['add_labels'] !== undefined) found.labels.push(...String(body['add_labels']).split(','));
          if (body['reviewer_ids'] !== undefined)
            found.reviewers = (body['reviewer_ids'] as number[]).map(id => users[id - 1]!);
          if (body['state_event'] === 'close') found.state = 'closed';
          return { status: 200, body: shown(found) };
        case 'notes':
          found.comments.push(String(body['body']));
          return { status: 201, body: {} };
        case 'approvals':
          return { status: 200, body: { approved_by: kept.approvals } };
        default:
          if (kept.busy-- > 0 || found.state !== 'open')
            return { status: 405, body: { message: '405 Method Not Allowed' } };
          if (body['sha'] !== kept.branches.get(found.head))
            return { status: 409, body: { message: 'SHA does not match HEAD of source branch' } };
          if (body['auto_merge'] === true) found.autoMerge = true;
          else found.state = 'merged';
          return { status: 200, body: shown(found) };
      }
    },
  );
}
