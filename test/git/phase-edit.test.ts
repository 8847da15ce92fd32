import { describe, expect, it } from 'vitest';
import { editPhase, findPhase } from '../../src/git/phase-edit.js';
import { UserError } from '../../src/model/user-error.js';

const HEAD = "import { Cluster, Migration, rollout, Tenant } from '../index.js';\n";

function source(text: string, file = 'src/estate/acme.ts') {
  return { file, text: HEAD + text };
}

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (UserError.is(error)) return error.message;
    throw error;
  }
  return 'not refused';
}

function edited(text: string, name: string, phase = 'canary-25'): string {
  return editPhase([source(text)], name, phase).text.slice(HEAD.length);
}

describe('one token changes', () => {
  it.each([
    ["new Migration(t, 'checkout', { phase: 'canary-10' });", "new Migration(t, 'checkout', { phase: 'canary-25' });"],
    [
      'new Migration(t, "checkout", { "phase": "canary-10" })',
      'new Migration(t, "checkout", { "phase": "canary-25" })',
    ],
    [
      "new Migration(t, `checkout`, { ['phase']: `canary-10` })",
      "new Migration(t, `checkout`, { ['phase']: `canary-25` })",
    ],
    [
      "new Migration(t, ('checkout'), ({ phase: ('canary-10' as const) } satisfies P))",
      "new Migration(t, ('checkout'), ({ phase: ('canary-25' as const) } satisfies P))",
    ],
    [
      "new Migration(t, 'checkout', { ...common, phase: 'canary-10' })",
      "new Migration(t, 'checkout', { ...common, phase: 'canary-25' })",
    ],
    [
      "new Migration(t, 'checkout', { plan: { phase: 'x' }, phase: 'canary-10' })",
      "new Migration(t, 'checkout', { plan: { phase: 'x' }, phase: 'canary-25' })",
    ],
    [
      "const apps = rollout('checkout', { phase: 'canary-10' });",
      "const apps = rollout('checkout', { phase: 'canary-25' });",
    ],
    [
      "new Migration(t, 'check\\u006fut', { phase: 'canary\\x2d10' })",
      "new Migration(t, 'check\\u006fut', { phase: 'canary-25' })",
    ],
  ])('%s', (before, after) => {
    expect(edited(before, 'checkout')).toBe(after);
  });

  it('says where, from what, to what', () => {
    const { place, before, after } = editPhase([source("new Migration(t, 'a', {\r\n  phase: 'one' })")], 'a', 'two');

    expect({ place, before, after }).toEqual({
      place: { file: 'src/estate/acme.ts', line: 3, column: 10 },
      before: 'one',
      after: 'two',
    });
  });

  it('a class that is imported under another name, or as a part of the package, is the same class', () => {
    const alias = "import { Migration as M } from 'sluice';\nnew M(t, 'a', { phase: 'one' });";
    const whole = "import * as sluice from 'sluice';\nnew sluice.Migration(t, 'a', { phase: 'one' });";

    expect(editPhase([{ file: 'a.ts', text: alias }], 'a', 'two').text).toBe(alias.replace('one', 'two'));
    expect(editPhase([{ file: 'a.ts', text: whole }], 'a', 'two').text).toBe(whole.replace('one', 'two'));
  });

  it('a class of the same name that is made in the file is another class', () => {
    const text = "class Migration {}\nnew Migration(t, 'a', { phase: 'one' });";

    expect(refusal(() => editPhase([{ file: 'a.ts', text }], 'a', 'two'))).toContain('There is no migration');
  });
});

describe('a constant that is spread behind the phase', () => {
  const estate = (common: string) => `const common = ${common};\nnew Migration(t, 'a', { phase: 'one', ...common });`;

  it('is no obstacle when it is written out and says no phase', () => {
    const text = estate('{ from: old, ...{ to: edge } }');

    expect(edited(text, 'a')).toBe(text.replace("'one'", "'canary-25'"));
  });

  it.each(["{ phase: 'two' }", '{ rollout: r }', '{ ...unknown }', '{ [key]: 1 }', 'make()'])(
    'is one as %s',
    common => {
      expect(refusal(() => edited(estate(common), 'a'))).toContain('what stands here may say another phase');
    },
  );
});

