import { countText, findingsText } from '../../report/findings-text.js';
import { synthesize } from '../../synth/synthesize.js';
import type { Command } from '../command.js';
import { loadEstate } from '../load-estate.js';
import { progress } from '../progress.js';

const MANIFEST = /\.(ya?ml|json)$/;

export const synth: Command = {
  name: 'synth',
  summary: 'Render the estate, check it, and write what changed to dist',
  examples: [
    ['sluice synth', 'writes dist; any error finding, and nothing is written'],
    ['sluice synth && git diff --stat dist', 'shows which files a phase advance touches'],
  ],
  define() {},
  async run(world) {
    const { root, estate, dist } = await loadEstate(world);
    const bar = progress(world, 'files rendered and checked');
    let migrations = 0;
    const { findings, published } = synthesize(estate, world, `${root}/${dist}`, dist, ({ migration }) => {
      if (migration) migrations++;
      bar.tick();
    });
    bar.end();
    world.stderr.write(
      findingsText(
        findings.filter(({ level }) => level !== 'info'),
        world.stderr.colour,
      ),
    );
    if (!published) {
      world.stderr.write(`Nothing was written: ${countText(findings)}.\n`);
      return 1;
    }
    const { written, unchanged, removed, foreign } = published;
    for (const path of foreign.filter(file => MANIFEST.test(file))) {
      world.stderr.write(`▲ ${dist}/${path} was not written by Sluice, and Argo CD applies it all the same.\n`);
    }
    world.stdout.write(
      `${dist}: ${written.length} written, ${removed.length} removed, ${unchanged} unchanged; ${migrations} migrations; ${countText(findings)}.\n`,
    );
    return 0;
  },
};
