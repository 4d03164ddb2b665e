import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareClauses, compareStatements, compareText } from '../../../src/model/order.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const clause = fc.oneof(
  fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.')),
  fc.constantFrom(
    'A',
    'A.2',
    'A.10',
    'a',
    '3(a)',
    '3(b)',
    '3',
    '03',
    '3.',
    '1-2',
    '',
    'é',
    '10a',
    '2.1.2',
    '2.1.10',
    '99999999999999999999',
    '100000000000000000000',
  ),
);

describe('clauses', () => {
  test('stand as people number them', () => {
    const sorted = ['1', '1.1', '1.2', '1.10', '2', '2.1.2', '2.1.10', '3(a)', '3(b)', '10', 'A.2', 'A.10'];
    expect(sorted.toReversed().sort(compareClauses)).toEqual(sorted);
  });

  test('with numbers of any length', () => {
    expect(compareClauses('99999999999999999999', '100000000000000000000')).toBeLessThan(0);
  });

  test('with leading zeros are different, and beside each other', () => {
    expect(compareClauses('03', '3')).not.toBe(0);
    expect(['4', '3', '03', '2'].sort(compareClauses)).toEqual(['2', '03', '3', '4']);
  });

  test('have one order: total, antisymmetric, transitive', () => {
    fc.assert(
      fc.property(clause, clause, clause, (a, b, c) => {
        expect(Math.sign(compareClauses(a, b)) + Math.sign(compareClauses(b, a))).toBe(0);
        expect(compareClauses(a, b) === 0).toBe(a === b);
        if (compareClauses(a, b) <= 0 && compareClauses(b, c) <= 0) expect(compareClauses(a, c)).toBeLessThanOrEqual(0);
      }),
      propertyRuns(3000),
    );
  });
});

describe('statements', () => {
  const statement = fc.record({ clauses: fc.array(clause, { maxLength: 3 }), id: fc.constantFrom('a', 'b', 'B', 'a-2', 'a-10') });

  test('stand by their clauses, then by id', () => {
    const sorted = [
      { clauses: ['1.1'], id: 'b' },
      { clauses: ['1.1', '1.2'], id: 'a' },
      { clauses: ['1.2'], id: 'a' },
      { clauses: ['1.2'], id: 'b' },
      { clauses: ['1.10'], id: 'a' },
    ];
    expect(sorted.toReversed().sort(compareStatements)).toEqual(sorted);
  });

  test('have one order', () => {
    fc.assert(
      fc.property(statement, statement, statement, (a, b, c) => {
        expect(Math.sign(compareStatements(a, b)) + Math.sign(compareStatements(b, a))).toBe(0);
        if (compareStatements(a, b) <= 0 && compareStatements(b, c) <= 0) expect(compareStatements(a, c)).toBeLessThanOrEqual(0);
      }),
      propertyRuns(2000),
    );
  });
});

test('texts stand by code unit, whatever the locale', () => {
  expect(['ä', 'z', 'Z', 'a', '10', '9'].sort(compareText)).toEqual(['10', '9', 'Z', 'a', 'z', 'ä']);
});
