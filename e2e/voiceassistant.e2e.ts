import { expect, test } from 'vitest';
import { voiceassistant } from '../src/estate/voiceassistant.js';
import { Checkout } from './estate/checkout.js';
import { estateStep, migrationOf } from './estate/steps.js';
import { withIstio } from './istio/with-istio.js';
import { besideVoiceassistant } from './voiceassistant.js';
import { smallRoad, walk } from './walk/walk.js';
import './verdict/task-meta.js';

const migration = migrationOf(voiceassistant, 'voiceassistant/voiceassistant-prod/api');
const phases = migration.plan.phases.map(phase => phase.name);
const reversible = phases.filter(name => !name.startsWith('remove'));
const pace = { requests: 1_000, rate: 400 };

test('voiceassistant goes phase by phase to all, and back, out of the YAML in dist, and drops nothing', async ({
  task,
}) => {
  const checkout = new Checkout();
  const up = reversible.map(phase => estateStep(checkout, migration, phase, besideVoiceassistant));
  const steps = [...up, ...up.toReversed().slice(1)];
  await withIstio({ manifests: steps[0]!.objects }, async rig => {
    const { windows, faults } = await walk(smallRoad(rig), { name: 'voiceassistant/api', steps, ...pace });
    task.meta.windows = windows;

    expect(faults).toEqual([]);
  });
});

test('voiceassistant removes its old side when all has moved, and drops nothing', async ({ task }) => {
  const checkout = new Checkout();
  const steps = phases.slice(-2).map(phase => estateStep(checkout, migration, phase, besideVoiceassistant));
  await withIstio({ manifests: steps[0]!.objects }, async rig => {
    const { windows, faults } = await walk(smallRoad(rig), { name: 'voiceassistant/api, to the end', steps, ...pace });
    task.meta.windows = windows;

    expect(faults).toEqual([]);
  });
});
