import { type ClientHttp2Session, connect, type IncomingHttpHeaders, type IncomingHttpStatusHeader } from 'node:http2';
import { type Answer, type Client, type Door, nothing, patience } from '../request.js';

type ResponseHeaders = IncomingHttpHeaders & IncomingHttpStatusHeader;

/** HTTP/2 in the clear, all requests on one connection; a new one when the gateway closes it. */
export function http2(door: Door): Client {
  let session: ClientHttp2Session | undefined;
  const open = (): ClientHttp2Session => {
    if (session && !session.closed && !session.destroyed) return session;
    session = connect(`http://${door.address}:${door.port}`);
    session.on('error', () => {}); // each request under way hears of it by itself
    return session;
  };
  return {
    send: ({ host, path = '/', method = 'GET', headers }) =>
      new Promise<Answer>(resolve => {
        const stream = open().request({ ...headers, ':authority': host, ':path': path, ':method': method });
        let answer: Answer = nothing('the stream was closed without an answer');
        let body = '';
        stream.setEncoding('utf8');
        stream.setTimeout(patience, () => {
          answer = nothing('no answer in time');
          stream.close();
        });
        stream.on('response', (fields: ResponseHeaders) => {
          answer = { status: fields[':status'] ?? 0, headers: fields, body: '', error: 'the answer is not whole' };
        });
        stream.on('data', (chunk: string) => {
          body += chunk;
        });
        stream.on('end', () => {
          if (answer.status > 0) answer = { status: answer.status, headers: answer.headers, body };
        });
        stream.on('error', error => {
          answer = { ...answer, error: error.message };
        });
        stream.on('close', () => resolve(answer));
        stream.end();
      }),
    close: () => session?.destroy(),
  };
}
