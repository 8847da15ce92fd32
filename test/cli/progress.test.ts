import { describe, expect, it } from 'vitest';
import { progress } from '../../src/cli/progress.js';

/** A terminal, or none, and a clock that a test moves. */
function stage(isTTY: boolean): {
  written: string[];
  tickTo: (time: number, bar: { tick: () => void }) => void;
  world: Parameters<typeof progress>[0];
} {
  const written: string[] = [];
  let time = 0;
  const stderr = { isTTY, columns: 80, colour: false, write: (text: string) => void written.push(text) };
  return {
    written,
    world: { stderr, now: () => time },
    tickTo(to, bar) {
      time = to;
      bar.tick();
    },
  };
}

describe('progress', () => {
  it('says nothing about work that is done within a second', () => {
    const { written, tickTo, world } = stage(true);
    const bar = progress(world, 'files');
    tickTo(500, bar);
    bar.end();

    expect(written).toEqual([]);
  });

  it('counts on one line from then on, ten times a second, and takes the line away', () => {
    const { written, tickTo, world } = stage(true);
    const bar = progress(world, 'files');
    for (const time of [900, 1_000, 1_050, 1_100]) tickTo(time, bar);
    bar.end();

    expect(written).toEqual(['\r\u001b[K2 files …', '\r\u001b[K4 files …', '\r\u001b[K']);
  });

  it('says nothing where nobody looks on', () => {
    const { written, tickTo, world } = stage(false);
    const bar = progress(world, 'files');
    tickTo(5_000, bar);
    bar.end();

    expect(written).toEqual([]);
  });
});
