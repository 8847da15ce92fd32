import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'sluice clone '));
const clone = `${folder}/elsewhere`;

function sh(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  return execFileSync(program, args, { cwd: clone, encoding: 'utf8', env: { ...process.env, ...env }, stdio: 'pipe' });
}

// What is tracked, as it stands here: a clone of HEAD would prove another version than the one that is tested.
beforeAll(() => {
  const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of tracked.split('\0').filter(Boolean)) {
    cpSync(`${root}/${file}`, `${clone}/${file}`, { force: true, verbatimSymlinks: true });
  }
  cpSync(`${root}/lib`, `${clone}/lib`, { recursive: true });
  symlinkSync(`${root}/node_modules`, `${clone}/node_modules`);
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    ['-c', 'user.name=a', '-c', 'user.email=a@b.example', 'commit', '-qm', 'all'],
  ])
    sh('git', args);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a clone at another path', () => {
  it('G2: synthesizes the committed bytes, in another time zone and language', () => {
    const out = sh('node', ['lib/src/cli/bin.js', 'synth'], {
      TZ: 'Asia/Kathmandu',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
    });

    expect(out).toMatch(/^dist: 0 written, 0 removed, \d+ unchanged/);
    expect(sh('git', ['status', '--porcelain'])).toBe('');
  });

  it('G2: plain `cdk8s synth` writes the same bytes', () => {
    sh('npx', ['cdk8s', 'synth'], { TZ: 'America/St_Johns', CI: 'true', CHECKPOINT_DISABLE: '1' });

    expect(sh('git', ['status', '--porcelain'])).toBe('');
  });

  it('G3: one changed literal changes the files of that migration, and the literal back brings the bytes back', () => {
    const literal = (phase: string): void => {
      const file = 'src/estate/voiceassistant.ts';
      sh('sed', ['-i', `s/phase: '[a-z0-9-]*'/phase: '${phase}'/`, file]);
      sh('npx', ['sluice', 'synth']);
    };

    literal('canary-50');
    const files = sh('git', ['diff', '--name-only', 'dist']).trim().split('\n');
    const lines = sh('git', ['diff', '-U0', 'dist'])
      .split('\n')
      .filter(line => /^[-+](?![-+])/.test(line));
    literal('canary-10');

    expect(files).toEqual(['dist/voiceassistant/voiceassistant-prod/api.yaml']);
    for (const line of lines) expect(line).toMatch(/^[-+] *(weight: \d+|sluice\.dev\/phase: canary-\d+)$/);
    expect(sh('git', ['status', '--porcelain'])).toBe('');
  });
});
