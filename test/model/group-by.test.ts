import { expect, test } from 'vitest';
import { groupBy } from '../../src/model/group-by.js';

test('groups stand in the order of their first members', () => {
  expect([...groupBy(['b1', 'a1', 'b2'], word => word[0])]).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1']],
  ]);
  expect(groupBy([], String).size).toBe(0);
});
