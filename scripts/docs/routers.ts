import { features } from '../../src/model/feature.js';
import { percentText } from '../../src/model/share.js';
import { routers } from '../../src/routers/index.js';
import type { Limit, Router } from '../../src/routers/router.js';
import { header, type Page } from './page.js';

function overview(): readonly string[] {
  return [
    '| router | a share is one of | smallest step | sides | metrics |',
    '|---|---|---|---|---|',
    ...routers.map(
      ({ name, can, queries }) =>
        `| [${name}](#${name}) | ${can.of} | ${percentText(can.step)} | ${can.sides} | ${queries ? 'yes' : 'no'} |`,
    ),
  ];
}

function table(): readonly string[] {
  return [
    `| feature | ${routers.map(({ name }) => name).join(' | ')} |`,
    `|---|${routers.map(() => '---|').join('')}`,
    ...features.map(
      feature =>
        `| \`${feature}\` | ${routers.map(({ can }) => (can.features[feature] === true ? 'yes' : '–')).join(' | ')} |`,
    ),
  ];
}

/** What a router cannot do: features that have one reason stand together. */
function limits({ name, can }: Router): readonly string[] {
  const byLimit = new Map<string, { readonly limit: Limit; readonly of: string[] }>();
  for (const feature of features) {
    const limit = can.features[feature];
    if (limit === true) continue;
    const key = JSON.stringify(limit);
    const seen = byLimit.get(key);
    if (seen) seen.of.push(feature);
    else byLimit.set(key, { limit, of: [feature] });
  }
  const lines = [...byLimit.values()].map(
    ({ limit, of }) =>
      `| ${of.map(feature => `\`${feature}\``).join(', ')} | It cannot ${limit.because}. | <${limit.source}> |`,
  );
  return ['', `## ${name}`, '', '| feature | why not | source |', '|---|---|---|', ...lines];
}

/** docs/reference/routers.md: what each mechanism can enact, as its `can` says. */
export const routersPage: Page = {
  file: 'routers.md',
  text: () =>
    header('`can` in src/routers') +
    [
      '# What each router can do',
      '',
      'A plan is held against this before anything is rendered: what a router cannot do is a finding. Options of a router',
      'may grant more; this is each one as src/routers/index.ts lists it. How each mechanism behaves: docs/routers/.',
      '',
      ...overview(),
      '',
      ...table(),
      ...routers.flatMap(limits),
      '',
    ].join('\n'),
};
