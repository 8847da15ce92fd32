import { openOf, type Server, type Stored, server, store, TOKEN } from '../server.js';

/** After https://docs.github.com/en/rest, version 2022-11-28. */
export function gitHubServer(): Promise<Server> {
  return server(
    header => header === `Bearer ${TOKEN}`,
    (kept, { method, path, query, body }) => {
      const shown = (each: Stored) => ({
        number: each.number,
        node_id: `node-${each.number}`,
        html_url: `https://github.example/acme/estate/pull/${each.number}`,
        state: each.state === 'open' ? 'open' : 'closed',
        merged_at: each.state === 'merged' ? '2026-01-01T00:00:00Z' : null,
        title: each.title,
        body: each.body === '' ? null : each.body,
        head: { ref: each.head, sha: kept.branches.get(each.head)! },
        base: { ref: each.base },
        labels: each.labels.map(name => ({ name })),
      });
      const invalid = (message: string) => ({
        status: 422,
        body: { message: 'Validation Failed', errors: [{ resource: 'PullRequest', code: 'custom', message }] },
      });
      if (path === '/api/graphql') {
        const { id } = body['variables'] as { id: string };
        const found = kept.requests.find(each => `node-${each.number}` === id);
        if (!found) return { status: 200, body: { data: null, errors: [{ message: 'Could not resolve to a node' }] } };
        found.autoMerge = true;
        return { status: 200, body: { data: { enablePullRequestAutoMerge: { clientMutationId: null } } } };
      }
      const root = '/api/v3/repos/acme/estate';
      if (!path.startsWith(root)) return { status: 404, body: { message: 'Not Found' } };
      const [, kind, number, part] = path.slice(root.length).split('/');
      if (kind === 'pulls' && number === undefined) {
        if (method === 'GET') {
          const all = kept.requests.filter(
            each => query.get('state') === 'all' || (each.state === 'open') === (query.get('state') === 'open'),
          );
          const named = all.filter(
            each => query.get('head') === `acme:${each.head}` && query.get('base') === each.base,
          );
          return { status: 200, body: named.map(shown) };
        }
        if (openOf(kept, body['head'], body['base']))
          return invalid(`A pull request already exists for acme:${body['head']}.`);
        if (!kept.branches.has(String(body['head']))) return invalid('No commits between main and work');
        return { status: 201, body: shown(store(kept, body as unknown as Stored)) };
      }
      if (kind === 'statuses') {
        kept.statuses.push(`${number} ${body['context']} ${body['state']} ${body['description']}`);
        return { status: 201, body: {} };
      }
      const found = kept.requests.find(each => each.number === Number(number));
      if (!found) return { status: 404, body: { message: 'Not Found' } };
      if (kind === 'pulls' && part === undefined) {
        if (method === 'PATCH') {
          if (body['title'] !== undefined) Object.assign(found, { title: body['title'], body: body['body'] });
          if (body['state'] === 'closed' && found.state === 'open') found.state = 'closed';
        }
        return { status: 200, body: shown(found) };
      }
      switch (part) {
        case 'reviews':
          return { status: 200, body: query.get('page') === '1' ? kept.approvals : [] };
        case 'comments':
          found.comments.push(String(body['body']));
          return { status: 201, body: {} };
        case 'labels':
          found.labels = [...new Set([...found.labels, ...(body['labels'] as string[])])];
          return { status: 200, body: [] };
        case 'requested_reviewers': {
          const all = [
            ...(body['reviewers'] as string[]),
            ...(body['team_reviewers'] as string[]).map(team => `acme/${team}`),
          ];
          found.reviewers = [...new Set([...found.reviewers, ...all])];
          return { status: 201, body: shown(found) };
        }
        default:
          if (found.state !== 'open') return { status: 405, body: { message: 'Pull Request is not mergeable' } };
          if (kept.busy-- > 0)
            return { status: 405, body: { message: 'Base branch was modified. Review and try the merge again.' } };
          if (body['sha'] !== kept.branches.get(found.head))
            return { status: 409, body: { message: 'Head branch was modified.' } };
          found.state = 'merged';
          return { status: 200, body: { merged: true } };
      }
    },
  );
}
