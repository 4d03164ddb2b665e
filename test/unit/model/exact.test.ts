import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  ceilingOfQuotient,
  compareExact,
  decimalsOf,
  divide,
  type Exact,
  fromUnits,
  multiply,
  parseDecimal,
  printExact,
  printUnits,
  type Rounding,
  roundToUnits,
} from '../../../src/model/exact.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const big = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
const exact = fc.record({ n: big, d: fc.bigInt({ min: 1n, max: 10n ** 12n }) });
/** With denominators of decimals, and few digits, so that halves are often hit. */
const decimal = fc.record({ n: fc.bigInt({ min: -5000n, max: 5000n }), d: fc.constantFrom(1n, 2n, 4n, 8n, 10n, 20n, 100n, 1000n) });

const same = (a: Exact, b: Exact): boolean => a.n * b.d === b.n * a.d;

/** Rounding by its definition: of the two whole numbers around, the one that the rule picks. */
function roundByDefinition(value: Exact, decimals: number, rounding: Rounding): bigint {
  const scaled = { n: value.n * 10n ** BigInt(decimals), d: value.d };
  const truncated = scaled.n / scaled.d;
  const floor = truncated * scaled.d > scaled.n ? truncated - 1n : truncated;
  if (floor * scaled.d === scaled.n) return floor;
  const [towards, away] = scaled.n < 0n ? [floor + 1n, floor] : [floor, floor + 1n];
  if (rounding === 'up') return away;
  if (rounding === 'down') return towards;
  const twice = 2n * scaled.n - (2n * floor + 1n) * scaled.d;
  if (twice !== 0n) return twice > 0n ? floor + 1n : floor;
  if (rounding === 'half-up') return away;
  return floor % 2n === 0n ? floor : floor + 1n;
}

describe('rounding', () => {
  test.each(['half-up', 'half-even', 'up', 'down'] as const)('%s is what its definition says', (rounding) => {
    fc.assert(
      fc.property(fc.oneof(decimal, exact), fc.nat({ max: 4 }), (value, decimals) => {
        expect(roundToUnits(value, decimals, rounding)).toBe(roundByDefinition(value, decimals, rounding));
      }),
      propertyRuns(2000),
    );
  });

  test.each([
    ['0.5', 'half-up', 1n],
    ['1.5', 'half-up', 2n],
    ['-0.5', 'half-up', -1n],
    ['0.5', 'half-even', 0n],
    ['1.5', 'half-even', 2n],
    ['2.5', 'half-even', 2n],
    ['-2.5', 'half-even', -2n],
    ['-3.5', 'half-even', -4n],
    ['0.000001', 'up', 1n],
    ['-0.000001', 'up', -1n],
    ['0.999999', 'down', 0n],
    ['-0.999999', 'down', 0n],
    ['-0.4', 'half-up', 0n],
    ['3', 'up', 3n],
  ] as const)('%s %s', (text, rounding, expected) => {
    expect(roundToUnits(parseDecimal(text) ?? { n: 99n, d: 1n }, 0, rounding)).toBe(expected);
  });

  test('by magnitude: the opposite number rounds to the opposite', () => {
    fc.assert(
      fc.property(decimal, fc.constantFrom<Rounding>('half-up', 'half-even', 'up', 'down'), ({ n, d }, rounding) => {
        expect(roundToUnits({ n: -n, d }, 1, rounding)).toBe(-roundToUnits({ n, d }, 1, rounding));
      }),
      propertyRuns(500),
    );
  });
});

