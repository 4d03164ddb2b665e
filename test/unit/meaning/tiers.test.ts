import { describe, expect, test } from 'vitest';
import { decide, feeOf, policyWithFee } from './small-policy.ts';

const facts = `
  before: { type: integer, nullable: true, ask: How many before? }
  units: { type: integer, nullable: true, ask: How many now? }
  kind: { type: enum, nullable: true, values: [small, large, odd], ask: Which? }`;

const columns = `
    - { upTo: 3, small: 1, large: 10 }
    - { upTo: 5, small: 2, large: unspecified }
    - { small: 4, large: 40 }`;

const tier = (mode: string, bands: string, more = 'units: units, column: kind, '): string => `
tiers:
  rate:
    counts: before
    mode: ${mode}
    ${more === '' ? '' : `${more.replaceAll(', ', '\n    ')}`}
    bands:${bands}
    clause: "1"`;

const graduated = policyWithFee(facts, 'amount: { tier: rate }', tier('graduated', columns));
const volume = policyWithFee(facts, 'amount: { tier: rate }', tier('volume', columns));

describe('graduated: each unit at its own number', () => {
  test.each([
    [0, 0, '0.00'],
    [0, 3, '3.00'],
    [0, 4, '5.00'],
    [2, 1, '1.00'],
    [3, 1, '2.00'],
    [4, 3, '10.00'],
    [5, 1, '4.00'],
    [900_000, 1_000_000, '4000000.00'],
  ])('%i before, %i now', async (before, units, fee) => {
    expect(await feeOf(graduated, { before, units, kind: 'small' })).toBe(fee);
  });

  test('the working shows each run', async () => {
    const { charges } = await decide(graduated, { before: 2, units: 4, kind: 'small' });
    expect(charges[0]?.working).toEqual({
      kind: 'tier',
      amount: '9.00',
      tier: 'rate',
      mode: 'graduated',
      column: 'small',
      parts: [
        { first: 3, last: 3, rate: '1.00', amount: '1.00' },
        { first: 4, last: 5, rate: '2.00', amount: '4.00' },
        { first: 6, last: 6, rate: '4.00', amount: '4.00' },
      ],
    });
  });
});

describe('volume: all units at the rate of the last', () => {
  test.each([
    [0, 0, '0.00'],
    [0, 3, '3.00'],
    [0, 4, '8.00'],
    [2, 4, '16.00'],
  ])('%i before, %i now', async (before, units, fee) => {
    expect(await feeOf(volume, { before, units, kind: 'small' })).toBe(fee);
  });
});

describe('unspecified', () => {
  test.each([
    ['a rate that the units touch', { before: 2, units: 2, kind: 'large' }, 'unspecified'],
    ['not a rate that they do not touch', { before: 0, units: 3, kind: 'large' }, '30.00'],
    ['a value without a column', { before: 0, units: 1, kind: 'odd' }, 'unspecified'],
    ['no value for the column', { before: 0, units: 1, kind: null }, 'unspecified'],
    ['no count', { before: null, units: 1, kind: 'small' }, 'unspecified'],
    ['no units, though the rest is not told', { units: null }, 'unspecified'],
  ])('%s', async (_, request, fee) => {
    expect(await feeOf(graduated, request)).toBe(fee);
  });
});

test('waits for what is not told', async () => {
  expect(await feeOf(graduated, { kind: 'small' })).toBe('waits for before, units');
  expect(await feeOf(graduated, { before: 1, units: 1 })).toBe('waits for kind');
});

test('without `units` and `column` it is one unit at one rate', async () => {
  const policy = policyWithFee(facts, 'amount: { tier: rate }', tier('graduated', '\n    - { upTo: 3, rate: 1 }\n    - { rate: 2.5 }', ''));
  expect(await feeOf(policy, { before: 2 })).toBe('1.00');
  expect(await feeOf(policy, { before: 3 })).toBe('2.50');
});
