import { expect, test } from 'vitest';
import { type Finding, fieldPath, isError } from '../../src/model/finding.js';

test.each([
  [['spec', 'http', 0, 'route'], 'spec.http[0].route'],
  [['metadata', 'annotations', 'a.b/c'], 'metadata.annotations["a.b/c"]'],
  [['data', ''], 'data[""]'],
  [['data', '0'], 'data["0"]'],
  [['x-a', 'b_c'], 'x-a.b_c'],
  [['say "hi"'], '["say \\"hi\\""]'],
  [[], ''],
])('the way %j reads %s', (way, expected) => {
  expect(fieldPath(way)).toBe(expected);
});

test('only the level error is an error', () => {
  const finding: Finding = { rule: 'r', level: 'error', message: 'm', fix: 'f', where: {} };

  expect([isError(finding), isError({ ...finding, level: 'warning' }), isError({ ...finding, level: 'info' })]).toEqual(
    [true, false, false],
  );
});
