import { expect, test } from 'vitest';
import { all, always, any, never, not, testsOf } from '../../../src/model/condition.ts';
import type { Condition } from '../../../src/model/policy.ts';

const a: Condition = { kind: 'is', fact: 'a', values: [true] };
const b: Condition = { kind: 'is', fact: 'b', values: [true] };

test('constants are folded', () => {
  expect(all([])).toBe(always);
  expect(any([])).toBe(never);
  expect(all([a, always])).toBe(a);
  expect(any([a, never])).toBe(a);
  expect(all([a, never, b])).toBe(never);
  expect(any([a, always, b])).toBe(always);
  expect(all([a, b])).toEqual({ kind: 'all', of: [a, b] });
});

test('not of not is the condition itself', () => {
  expect(not(not(a))).toBe(a);
  expect(not(always)).toBe(never);
  expect(not(never)).toBe(always);
});

test('the tests of a condition are listed once, however often they are shared', () => {
  const shared = all([a, b]);
  expect(testsOf(any([shared, not(shared), a]))).toEqual([a, b]);
  expect(testsOf(always)).toEqual([]);
});
