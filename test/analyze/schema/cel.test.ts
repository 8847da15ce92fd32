import { describe, expect, test } from 'vitest';
import { program } from '../../../src/analyze/schema/cel/program.js';
import { Checker } from '../../../src/analyze/schema/checker.js';
import type { CelRule, Schema } from '../../../src/analyze/schema/schema.js';
import type { Json } from '../../../src/model/manifest.js';

const withRule = (schema: Schema, ...rules: readonly CelRule[]): Checker =>
  new Checker({ type: 'object', properties: { v: { ...schema, 'x-kubernetes-validations': rules } } });

const messages = (checker: Checker, v: Json, before?: Json): readonly string[] =>
  checker.check({ v }, before === undefined ? undefined : { v: before }).map(fault => fault.message);

const text: Schema = { type: 'string' };
const number: Schema = { type: 'integer' };

describe('rules in CEL', () => {
  test('speak of the value where they stand', () => {
    const checker = withRule(number, { rule: 'self % 2 == 0', message: 'must be even' });

    expect(checker.check({ v: 4 })).toEqual([]);
    expect(checker.check({ v: 3 })).toEqual([
      {
        path: ['v'],
        keyword: 'x-kubernetes-validations',
        message: 'is refused: must be even.',
        fix: 'Make it so that self % 2 == 0.',
        level: 'error',
      },
    ]);
  });

  test('see whole numbers and fractions apart, as the schema types them', () => {
    expect(messages(withRule(number, { rule: 'self / 2 == 1' }), 3)).toEqual([]);
    expect(messages(withRule({ type: 'number' }, { rule: 'self / 2.0 == 1.5' }), 3)).toEqual([]);
  });

  test('see defaults, names with odd letters, and ports that are numbers or texts', () => {
    const schema: Schema = {
      type: 'object',
      properties: {
        namespace: text,
        'a-b': text,
        mode: { type: 'string', default: 'strict' },
        port: { 'x-kubernetes-int-or-string': true },
      },
    };
    const rule =
      "self.mode == 'strict' && self.__namespace__ == 'n' && self.a__dash__b == 'x' && type(self.port) == int";

    expect(messages(withRule(schema, { rule }), { namespace: 'n', 'a-b': 'x', port: 80 })).toEqual([]);
    expect(messages(withRule(schema, { rule }), { namespace: 'n', 'a-b': 'x', port: 'http' })).toHaveLength(1);
  });

  test('put the fault where fieldPath points, in the words of messageExpression', () => {
    const schema: Schema = { type: 'object', properties: { low: number, high: number } };
    const rule = {
      rule: 'self.low <= self.high',
      fieldPath: '.low',
      messageExpression: "'low is ' + string(self.low)",
    };

    expect(withRule(schema, rule).check({ v: { low: 3, high: 2 } })).toMatchObject([
      { path: ['v', 'low'], message: 'is refused: low is 3.' },
    ]);
  });

  test('are not run on a value whose shape is wrong', () => {
    expect(messages(withRule(number, { rule: 'self > 0' }), 'a')).toEqual(['is "a"; a whole number is allowed.']);
  });

  test('refuse a value on which they break', () => {
    const schema: Schema = { type: 'object', properties: { a: text } };

    expect(messages(withRule(schema, { rule: "self.a == 'b'" }), {})).toEqual([
      expect.stringMatching(/^breaks the rule self\.a == 'b': .*a/),
    ]);
  });

  test('that call what nobody knows are undecided, also in a branch that is not taken', () => {
    const faults = withRule(text, { rule: "self == 'a' || semver(self).major() > 1" }).check({ v: 'a' });

    expect(faults).toMatchObject([
      { level: 'warning', keyword: 'cel', message: expect.stringContaining('is not known') },
    ]);
  });

  test('that cannot be read are undecided', () => {
    expect(withRule(text, { rule: 'self ==' }).check({ v: 'a' })).toMatchObject([{ level: 'warning', keyword: 'cel' }]);
  });

  test('stand in allOf too', () => {
    const schema: Schema = { ...text, allOf: [{ 'x-kubernetes-validations': [{ rule: "self.startsWith('a')" }] }] };

    expect(new Checker({ type: 'object', properties: { v: schema } }).check({ v: 'b' })).toHaveLength(1);
  });
});

