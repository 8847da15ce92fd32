import { openOf, type Server, type Stored, server, store, TOKEN } from '../server.js';

/** As Gitea 1.26 answers. */
export function giteaServer(): Promise<Server> {
  return server(
    header => header === `token ${TOKEN}`,
    (kept, { method, path, query, body }) => {
      const shown = (each: Stored) => ({
        number: each.number,
        html_url: `https://gitea.example/acme/estate/pulls/${each.number}`,
        state: each.state === 'open' ? 'open' : 'closed',
        merged: each.state === 'merged',
        title: each.title,
        body: each.body,
        head: { ref: each.head, sha: kept.branches.get(each.head)!, repo_id: 1 },
        base: { ref: each.base, repo_id: 1 },
        labels: each.labels.map(name => ({ name })),
      });
      const root = '/api/v1/repos/acme/estate';
      if (!path.startsWith(root)) return { status: 404, body: { message: 'Not found' } };
      const [, kind, number, part] = path.slice(root.length).split('/');
      const page = <T>(all: readonly T[]) =>
        all.slice((Number(query.get('page')) - 1) * 2, Number(query.get('page')) * 2);
      if (kind === 'labels') {
        if (method === 'GET') return { status: 200, body: page(kept.labels.map((name, at) => ({ id: at + 1, name }))) };
        kept.labels.push(String(body['name']));
        return { status: 201, body: { id: kept.labels.length, name: String(body['name']) } };
      }
      if (kind === 'pulls' && number === undefined) {
        if (method === 'GET')
          return { status: 200, body: page(kept.requests.filter(each => each.state === 'open')).map(shown) };
        if (openOf(kept, body['head'], body['base'])) {
          return { status: 409, body: { message: 'pull request already exists for these targets [id: 1]' } };
        }
        if (!kept.branches.has(String(body['head']))) return { status: 404, body: { message: 'not found' } };
        return { status: 201, body: shown(store(kept, body as unknown as Stored)) };
      }
      if (kind === 'statuses') {
        kept.statuses.push(`${number} ${body['context']} ${body['state']} ${body['description']}`);
        return { status: 201, body: {} };
      }
      const found = kept.requests.find(each => each.number === Number(number));
      if (!found) return { status: 404, body: { message: 'Not found' } };
      switch (part) {
        case undefined:
          if (method === 'GET') return { status: 200, body: shown(found) };
          if (body['title'] !== undefined) Object.assign(found, { title: body['title'], body: body['body'] });
          if (body['state'] === 'closed') {
            if (found.state === 'merged') return { status: 412, body: { message: 'merged' } };
            found.state = 'closed';
          }
          return { status: 201, body: shown(found) };
        case 'comments':
          found.comments.push(String(body['body']));
          return { status: 201, body: {} };
        case 'labels':
          for (const id of body['labels'] as number[]) found.labels.push(kept.labels[id - 1]!);
          return { status: 200, body: [] };
        case 'requested_reviewers':
          found.reviewers.push(
            ...(body['reviewers'] as string[]),
            ...(body['team_reviewers'] as string[]).map(team => `acme/${team}`),
          );
          return { status: 201, body: [] };
        case 'reviews':
          return { status: 200, body: page(kept.approvals) };
        default:
          if (found.state === 'merged') return { status: 405, body: { message: 'The PR is already merged' } };
          if (kept.busy-- > 0) return { status: 405, body: { message: 'Please try again later' } };
          if (body['head_commit_id'] !== kept.branches.get(found.head))
            return { status: 409, body: { message: 'head out of date' } };
          if (body['merge_when_checks_succeed'] === true) {
            if (found.autoMerge) return { status: 409, body: { message: 'scheduled already' } };
            found.autoMerge = true;
            return { status: 201 };
          }
          found.state = 'merged';
          return { status: 200 };
      }
    },
  );
}
