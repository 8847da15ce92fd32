import type { Answer as Foretold, Request } from '../../src/planes/plane.js';
import type { Answer } from '../load/request.js';

/** What a client can see of an answer, in one line. */
export function seen({ status, headers, body }: Answer, request: Request): string {
  const backend = headers['x-backend'];
  if (backend !== undefined) return request.method === 'HEAD' ? `to ${backend}` : `to ${backend} ${sentIn(body)}`;
  if (status >= 300 && status < 400) return `${status} ${headers['location']}`;
  return status === 200 && body !== '' ? body : String(status);
}

function sentIn(body: string): string {
  const { path, host } = JSON.parse(body) as Readonly<Record<string, string>>;
  return `${host} ${path}`;
}

/** The same line, as the plane foretells it; `undefined` where it says that it does not know. */
export function foretold(answer: Foretold, request: Request): string | undefined {
  switch (answer.kind) {
    case 'backends': {
      const end = answer.ends.find(({ parts }) => parts === 10_000);
      if (!end) throw new Error('Only requests that go to one end can be foretold one by one.');
      if (end.missing !== undefined) return '503';
      const [namespace, name] = end.to.replace(/:\d+$/, '').split('/');
      const { host, path } = answer.treatment;
      const own = end.treatment as Readonly<Record<string, string>> | undefined;
      const backend = `to ${name}.${namespace}`;
      // One of several weighted ends sets Host by itself.
      return request.method === 'HEAD'
        ? backend
        : `${backend} ${answer.ends.length > 1 ? (own?.['host'] ?? host) : host} ${path}`;
    }
    case 'redirect':
      return `${answer.status} ${answer.location}`;
    case 'direct':
      return request.method === 'HEAD' ? String(answer.status) : (answer.body ?? String(answer.status));
    case 'refused':
      return String(answer.status);
    case 'unknown':
      return undefined;
  }
}
