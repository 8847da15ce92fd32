import { describe, expect, test } from 'vitest';
import { wantsColour } from '../../src/world/terminal.js';
import { realWorld } from '../../src/world.js';

describe('a program', () => {
  const { run } = realWorld();
  const node = (script: string) => run(process.execPath, ['-e', script], { input: 'ü\n', env: { SAID: 'x' } });

  test('reads its input and environment, and tells its outcome', async () => {
    const script = `process.stdin.pipe(process.stdout); console.error(process.env.SAID); process.exitCode = 3`;

    expect(await node(script)).toEqual({ code: 3, stdout: 'ü\n', stderr: 'x\n' });
  });

  test('may end without reading its input', async () => {
    expect(await run(process.execPath, ['-e', ''], { input: 'x'.repeat(1_000_000) })).toMatchObject({ code: 0 });
  });

  test('that is killed has the code that a shell would show', async () => {
    expect(await node('process.kill(process.pid, "SIGKILL"); setTimeout(() => {}, 1000)')).toMatchObject({ code: 137 });
  });

  test('that is missing is named', async () => {
    await expect(run('no-such-program', [])).rejects.toThrow('The program "no-such-program" was not found.');
  });
});

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
])('on a terminal: %s, with %j: colours: %s', (isTTY, env, colours) => {
  expect(wantsColour(isTTY, env)).toBe(colours);
});
