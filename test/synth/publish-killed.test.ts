import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { STAGE } from '../../src/synth/publish/stage.js';
import { MARKER, publish } from '../../src/synth/publish.js';
import { realFiles } from '../../src/world/files.js';
import { compileVictim, STATES } from './publish/killed.js';

const KILLS = 1000;
/** Enough that starting a process and killing another overlap on two cores. */
const LANES = 3;
/** Longer than it takes to publish one state. */
const LONGEST_LIFE = 12;

const ground = fs.mkdtempSync(path.join(os.tmpdir(), 'sluice-killed-'));
afterAll(() => fs.rmSync(ground, { recursive: true }));

/** What a kill left behind. */
interface Remains {
  readonly staged: boolean;
  readonly mixed: boolean;
}

async function start(victim: string, root: string): Promise<ChildProcess> {
  const child = fork(victim, [root], { execArgv: [], stdio: 'ignore' });
  child.stdin?.end();
  await once(child, 'message');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.send('go');
  await sleep(Math.random() * LONGEST_LIFE);
  child.kill('SIGKILL');
  const [, signal] = (await gone) as [unknown, string];
  if (signal !== 'SIGKILL') throw new Error('The process ended before it was killed.');
}

const SHARED = Object.keys(STATES[0]!).filter(file => file in STATES[1]!);

function contentsOf(file: string): readonly string[] {
  return STATES.filter(state => file in state).map(state => `${MARKER}\n${state[file]}`);
}

/** Every file is that of one state or the other, whole, and none that both have is missing. */
function inspect(root: string): Remains {
  const entries = realFiles.list(root);
  const found = entries.filter(({ path, kind }) => kind === 'file' && !path.startsWith(STAGE)).map(entry => entry.path);
  for (const file of found) {
    const content = realFiles.read(`${root}/${file}`)!.toString();
    if (!contentsOf(file).includes(content)) throw new Error(`${file} is torn: ${content.length} characters`);
  }
  for (const file of SHARED) if (!found.includes(file)) throw new Error(`${file} is lost`);
  return {
    staged: entries.some(entry => entry.path.startsWith(`${STAGE}/new/`)),
    mixed: !STATES.some(state => holdsExactly(root, found, state)),
  };
}

function holdsExactly(root: string, found: readonly string[], state: Readonly<Record<string, string>>): boolean {
  const paths = Object.keys(state).sort();
  if (found.join() !== paths.join()) return false;
  return paths.every(file => realFiles.read(`${root}/${file}`)!.toString() === `${MARKER}\n${state[file]}`);
}

function publishState(root: string, nth: number): void {
  const publication = publish(realFiles, root);
  for (const [file, text] of Object.entries(STATES[nth]!)) publication.add(file, text);
  publication.commit();
}

/** Kills one process after the other in a folder of its own; each finds what the one before left, or a healed one. */
async function lane(victim: string, root: string, kills: number): Promise<readonly Remains[]> {
  const remains: Remains[] = [];
  publishState(root, 0);
  let next = start(victim, root);
  for (let i = 0; i < kills; i++) {
    const child = await next;
    if (i + 1 < kills) next = start(victim, root);
    await kill(child);
    remains.push(inspect(root));
    publishState(root, i % 2);
    const listed = realFiles.list(root).map(entry => entry.path);
    expect(listed.filter(entry => entry.endsWith('.yaml'))).toEqual(Object.keys(STATES[i % 2]!).sort());
    expect(listed.filter(entry => entry.startsWith(STAGE))).toEqual([]);
    expect(
      holdsExactly(
        root,
        listed.filter(entry => entry.endsWith('.yaml')),
        STATES[i % 2]!,
      ),
    ).toBe(true);
  }
  return remains;
}

test(`of ${KILLS} random kills each leaves every file wholly old or wholly new, and the next run heals`, async () => {
  const victim = compileVictim(path.join(ground, 'victim'));
  const shares = Array.from({ length: LANES }, (_, nth) => Math.floor((KILLS + nth) / LANES));

  const lanes = await Promise.all(shares.map((kills, nth) => lane(victim, path.join(ground, `dist-${nth}`), kills)));

  const remains = lanes.flat();
  expect(remains).toHaveLength(KILLS);
  // Kills that hit nothing would prove nothing.
  expect(remains.filter(({ staged }) => staged).length).toBeGreaterThan(KILLS / 10);
  expect(remains.filter(({ mixed }) => mixed).length).toBeGreaterThan(KILLS / 100);
}, 600_000);