describe('sums, products and comparisons are those of fractions', () => {
  test('add and multiply', () => {
    fc.assert(
      fc.property(exact, exact, (a, b) => {
        expect(same(add(a, b), { n: a.n * b.d + b.n * a.d, d: a.d * b.d })).toBe(true);
        expect(same(multiply(a, b), { n: a.n * b.n, d: a.d * b.d })).toBe(true);
        expect(add(a, b).d > 0n && multiply(a, b).d > 0n).toBe(true);
      }),
      propertyRuns(500),
    );
  });

  test('compareExact', () => {
    fc.assert(
      fc.property(exact, exact, (a, b) => {
        const difference = a.n * b.d - b.n * a.d;
        expect(Math.sign(compareExact(a, b))).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
        expect(compareExact(a, a)).toBe(0);
      }),
      propertyRuns(500),
    );
  });

  test('0.1 and 0.2 are 0.3', () => {
    const [a, b, c] = ['0.1', '0.2', '0.3'].map((text) => parseDecimal(text) ?? { n: 0n, d: 1n });
    expect(a !== undefined && b !== undefined && c !== undefined && compareExact(add(a, b), c)).toBe(0);
  });

  test('ceilingOfQuotient is the least whole number that is not less', () => {
    fc.assert(
      fc.property(exact, fc.record({ n: fc.bigInt({ min: 1n, max: 10n ** 9n }), d: fc.bigInt({ min: 1n, max: 10n ** 9n }) }), (a, b) => {
        const ceiling = ceilingOfQuotient(a, b);
        expect(compareExact({ n: ceiling * b.n, d: b.d }, a)).toBeGreaterThanOrEqual(0);
        expect(compareExact({ n: (ceiling - 1n) * b.n, d: b.d }, a)).toBeLessThan(0);
      }),
      propertyRuns(1000),
    );
  });
});

describe('reading and printing', () => {
  test('what is printed reads as the same number', () => {
    fc.assert(
      fc.property(big, fc.nat({ max: 9 }), (units, decimals) => {
        const text = printUnits(units, decimals);
        expect(text).toMatch(decimals === 0 ? /^-?(0|[1-9][0-9]*)$/ : new RegExp(`^-?(0|[1-9][0-9]*)\\.[0-9]{${decimals}}$`));
        expect(same(parseDecimal(text) ?? { n: 1n, d: 3n }, fromUnits(units, decimals))).toBe(true);
      }),
      propertyRuns(500),
    );
  });

  test('printExact has as many decimals as it needs, and no fewer than asked', () => {
    expect(printExact({ n: 1n, d: 8n }, 2)).toBe('0.125');
    expect(printExact({ n: 5n, d: 1n }, 2)).toBe('5.00');
    expect(printExact({ n: -1n, d: 4n }, 0)).toBe('-0.25');
    fc.assert(
      fc.property(decimal, fc.nat({ max: 3 }), (value, least) => {
        expect(same(parseDecimal(printExact(value, least)) ?? { n: 1n, d: 3n }, value)).toBe(true);
      }),
      propertyRuns(300),
    );
  });

  test.each(['', ' ', '1.', '.5', '+1', '01', '00', '-', '--1', '1e3', '1_000', '1,5', '0x1', 'NaN', 'Infinity', '1 ', '١', `1${'0'.repeat(40)}`, '1.2.3'])(
    '%j is no plainly written number',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  test('minus zero is zero', () => {
    expect(parseDecimal('-0')).toEqual({ n: 0n, d: 1n });
    expect(parseDecimal('-0.00')).toEqual({ n: 0n, d: 100n });
  });

  test.each([
    ['5', 0],
    ['5.0', 0],
    ['5.10', 1],
    ['5.125', 3],
    ['0.30000000000000004', 17],
  ])('%s has %i decimals', (text, decimals) => {
    expect(decimalsOf(text)).toBe(decimals);
  });
});

describe('shares', () => {
  test('three thirds are one', () => {
    const third = divide({ n: 1n, d: 1n }, { n: 3n, d: 1n });
    expect(compareExact(add(add(third, third), third), { n: 1n, d: 1n })).toBe(0);
  });

  test('many shares with large wholes are added up', () => {
    const wholes = Array.from({ length: 1_000 }, (_, index) => 9_007_199_254_740_881n - BigInt(index) * 2n);
    const sum = wholes.reduce((total: Exact, whole) => add(total, divide({ n: 7n, d: 1n }, { n: whole, d: 1n })), { n: 0n, d: 1n });
    expect(printExact(sum, 2)).toBe('0.000000000001');
  });

  test.each([
    ['1', '3', '0.333333333333'],
    ['2', '3', '0.666666666667'],
    ['200', '7', '28.571428571429'],
    ['1', '8', '0.125'],
    ['-1', '3', '-0.333333333333'],
  ])('%s / %s is printed as %s', (n, d, printed) => {
    expect(printExact(divide({ n: BigInt(n), d: 1n }, { n: BigInt(d), d: 1n }), 2)).toBe(printed);
  });
});