describe('names', () => {
  const two = `
const prod = new Cluster(estate, 'prod', {});
const test = new Cluster(estate, 'test', {});
function one() {
  const t = new Tenant(prod, 'acme', {});
  new Migration(t, 'checkout', { phase: 'one' });
}
function other() {
  const t = new Tenant(test, 'acme', {});
  new Migration(t, 'checkout', { phase: 'two' });
  new Migration(new Tenant(test, 'shop', {}), 'checkout', { phase: 'three' });
}`;

  it('the path of a migration tells it from those of the same name', () => {
    expect(findPhase([source(two)], 'prod/acme/checkout').phase).toBe('one');
    expect(findPhase([source(two)], 'test/acme/checkout').phase).toBe('two');
    expect(findPhase([source(two)], 'shop/checkout').phase).toBe('three');
  });

  it('two that may be meant are both named, with their places', () => {
    expect(refusal(() => findPhase([source(two)], 'acme/checkout'))).toBe(
      '"acme/checkout" may be any of 2:\n' +
        '  prod/acme/checkout at src/estate/acme.ts:7:3\n' +
        '  test/acme/checkout at src/estate/acme.ts:11:3',
    );
  });

  it('a tenant that is handed in is not known, and is taken for the one that is meant when it is alone', () => {
    const text = "export function acme(t: Tenant) { new Migration(t, 'checkout', { phase: 'one' }); }";

    expect(findPhase([source(text)], 'prod/acme/checkout').phase).toBe('one');
    const both = [source(text), source(text.replace('one', 'two'), 'src/estate/shop.ts')];
    expect(refusal(() => findPhase(both, 'prod/acme/checkout'))).toContain('?/?/checkout at src/estate/shop.ts:2:');
  });

  it('a constant is followed into the file that exports it', () => {
    const clusters = source("export const prod = new Cluster(estate, 'prod', {});", 'src/estate/clusters/prod.ts');
    const importing = (from: string, phase: string) =>
      `import { prod } from '${from}';\nnew Migration(new Tenant(prod, 'a', {}), 'x', { phase: '${phase}' })`;
    const near = source(importing('./clusters/prod.js', 'near'), 'src/estate/near.ts');
    const far = source(importing('../clusters/prod.js', 'far').replace("'a'", "'b'"), 'src/estate/deep/far.ts');

    expect(findPhase([near, clusters, far], 'prod/a/x').phase).toBe('near');
    expect(findPhase([near, clusters, far], 'prod/b/x').phase).toBe('far');
  });

  it('a variable that may change is not followed', () => {
    const text = "let t = new Tenant(prod, 'acme', {});\nt = other;\nnew Migration(t, 'x', { phase: 'one' });";
    const shadowed =
      "const t = new Tenant(prod, 'acme', {});\nfor (const t of all) new Migration(t, 'x', { phase: 'one' });";
    const loose =
      "const t = new Tenant(prod, 'acme', {});\nfunction f() { if (a) { var t = b; } new Migration(t, 'x', { phase: 'one' }); }";

    for (const each of [text, shadowed, loose]) {
      const sure = source(
        "const t = new Tenant(prod, 'acme', {});\nnew Migration(t, 'x', { phase: 'two' });",
        'sure.ts',
      );
      expect(findPhase([source(each), sure], 'acme/x').phase).toBe('two');
    }
  });

  it('a name that is nearly right is asked for', () => {
    expect(refusal(() => findPhase([source(two)], 'prod/acme/chekout'))).toContain(
      'Did you mean "prod/acme/checkout"?',
    );
    expect(refusal(() => findPhase([source(two)], 'a/b/c/d'))).toBe('"a/b/c/d" names no migration.');
  });

  it('a computed name is pointed at', () => {
    const text = "for (const name of names) new Migration(t, name, { phase: 'one' });";

    expect(refusal(() => findPhase([source(text)], 'checkout'))).toContain(
      'Names that are computed, at src/estate/acme.ts:2:27, cannot be found.',
    );
  });
});

