import { Option } from 'commander';
import { load } from '../../analyze/load.js';
import { isSame } from '../../model/difference.js';
import type { Manifest } from '../../model/manifest.js';
import { UserError } from '../../model/user-error.js';
import { diffJson } from '../../report/diff-json.js';
import { diffMarkdown } from '../../report/diff-markdown.js';
import { diffText } from '../../report/diff-text.js';
import { diff as compare } from '../../synth/diff.js';
import { MARKER } from '../../synth/publish.js';
import { emitDocuments } from '../../synth/yaml.js';
import type { Command, OutputOption } from '../command.js';
import { loadEstate } from '../load-estate.js';

function objectsIn(text: string, file: string): readonly Manifest[] {
  return [...load(text, file)].map(loaded => {
    if ('object' in loaded) return loaded.object.manifest;
    const { message, where } = loaded.finding;
    throw new UserError(`${file}:${where.line ?? 1}: ${message}`, 'Run `sluice synth`: it writes the file anew.');
  });
}

export const diff: Command<OutputOption> = {
  name: 'diff',
  summary: 'Show what synth would change in dist: which weight of which host, not which line',
  examples: [
    ['sluice diff', 'exit 0: nothing would change; 1: something would'],
    ['sluice diff --output markdown', 'for a pull request'],
  ],
  define(parser) {
    parser.addOption(
      new Option('-o, --output <form>', 'how to say it').choices(['text', 'json', 'markdown']).default('text'),
    );
  },
  async run(world, _args, { output }) {
    const { root, estate, dist } = await loadEstate(world);
    const gone = new Set(
      world.files
        .list(`${root}/${dist}`)
        .filter(({ kind, path }) => kind === 'file' && path.endsWith('.yaml'))
        .map(({ path }) => path),
    );
    const before: Manifest[] = [];
    const after: Manifest[] = [];
    const old = (path: string): string => world.files.read(`${root}/${dist}/${path}`)?.toString('utf8') ?? '';
    for (const { path, manifests } of estate.units()) {
      if (manifests.length === 0) continue;
      gone.delete(path);
      const there = old(path);
      // Most files are what they were; only the others are worth parsing.
      if (there === `${MARKER}\n${emitDocuments(manifests)}`) continue;
      before.push(...objectsIn(there, `${dist}/${path}`));
      after.push(...manifests);
    }
    for (const path of gone) if (old(path).startsWith(MARKER)) before.push(...objectsIn(old(path), `${dist}/${path}`));
    const difference = compare(before, after);
    if (output === 'json') world.stdout.write(diffJson(difference));
    else
      world.stdout.write(output === 'markdown' ? diffMarkdown(difference) : diffText(difference, world.stdout.colour));
    return isSame(difference) ? 0 : 1;
  },
};
