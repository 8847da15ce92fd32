import type { Json } from '../../../../src/model/manifest.js';
import { openOf, type Server, type Stored, server, store, TOKEN } from '../server.js';

interface Posted {
  readonly title: string;
  readonly description: string;
  readonly source: { readonly branch: { readonly name: string } };
  readonly destination: { readonly branch: { readonly name: string } };
}

/** After https://developer.atlassian.com/cloud/bitbucket/rest/. */
export function bitbucketServer(): Promise<Server> {
  return server(
    header => header === `Bearer ${TOKEN}`,
    (kept, { method, path, query, body }) => {
      const shown = (each: Stored): Json => ({
        id: each.number,
        links: { html: { href: `https://bitbucket.example/acme/estate/pull-requests/${each.number}` } },
        state: { open: 'OPEN', merged: 'MERGED', closed: 'DECLINED' }[each.state],
        title: each.title,
        description: each.body,
        source: {
          branch: { name: each.head },
          commit: { hash: kept.branches.get(each.head)!.slice(0, 12) },
          repository: { full_name: 'acme/estate' },
        },
        reviewers: each.reviewers.map(uuid => ({ uuid })),
        participants: kept.approvals,
      });
      const gone = { status: 404, body: { type: 'error', error: { message: 'There is no such thing' } } };
      const root = '/2.0/repositories/acme/estate';
      if (!path.startsWith(root)) return gone;
      const [, kind, number, part] = path.slice(root.length).split('/');
      if (kind === 'commit') {
        kept.statuses.push(`${number} ${body['key']} ${body['state']} ${body['description']}`);
        return { status: 201, body: {} };
      }
      if (number === undefined) {
        if (method === 'GET') {
          const [, head, base] =
            /^state="OPEN" AND source\.branch\.name="(.*)" AND destination\.branch\.name="(.*)"$/.exec(
              query.get('q')!,
            )!;
          const found = openOf(kept, head, base);
          return { status: 200, body: { values: found ? [shown(found)] : [] } };
        }
        const { title, description, source, destination } = body as unknown as Posted;
        const props = { title, body: description, head: source.branch.name, base: destination.branch.name };
        const found = openOf(kept, props.head, props.base);
        return { status: 201, body: shown(found ? Object.assign(found, props) : store(kept, props)) };
      }
      const found = kept.requests.find(each => each.number === Number(number));
      if (!found) return gone;
      switch (part) {
        case undefined:
          if (method === 'PUT') {
            found.title = String(body['title']);
            if (body['description'] !== undefined) found.body = String(body['description']);
            found.reviewers = ((body['reviewers'] as { uuid: string }[]) ?? []).map(({ uuid }) => uuid);
          }
          return { status: 200, body: shown(found) };
        case 'comments':
          found.comments.push((body['content'] as { raw: string }).raw);
          return { status: 201, body: {} };
        case 'decline':
          found.state = 'closed';
          return { status: 200, body: shown(found) };
        default:
          if (found.state !== 'open')
            return { status: 400, body: { error: { message: 'This pull request is already closed.' } } };
          found.state = 'merged';
          return { status: 200, body: shown(found) };
      }
    },
  );
}
