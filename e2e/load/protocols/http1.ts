import { Agent, request as httpRequest } from 'node:http';
import { type Answer, type Client, type Door, nothing, patience } from '../request.js';

/** HTTP/1.1 with connections that are kept and used again; as many as the requests under way need. */
export function http1(door: Door): Client {
  const agent = new Agent({ keepAlive: true, noDelay: true });
  return {
    send: ({ host, path = '/', method = 'GET', headers, from }) =>
      new Promise<Answer>(resolve => {
        const request = httpRequest({
          host: door.address,
          port: door.port,
          agent,
          ...(from && { localAddress: from }),
          path,
          method,
          headers: { ...headers, host },
          timeout: patience,
        });
        request.on('timeout', () => request.destroy(new Error('no answer in time')));
        request.on('error', error => resolve(nothing(error.message)));
        request.on('response', response => {
          const status = response.statusCode ?? 0;
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            body += chunk;
          });
          response.on('end', () => resolve({ status, headers: response.headers, body }));
          response.on('error', error => resolve({ status, headers: response.headers, body, error: error.message }));
        });
        request.end();
      }),
    close: () => agent.destroy(),
  };
}