describe('a phase that many migrations share', () => {
  const shared = `const apps = rollout('apps', { phase: 'canary-5' });
new Migration(a, 'apps', { rollout: apps });
new Migration(b, 'apps', { rollout: apps });`;

  it('is changed once, in the rollout, whether its name or a migration is said', () => {
    expect(edited(shared, 'apps')).toBe(shared.replace('canary-5', 'canary-25'));
    expect(edited(shared.replace("'apps', { phase", "'all', { phase"), 'all')).toContain("phase: 'canary-25'");
    expect(edited(shared.replace("'apps', { phase", "'all', { phase"), 'apps')).toContain("phase: 'canary-25'");
  });

  it('is no longer one when a migration of that name has its own', () => {
    const own = `${shared}\nnew Migration(c, 'apps', { phase: 'canary-5' });`;

    expect(refusal(() => edited(own, 'apps'))).toContain('"apps" may be any of 2:\n  rollout apps at');
    expect(edited(own, 'prod/*/apps')).toBe(own.replace('canary-5', 'canary-25'));
  });

  it('cannot be changed through a migration when the rollout is handed in', () => {
    const text = "function f(r) { new Migration(a, 'x', { rollout: r }); }";

    expect(refusal(() => edited(text, 'x'))).toBe(
      'src/estate/acme.ts:2:50: the phase is that of a rollout which cannot be found without running the code, so nothing is changed.',
    );
  });
});

describe('what is refused, in words', () => {
  it.each([
    ['{ phase }', 'src/estate/acme.ts:2:25: the phase is the variable "phase", not a literal, so nothing is changed.'],
    ['{ phase: now }', 'the phase is the variable "now", not a literal'],
    ['{ phase: `canary-${n}` }', 'the phase is a template with expressions, not a literal'],
    ['{ phase: next() }', 'the phase is what a call returns, not a literal'],
    ["{ phase: a ? 'x' : 'y' }", 'the phase is chosen by a condition, not a literal'],
    ["{ phase: 'a' + 'b' }", 'the phase is computed, not a literal'],
    ["{ get phase() { return 'x'; } }", 'the phase is computed, not a literal'],
    ['{ ...common }', 'the phase comes out of a spread object'],
    ["{ phase: 'one', ...common }", 'what stands here may say another phase'],
    ["{ phase: 'one', [key]: 'two' }", 'what stands here may say another phase'],
    ["{ phase: 'one', phase: 'two' }", 'The phase is said twice: src/estate/acme.ts:2:25 and src/estate/acme.ts:2:39.'],
    ["{ phase: 'one', rollout: r }", 'The phase is said twice'],
    ['{ plan: p }', 'src/estate/acme.ts:2:1: no phase is written here'],
    ['options', 'the options are the variable "options", not an object that is written here'],
    ['...options', 'the options are not written here'],
    ["{ phase: 'canary-25' }", 'src/estate/acme.ts:2:32: a is in phase "canary-25" already.'],
  ])('%s', (options, message) => {
    expect(refusal(() => edited(`new Migration(t, 'a', ${options});`, 'a'))).toContain(message);
  });

  it('a file that does not parse, with the place of the fault', () => {
    expect(refusal(() => edited("new Migration(t, 'a', { phase: 'x' \n", 'a'))).toMatch(
      /^src\/estate\/acme\.ts:\d+:\d+: the file does not parse: /,
    );
  });

  it('a phase that needs quoting', () => {
    expect(refusal(() => edited("new Migration(t, 'a', { phase: 'x' })", 'a', "it's"))).toBe(
      '"it\'s" is no name for a phase.',
    );
  });
});
