import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { type Answer, type Client, type Door, nothing, patience } from '../request.js';

/** Each request is a connection of its own: upgrade, one message there, its echo back, an orderly end. */
export function websocket(door: Door): Client {
  return {
    send: ({ host, path = '/', headers }) =>
      new Promise<Answer>(resolve => {
        const socket = new WebSocket(`ws://${door.address}:${door.port}${path}`, {
          headers: { ...headers, host },
          handshakeTimeout: patience,
        });
        let answer: Answer = nothing('the connection was closed without an answer');
        let body: string | undefined;
        const impatience = setTimeout(() => socket.terminate(), patience);
        socket.on('upgrade', (response: IncomingMessage) => {
          answer = { status: 101, headers: response.headers, body: '', error: 'no echo came back' };
        });
        socket.on('unexpected-response', (_, response: IncomingMessage) => {
          answer = { status: response.statusCode ?? 0, headers: response.headers, body: '' };
          response.resume();
          socket.terminate();
        });
        socket.on('open', () => socket.send('hello'));
        socket.on('message', data => {
          body = String(data);
          socket.close(1000);
        });
        socket.on('error', error => {
          if (answer.status === 0) answer = nothing(error.message);
        });
        socket.on('close', code => {
          clearTimeout(impatience);
          if (body !== undefined && code === 1000) answer = { status: 101, headers: answer.headers, body };
          resolve(answer);
        });
      }),
    close: () => {},
  };
}