describe('transition rules', () => {
  const fixed = { rule: 'self == oldSelf', message: 'may not change' };

  test('run only where there was a value before', () => {
    expect(messages(withRule(text, fixed), 'a')).toEqual([]);
    expect(messages(withRule(text, fixed), 'a', 'a')).toEqual([]);
    expect(messages(withRule(text, fixed), 'b', 'a')).toEqual(['is refused: may not change.']);
  });

  test('find the item of before by its keys, whatever the order', () => {
    const item: Schema = {
      type: 'object',
      properties: { name: text, size: { ...number, 'x-kubernetes-validations': [{ rule: 'self >= oldSelf' }] } },
    };
    const list: Schema = {
      type: 'array',
      items: item,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    };
    const checker = new Checker({ type: 'object', properties: { v: list } });
    const before = {
      v: [
        { name: 'a', size: 1 },
        { name: 'b', size: 5 },
      ],
    };

    const faults = checker.check(
      {
        v: [
          { name: 'b', size: 4 },
          { name: 'a', size: 2 },
          { name: 'c', size: 0 },
        ],
      },
      before,
    );

    expect(faults.map(({ path }) => path)).toEqual([['v', 0, 'size']]);
  });

  test('with an optional oldSelf also run on a new value', () => {
    const rule = { rule: '!oldSelf.hasValue() || oldSelf.value() <= self', optionalOldSelf: true };

    expect(messages(withRule(number, rule), 1)).toEqual([]);
    expect(messages(withRule(number, rule), 1, 2)).toHaveLength(1);
    expect(messages(withRule(number, rule), 3, 2)).toEqual([]);
  });
});

describe('the functions that an API server adds', () => {
  test.each([
    '[1, 2, 2].isSorted() && ![2, 1].isSorted()',
    "[1, 2].sum() == 3 && [1, 3, 2].max() == 3 && ['b', 'a'].min() == 'a'",
    "['a', 'b', 'a'].indexOf('a') == 0 && ['a', 'b', 'a'].lastIndexOf('a') == 2 && [1].indexOf(2) == -1",
    "isURL('https://a.example:8080/b?c=d') && !isURL('a b') && !isURL('relative')",
    "url('https://a.example:8080/b?c=d&c=e').getHostname() == 'a.example' && url('https://[::1]:80/').getHostname() == '::1'",
    "url('https://a.example:8080/b?c=d').getPort() == '8080' && url('https://a.example/b').getEscapedPath() == '/b'",
    "url('/b').getScheme() == '' && url('oci://a').getScheme() == 'oci' && url('/?c=d&c=e').getQuery()['c'] == ['d', 'e']",
    "isIP('::1') && !isIP('1.2.3') && ip('10.0.0.1').family() == 4 && ip('127.0.0.1').isLoopback() && ip('8.8.8.8').isGlobalUnicast()",
    "ip('0.0.0.0').isUnspecified() && ip('fe80::1').isLinkLocalUnicast() && !ip('10.0.0.1').isLinkLocalMulticast()",
    "cidr('10.0.0.0/8').containsIP('10.1.2.3') && !cidr('10.0.0.0/8').containsIP(ip('11.0.0.1')) && isCIDR('::/0')",
    "cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8') && cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && cidr('::/7').prefixLength() == 7",
    "quantity('1Gi').isGreaterThan(quantity('1G')) && quantity('1000m') == quantity('1') && isQuantity('5m') && !isQuantity('5x')",
    "quantity('1500m').add(quantity('500m')).asInteger() == 2 && quantity('1').sub(2).sign() == -1 && !quantity('1m').isInteger()",
    "quantity('2').compareTo(quantity('1')) == 1 && quantity('500m').asApproximateFloat() == 0.5 && quantity('1').isLessThan(quantity('1k'))",
    "'a1b22'.find('[0-9]+') == '1' && 'a1b22'.findAll('[0-9]+') == ['1', '22'] && 'a1b22'.findAll('[0-9]+', 1) == ['1'] && 'a'.find('b') == ''",
    "'a,b,c'.split(',') == ['a', 'b', 'c'] && 'a,b,c'.split(',', 2) == ['a', 'b,c'] && 'a'.split(',', 0) == []",
    "'Ab'.lowerAscii() == 'ab' && 'Ab'.upperAscii() == 'AB' && ' a '.trim() == 'a' && 'aa'.replace('a', 'b', 1) == 'ba'",
    "'abc'.substring(1, 2) == 'b' && ['a', 'b'].join('-') == 'a-b' && 'abc'.charAt(1) == 'b' && '%s=%d'.format(['a', 1]) == 'a=1'",
    "duration('1h') > duration('59m59s') && timestamp('2026-01-01T00:00:00Z') < timestamp('2026-01-02T00:00:00Z')",
    'optional.of(1).hasValue() && optional.none().orValue(2) == 2',
  ])('%s', expression => {
    expect(program(expression).run(null, undefined)).toBe(true);
  });
});
