import type { World } from '../world.js';

/** Shows a person that something goes on. */
export interface Progress {
  /** One more is done. */
  readonly tick: () => void;
  /** Takes the line away. */
  readonly end: () => void;
}

const PATIENCE = 1_000;
const EVERY = 100;

/** A counting line on a terminal, once the work has lasted a second; nothing where nobody looks on. */
export function progress({ stderr, now }: Pick<World, 'stderr' | 'now'>, what: string): Progress {
  if (!stderr.isTTY) return { tick: () => undefined, end: () => undefined };
  let count = 0;
  let next = now() + PATIENCE;
  let shown = false;
  return {
    tick() {
      count++;
      const time = now();
      if (time < next) return;
      next = time + EVERY;
      shown = true;
      stderr.write(`\r\u001b[K${count.toLocaleString('en').replaceAll(',', ' ')} ${what} …`);
    },
    end() {
      if (shown) stderr.write('\r\u001b[K');
    },
  };
}
