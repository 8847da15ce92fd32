import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export type Behaviour = 'answers' | 'stalls' | 'resets' | 'is-busy';

/** A server of one side; each of its answers says which. */
export class TestBackend {
  behaviour: Behaviour = 'answers';
  readonly asked: Asked[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async start(side: string, tls?: { readonly key: string; readonly cert: string }): Promise<TestBackend> {
    const server: Server = tls ? createTlsServer(tls) : createServer();
    // One that closes idle connections first would race with nginx' next request.
    server.keepAliveTimeout = 0;
    const backend = new TestBackend(server);
    server.on('connection', socket => {
      backend.sockets.add(socket);
      socket.on('close', () => backend.sockets.delete(socket));
    });
    server.on('request', (request, response) => {
      const { method = '', url = '', headers } = request;
      backend.asked.push({ method, url, headers });
      if (backend.behaviour === 'resets') request.socket.destroy();
      if (backend.behaviour === 'resets' || backend.behaviour === 'stalls') return;
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk;
      });
      request.on('end', () => {
        response.setHeader('x-body', body);
        response.statusCode = backend.behaviour === 'is-busy' ? 503 : 200;
        response.setHeader('x-side', side);
        response.end(side);
      });
    });
    new WebSocketServer({ server }).on('connection', channel =>
      channel.on('message', data => channel.send(`${side} heard ${data}`)),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return backend;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Nobody listens any more, and whoever is connected is cut off. */
  async die(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    if (!this.server.listening) return;
    this.server.close();
    await once(this.server, 'close');
  }
}
