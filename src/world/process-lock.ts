import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Held, Lock } from './files.js';

const NAME = /^lock\.(\d+)\.[0-9a-f]+$/;

/** The lock files of this very process; any other file with its pid is left from a process before it. */
const ours = new Set<string>();

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Every contender first writes a file of its own name and then looks for others, so of two at least one sees the other
 * and steps back. Nobody ever removes or overwrites the file of a living process, which is what makes the take-over of
 * a dead one's safe without a second lock.
 */
export function processLock(folder: string): Lock | Held {
  const name = `lock.${process.pid}.${randomBytes(6).toString('hex')}`;
  const file = path.join(folder, name);
  fs.writeFileSync(file, '', { flag: 'wx' });
  ours.add(file);
  const release = () => {
    fs.rmSync(file, { force: true });
    ours.delete(file);
  };
  for (const other of fs.readdirSync(folder)) {
    const pid = Number(NAME.exec(other)?.[1]);
    if (other === name || Number.isNaN(pid)) continue;
    const rival = path.join(folder, other);
    if (pid === process.pid ? ours.has(rival) : alive(pid)) {
      release();
      return { heldBy: pid, file: rival };
    }
    fs.rmSync(rival, { force: true });
  }
  return { release };
}
