import { describe, expect, test } from 'vitest';
import { nearestName, nearestValue } from '../../../src/diagnostics/nearest-name.ts';

const names = ['sections', 'facts', 'readings', 'atLeast', 'counting-from', 'inStockAt', 'skus', 'skusThisMonth', 'boolean', 'instant', 'integer', 'at'];

describe('the nearest name', () => {
  test.each([
    ['section', 'sections'],
    ['sektions', 'sections'],
    ['fatcs', 'facts'],
    ['at-least', 'atLeast'],
    ['atleast', 'atLeast'],
    ['ATLEAST', 'atLeast'],
    ['countingFrom', 'counting-from'],
    ['counting_from', 'counting-from'],
    ['counting from', 'counting-from'],
    ['instockat', 'inStockAt'],
    ['bool', 'boolean'],
    ['int', 'integer'],
    ['skuThisMonth', 'skusThisMonth'],
  ])('of %s is %s', (word, name) => {
    expect(nearestName(word, names)).toBe(name);
  });

  test.each(['', ' ', '-', 'x', 'in', 'colour', 'xyz', 'completely-different', 'k'.repeat(100_000)])('of %j is none', (word) => {
    expect(nearestName(word, names)).toBeUndefined();
  });

  test('among none is none', () => {
    expect(nearestName('facts', [])).toBeUndefined();
  });

  test('is the first of those that are equally near', () => {
    expect(nearestName('cat', ['bat', 'hat'])).toBe('bat');
  });

  test('is found soon among thousands', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `name-number-${index}`);
    const start = performance.now();
    for (let index = 0; index < 20; index += 1) nearestName('nane-number-19999', many);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

test('several values in one text are a list', () => {
  const values = ['return', 'exchange', 'repair'];
  expect(nearestValue('return, exchange', values)).toBe('[return, exchange]');
  expect(nearestValue('return or repair', values)).toBe('[return, repair]');
  expect(nearestValue('return/repair', values)).toBe('[return, repair]');
  expect(nearestValue('retrun', values)).toBe('return');
  expect(nearestValue('return, nothing', values)).toBeUndefined();
});
