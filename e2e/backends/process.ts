// The process in which the Pods live; it is spoken to over Node's own channel, by e2e/backends/backends.ts.
import { NameServer } from './name-server.js';
import type { Behaviour, Pod } from './pod.js';
import { PodServer } from './pod-server.js';

/** Puts a Pod there, or changes one; or says where a name points. */
export type Order =
  | { readonly id: number; readonly pod: Pod; readonly behaviour: Behaviour }
  | { readonly id: number; readonly name: string; readonly addresses: readonly string[] };

export interface Done {
  readonly id: number;
  readonly error?: string;
}

const servers = new Map<string, PodServer>();
const names = new NameServer();

async function carryOut(order: Order): Promise<void> {
  if ('name' in order) return names.point(order.name, order.addresses);
  const { pod, behaviour } = order;
  const server = servers.get(pod.address) ?? new PodServer(pod);
  servers.set(pod.address, server);
  await server.behave(behaviour);
}

process.on('message', async (order: Order) => {
  const done = await carryOut(order).then(
    (): Done => ({ id: order.id }),
    (error: Error): Done => ({ id: order.id, error: error.message }),
  );
  process.send?.(done);
});
process.on('disconnect', () => process.exit());
