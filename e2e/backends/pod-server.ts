import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer, type Server, type Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import type { Behaviour, Pod } from './pod.js';

type Asked = IncomingMessage | Http2ServerRequest;
type Answering = ServerResponse | Http2ServerResponse;

/** One Pod: HTTP/1.1, HTTP/2 in the clear, WebSocket and gRPC on each of its ports. */
export class PodServer {
  private behaviour: Behaviour = { is: 'answering' };
  private readonly held = new Set<Socket>();
  private listeners: readonly Server[] = [];
  // A backend that closes idle connections first races with the gateway's next request; none of ours does.
  private readonly http1 = createHttpServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 }, (q, a) =>
    this.answer(q, a),
  );
  private readonly http2 = createHttp2Server((asked, answering) => this.answer(asked, answering));
  private readonly webSockets = new WebSocketServer({ noServer: true });

  constructor(private readonly pod: Pod) {
    this.webSockets.on('headers', (lines, asked) => {
      for (const [name, value] of Object.entries(this.marks(asked))) lines.push(`${name}: ${value}`);
    });
    this.http1.on('upgrade', (asked, socket, head) => {
      if (this.spoils(asked.socket)) return;
      this.webSockets.handleUpgrade(asked, socket, head, channel => {
        channel.on('message', (data, binary) => channel.send(data, { binary }));
        channel.on('error', () => {});
      });
    });
  }

  async behave(behaviour: Behaviour): Promise<void> {
    this.behaviour = behaviour;
    const open = behaviour.is !== 'dead' && behaviour.is !== 'refusing';
    if (behaviour.is === 'dead') for (const socket of this.held) socket.resetAndDestroy();
    if (!open) {
      for (const listener of this.listeners) listener.close();
      this.listeners = [];
    } else if (this.listeners.length === 0) {
      this.listeners = await Promise.all(this.pod.ports.map(port => this.listen(port)));
    }
  }

  private listen(port: number): Promise<Server> {
    return new Promise((resolve, reject) => {
      const listener = createServer({ noDelay: true }, socket => this.take(socket));
      listener.once('error', reject);
      listener.listen(port, this.pod.address, () => resolve(listener));
    });
  }

  /** The first bytes of a connection say which of the two HTTPs it speaks. */
  private take(socket: Socket): void {
    this.held.add(socket);
    socket.on('close', () => this.held.delete(socket));
    socket.on('error', () => {});
    socket.once('readable', () => {
      const first: Buffer | null = socket.read();
      if (!first) return;
      socket.unshift(first);
      const speaks = first.subarray(0, 3).toString() === 'PRI' ? this.http2 : this.http1;
      speaks.emit('connection', socket);
    });
  }

  private answer(asked: Asked, answering: Answering): void {
    if (this.spoils(asked.socket)) return;
    const { status = 200, after = 0 } = this.behaviour.is === 'answering' ? this.behaviour : {};
    setTimeout(() => this.write(asked, answering, status), after);
  }

  private write(asked: Asked, answering: Answering, status: number): void {
    if (answering.destroyed) return;
    answering.statusCode = status;
    for (const [name, value] of Object.entries(this.marks(asked))) answering.setHeader(name, value);
    if ('stream' in answering && asked.headers['content-type']?.startsWith('application/grpc')) {
      answering.setHeader('content-type', 'application/grpc');
      answering.addTrailers({ 'grpc-status': status === 200 ? '0' : '14' });
      asked.on('data', (chunk: Buffer) => answering.write(chunk));
      asked.on('end', () => answering.end());
      return;
    }
    const { method, url, headers } = asked;
    const host = headers[':authority'] ?? headers.host;
    answering.setHeader('content-type', 'application/json');
    answering.end(JSON.stringify({ backend: this.pod.backend, pod: this.pod.name, method, path: url, host, headers }));
    asked.resume();
  }

  /** @returns whether the Pod's behaviour is to give no answer. */
  private spoils(socket: Socket | Asked['socket']): boolean {
    if (this.behaviour.is === 'resetting') {
      // The socket of an HTTP/2 request is a stand-in that must not be touched; find the real one behind it.
      for (const real of this.held) if (real.remotePort === socket.remotePort) real.resetAndDestroy();
      return true;
    }
    return this.behaviour.is === 'stalling';
  }

  private marks({ headers }: { readonly headers: IncomingMessage['headers'] }): Readonly<Record<string, string>> {
    const attempt = headers['x-envoy-attempt-count'];
    return { 'x-backend': this.pod.backend, 'x-pod': this.pod.name, ...(attempt && { 'x-attempt': String(attempt) }) };
  }
}
