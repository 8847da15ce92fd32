import { performance } from 'node:perf_hooks';
import type { Outcome } from './outcome.js';
import { grpc } from './protocols/grpc.js';
import { http1 } from './protocols/http1.js';
import { http2 } from './protocols/http2.js';
import { websocket } from './protocols/websocket.js';
import type { Answer, Client, Door, Protocol, Request } from './request.js';

const clients: Readonly<Record<Protocol, (door: Door) => Client>> = { http1, http2, websocket, grpc };

export interface Pace {
  /** Requests a second. They leave at their times, however slow the answers are. */
  readonly rate: number;
  /**
   * How many.
   * @default - until it is stopped
   */
  readonly requests?: number;
}

/** A stream of requests under way. */
export interface Drive {
  /** What has been answered so far. */
  readonly outcomes: readonly Outcome[];
  /** Every request has been sent and has its outcome. */
  readonly done: Promise<readonly Outcome[]>;
  /** Sends no more, and waits for what is under way. */
  stop(): Promise<readonly Outcome[]>;
}

/**
 * Sends one kind of request at an even pace, in an open loop: a slow answer does not slow the sender, so what happens
 * while a server stalls is not missed.
 */
export function drive(door: Door, request: Request, { rate, requests = Number.POSITIVE_INFINITY }: Pace): Drive {
  const client = clients[request.protocol ?? 'http1'](door);
  const outcomes: Outcome[] = [];
  const start = performance.now();
  let sent = 0;
  let answered = 0;
  let last = requests;
  let finish: (all: readonly Outcome[]) => void;
  const done = new Promise<readonly Outcome[]>(resolve => {
    finish = resolve;
  });

  const endWhenAll = (): void => {
    if (sent < last || answered < sent) return;
    clearInterval(clock);
    client.close();
    finish(outcomes);
  };
  const sendOne = async (): Promise<void> => {
    const began = performance.now();
    const answer = await client.send(request);
    outcomes.push(outcomeOf(answer, performance.timeOrigin + began, performance.now() - began));
    answered++;
    endWhenAll();
  };
  const clock = setInterval(() => {
    const due = Math.min(last, Math.floor(((performance.now() - start) / 1000) * rate) + 1);
    for (; sent < due; sent++) void sendOne();
  }, 2);

  return {
    outcomes,
    done,
    stop() {
      last = Math.min(last, sent);
      endWhenAll();
      return done;
    },
  };
}

/** Sends one request and gives the whole answer. */
export async function ask(door: Door, request: Request): Promise<Answer> {
  const client = clients[request.protocol ?? 'http1'](door);
  try {
    return await client.send(request);
  } finally {
    client.close();
  }
}

export function outcomeOf({ status, headers, error }: Answer, sent: number, took: number): Outcome {
  const field = (name: string): string | undefined => headers[name]?.toString();
  const attempt = field('x-attempt');
  return {
    sent,
    took,
    status,
    ...(error !== undefined && { error }),
    ...(field('x-backend') && { backend: field('x-backend') }),
    ...(field('x-pod') && { pod: field('x-pod') }),
    ...(attempt && { attempt: Number(attempt) }),
  };
}
