import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editPhase } from '../../src/git/phase-edit.js';
import { UserError } from '../../src/model/user-error.js';

/** Marks where the literal's inside goes; no generated text holds it. */
const HERE = '\u0001';

const gap = fc.constantFrom(
  '',
  '',
  ' ',
  '\n',
  '\r\n',
  '\t',
  ' /* phase: "no" */ ',
  " // it's { phase: 'no' }\n",
  '\u00a0',
  ' /* ÄÖ 🚦 */',
);
const space = gap.map(text => (text === '' ? ' ' : text));
const quote = fc.constantFrom("'", '"', '`');

/** Tokens with anything between them that the language allows. */
function joined(tokens: readonly string[], gaps: readonly string[]): string {
  return tokens.map((token, at) => token + gaps[at % gaps.length]).join('');
}

const gaps = fc.array(gap, { minLength: 3, maxLength: 9 });

const key = fc.constantFrom('phase', "'phase'", '"phase"', "['phase']", '[`phase`]', 'ph\\u0061se');
const dressing = fc.constantFrom(
  ['', ''],
  ['(', ')'],
  ['((', '))'],
  ['', ' as const'],
  ['(', ' as const)'],
  ['', ' satisfies string'],
  ['<const>', ''],
);
const decoys = fc.constantFrom(
  ["plan: { phase: 'canary-1', steps: [{ phase: 'x' }] }"],
  ['routes: [identity,]', "note: 'phase: \\'canary-1\\''"],
  ["'phases': ['canary-1']", 'async phases() { return { phase: `y` }; }'],
  ['...common', 'by: [route53({ ttl: `60s` })]'],
  ['naïve: "📦 phase"', 'pattern: /phase: .canary-1./u'],
  [],
);

const literal = fc.record({
  key,
  dressing,
  quote,
  value: fc.constantFrom('canary-10', 'prepare', 'canary\\u002d5', 'remove-apisix', ''),
});
const refused = fc.constantFrom(
  'phase',
  'phase: now',
  'phase: `canary-${n}`',
  'phase: next("canary-10")',
  "phase: 'a' + 'b'",
  "phase: 'a', ...late",
  "phase: 'a', phase: 'b'",
  '...late',
  "phase: 'a', [key]: 'b'",
  "get phase() { return 'a'; }",
);

const target = fc
  .record({
    form: fc.constantFrom('migration', 'rollout'),
    phase: fc.oneof({ weight: 4, arbitrary: literal }, { weight: 1, arbitrary: refused }),
    before: decoys,
    // What is spread behind the literal could override it; only what cannot stands here.
    after: decoys.map(all => all.filter(each => !each.startsWith('...'))),
    gaps,
    comma: fc.boolean(),
    wrap: fc.constantFrom(['', ''], ['(', ')'], ['(', ' satisfies Options)'], ['', ' as Options']),
    nameQuote: quote,
  })
  .map(({ form, phase, before, after, gaps, comma, wrap, nameQuote }) => {
    const said =
      typeof phase === 'string'
        ? phase
        : joined(
            [
              phase.key,
              ':',
              phase.dressing[0]!,
              `${phase.quote}${HERE}${phase.value}${HERE}${phase.quote}${phase.dressing[1]}`,
            ],
            gaps,
          );
    const properties = [...before, said, ...after].flatMap(each => [each, ',']);
    if (!comma) properties.pop();
    // The language allows no line break before "as" and "satisfies".
    const options = [wrap[0]!, '{', ...properties, `}${wrap[1]}`];
    const name = `${nameQuote}checkout${nameQuote}`;
    const call = form === 'migration' ? ['new ', 'Migration', '(', 'tenant', ','] : ['rollout', '('];
    return {
      text: joined([...call, name, ',', ...options, ...(comma ? [','] : []), ')', ';'], gaps),
      editable: typeof phase !== 'string',
    };
  });

const others = fc.array(
  fc.constantFrom(
    "new Migration(tenant, 'other', { phase: 'canary-10' });",
    "rollout('apps', { phase: `prepare` });",
    "new Thing(tenant, 'checkout', { phase: 'canary-10' });",
    'label: for (;;) { break label; }',
    "const text = `new Migration(t, 'checkout', { phase: '${1}' })`;",
    "// new Migration(t, 'checkout', { phase: 'canary-10' })",
    "const odd = { phase: 'canary-10', 'checkout': /['\"`]/g };",
    'type P = { phase: "canary-10" };',
    "thing.Migration(tenant, 'checkout', { phase: 'canary-10' });",
    "console.log('Zürich 🏔️', '\\u{1F6A6}');",
  ),
  { maxLength: 4 },
);

const wrapped = fc.constantFrom(
  ['', ''],
  ['export function acme(estate: Estate): void {\n', '\n}'],
  ['export default ((estate) => { if (ok) {', '} })'],
  ['class X { static { ', ' } }'],
);

const file = fc
  .record({
    bom: fc.boolean(),
    shebang: fc.boolean(),
    crlf: fc.boolean(),
    head: others,
    target,
    tail: others,
    wrapped,
    space,
  })
  .map(({ bom, shebang, crlf, head, target, tail, wrapped, space }) => {
    const body = [
      ...(shebang ? ['#!/usr/bin/env tsx'] : []),
      `import {${space}Migration,${space}rollout } from 'sluice';`,
      ...head,
      wrapped[0] + target.text + wrapped[1],
      ...tail,
      '',
    ].join('\n');
    const marked = (bom ? '\uFEFF' : '') + (crlf ? body.replace(/\r?\n/g, '\r\n') : body);
    return { marked, editable: target.editable };
  });

it('of 10 000 files in odd formatting, one token changes, or the command says that it cannot', () => {
  const seen = { changed: 0, refused: 0 };
  fc.assert(
    fc.property(file, ({ marked, editable }) => {
      const [before, , after] = marked.split(HERE);
      const text = marked.replaceAll(HERE, '');
      const act = () => editPhase([{ file: 'estate.ts', text }], 'checkout', 'canary-25').text;
      if (editable) {
        seen.changed++;
        expect(act()).toBe(`${before}canary-25${after}`);
        return;
      }
      seen.refused++;
      try {
        act();
      } catch (error) {
        if (!UserError.is(error)) throw error;
        expect(error.message).toMatch(/^(The phase is said twice: )?estate\.ts:\d+:\d+/);
        return;
      }
      expect.unreachable('a phase that is no literal was changed');
    }),
    { numRuns: 10_000 },
  );
  expect(seen.changed).toBeGreaterThan(7_000);
  expect(seen.refused).toBeGreaterThan(1_000);
});
