import { describe, expect, it } from 'vitest';
import { bbdm } from '../../src/estate/bbdm.js';
import { sealos } from '../../src/estate/sealos.js';
import { voiceassistant } from '../../src/estate/voiceassistant.js';
import { Estate } from '../../src/index.js';
import { groupBy } from '../../src/model/group-by.js';
import { type Migration, manifestsAt, migrationKey, stateAt } from '../../src/routers/migration.js';
import { emitDocuments } from '../../src/synth/yaml.js';

/** The lines that differ between two texts of equal length, as pairs. */
function changedLines(before: string, after: string): readonly (readonly [string, string])[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  expect(b).toHaveLength(a.length);
  return a.flatMap((line, i) => (line === b[i] ? [] : [[line, b[i]!] as const]));
}

const MAY_CHANGE =
  /^ *(weight: \d+|sluice\.dev\/phase: [-a-z0-9]+|istio_percentage: "\d+"|networking_mode: (ingress|dual|istio)|sluice\.dev\/config: "\d+"|(# )?(\d+\.\d\d%|\*) "(old|new)";)$/;

function migrationsOf(...estates: readonly ((estate: Estate) => void)[]): readonly Migration[] {
  const estate = new Estate();
  for (const declare of estates) declare(estate);
  return [...estate.units()].flatMap(unit => unit.migration ?? []);
}

const all = migrationsOf(voiceassistant, sealos, bbdm);
// A tenant of a rollout is like the next: five of them are walked, the others only counted.
const walked = [...groupBy(all, found => found.name).values()].flatMap(group => group.slice(0, 5));

describe.each(walked.map(found => [migrationKey(found), found] as const))('%s', (_, migration) => {
  const phases = migration.plan.phases.map(phase => phase.name);
  const texts = phases.map(phase => emitDocuments(manifestsAt(migration, phase)));
  const reversible = migration.plan.phases.filter(phase => !phase.irreversible).length;

  it('G3: a phase advance changes weights and the phase annotation, and nothing else', () => {
    for (let i = 1; i < reversible; i++) {
      for (const [before, after] of changedLines(texts[i - 1]!, texts[i]!)) {
        expect(before).toMatch(MAY_CHANGE);
        expect(after).toMatch(MAY_CHANGE);
      }
    }
  });

  it('going back gives the bytes of the phase before', () => {
    const back = [...phases].reverse().map(phase => emitDocuments(manifestsAt(migration, phase)));

    expect(back.reverse()).toEqual(texts);
  });

  it('every phase reads back as the split that it enacts', () => {
    for (const phase of phases) {
      const { set, split } = stateAt(migration, phase);

      expect(migration.by.read(manifestsAt(migration, phase), set)).toEqual(split);
    }
  });
});

describe('the estates of the documents', () => {
  it('A5: VoiceAssistant goes 10, 25, 50, 75, 100 per cent for 30m, 30m, 1h, 1h, and is watched for two weeks', () => {
    const { plan } = all.find(found => migrationKey(found) === 'voiceassistant/voiceassistant-prod/api')!;

    expect(plan.phases.map(({ share }) => share / 100)).toEqual([0, 10, 25, 50, 75, 100, 100]);
    expect(plan.phases.map(({ soak }) => soak / 60_000)).toEqual([0, 30, 30, 60, 60, 20_160, 0]);
    expect(plan.phases.slice(1, 6).map(({ rollback }) => rollback[0])).toMatchObject(
      [0.01, 0.01, 0.005, 0.005, 0.001].map(threshold => ({ metric: 'error-rate', compare: '>', threshold })),
    );
  });

  it('C9: bbdm goes 5, 25, 50, 75 per cent for a day each, then all, and the old cluster is kept for a week', () => {
    const { plan } = all.find(found => migrationKey(found) === 'bbdm/aibang-1111111111-bbdm/api')!;

    expect(plan.phases.map(({ share }) => share / 100)).toEqual([0, 5, 25, 50, 75, 100, 100]);
    expect(plan.phases.map(({ soak }) => soak / 3_600_000)).toEqual([0, 24, 24, 24, 24, 168, 0]);
    expect(plan.phases.at(-1)).toMatchObject({ kind: 'remove', irreversible: true });
    for (const { rollback } of plan.phases.slice(1, 6)) {
      expect(rollback).toMatchObject([
        { metric: 'error-rate', compare: '>', threshold: 0.01, relativeTo: 'none' },
        { metric: 'latency-p95', compare: '>', threshold: 0.5, relativeTo: 'baseline' },
      ]);
    }
  });

  it('S13: each Sealos controller with a dual mode is told its mode and percentage', () => {
    const controllers = all.filter(({ by }) => by.name === 'controller-config');

    expect(controllers.map(({ name }) => name)).toEqual(['terminal', 'db-adminer', 'resources', 'webhook']);
    expect(manifestsAt(controllers[0]!, 'canary-5')[0]).toMatchObject({
      metadata: { name: 'terminal-controller-config', namespace: 'sealos-system' },
      data: { networking_mode: 'dual', istio_percentage: '5', enable_istio_monitoring: 'true' },
    });
  });

  it('S14: a Sealos tenant is wholly on one side in every phase, and only ever moves forward', () => {
    const apps = all.filter(({ name }) => name === 'apps');
    expect(apps.length).toBeGreaterThanOrEqual(200);
    const shares = apps[0]!.plan.phases.map(({ share }) => share / 100);
    expect(shares).toEqual([0, 5, 10, 25, 40, 50, 75, 90, 95, 100, 100]);

    let before = new Set<string>();
    for (const { name, share } of apps[0]!.plan.phases) {
      const moved = apps.filter(app => {
        const parts = stateAt(app, name).split.find(({ backend }) => backend === app.to.id)!.parts;
        expect([0, 10_000]).toContain(parts);
        return parts === 10_000;
      });
      const now = new Set(moved.map(({ tenant }) => tenant.name));
      expect([...before].every(tenant => now.has(tenant))).toBe(true);
      // 240 tenants: 3.3 standard deviations of a binomial share.
      const deviation = Math.sqrt((share / 10_000) * (1 - share / 10_000) * apps.length);
      expect(Math.abs(now.size - (share / 10_000) * apps.length)).toBeLessThanOrEqual(3.3 * deviation);
      before = now;
    }
  });

  it('S15: a stage lasts as long as the document says', () => {
    const { plan } = all.find(({ name }) => name === 'terminal')!;
    const day = 86_400_000;

    expect(plan.phases[0]!.soak).toBe(7 * day);
    expect(plan.phases[1]!.soak).toBe(3 * day);
    expect(
      plan.phases.filter(({ share }) => share >= 4_000 && share <= 7_500).reduce((sum, { soak }) => sum + soak, 0),
    ).toBe(7 * day);
  });
});
