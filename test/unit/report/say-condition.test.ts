/** Conditions in words, and what is left of them within a section. */
import { describe, expect, test } from 'vitest';
import { all, always, any, never, not } from '../../../src/model/condition.ts';
import type { Condition, CorePolicy } from '../../../src/model/policy.ts';
import { sayCondition, sayOwnCondition, wordsOf } from '../../../src/report/say-condition.ts';
import { simplifyWithin } from '../../../src/report/simplify-condition.ts';
import { load } from '../../support/load.ts';
import { first } from '../../support/versions.ts';

const { core } = load(first);
const is = (fact: string, ...values: readonly (string | boolean | null)[]): Condition => ({ kind: 'is', fact, values });
const window = (...states: readonly ('early' | 'open' | 'closed')[]): Condition => ({ kind: 'window', window: 'fortnight', states });

test.each([
  ['orderedThroughPlatform', 'ordered through platform'],
  ['in-warehouse', 'in warehouse'],
  ['skusThisMonth', 'skus this month'],
  ['DE', 'DE'],
  ['x2', 'x2'],
])('%s in words', (name, words) => {
  expect(wordsOf(name)).toBe(words);
});

describe('in words', () => {
  test.each<readonly [Condition, string]>([
    [always, 'always'],
    [never, 'never'],
    [is('action', 'return'), 'action is “return”'],
    [is('action', 'return', 'exchange'), 'action is one of “return”, “exchange”'],
    [not(is('action', 'return', 'exchange')), 'action is none of “return”, “exchange”'],
    // `sealed` may not exist, so that what is not "yes" need not be "no".
    [is('sealed', true), 'sealed is yes'],
    [is('sealed', false), 'sealed is no'],
    [not(is('sealed', true)), 'sealed is not yes'],
    [is('sealed', null), 'there is no sealed'],
    [not(is('sealed', null)), 'there is sealed'],
    [is('sealed', true, null), '(sealed is yes or there is no sealed)'],
    [not(is('sealed', true, null)), '(sealed is not yes and there is sealed)'],
    [{ kind: 'has', fact: 'parts', quantity: 'every', values: ['box', 'cable'] }, 'parts has all of “box”, “cable”'],
    [not({ kind: 'has', fact: 'parts', quantity: 'some', values: ['box'] }), 'parts does not have “box”'],
    [{ kind: 'compare', fact: 'price', comparison: 'over', bound: 10050 }, 'price is more than 100.50 CNY'],
    [not({ kind: 'compare', fact: 'price', comparison: 'over', bound: 10050 }), 'price is at most 100.50 CNY'],
    [{ kind: 'compare', fact: 'bought', comparison: 'under', bound: 0 }, 'bought is before 1970-01-01'],
    [{ kind: 'compare', fact: 'appliedAt', comparison: 'atLeast', bound: 0 }, 'applied at is not before 1970-01-01 08:00'],
    [window('open'), '“Two weeks” is open'],
    [not(window('open', 'early')), '“Two weeks” is not open and has begun'],
    [all([window('early', 'open'), is('action', 'return')]), '(“Two weeks” has not begun or is open) and action is “return”'],
    [not(all([is('action', 'return'), window('closed')])), 'action is not “return” or “Two weeks” is not over'],
    [
      all([any([is('action', 'return'), window('open')]), not(any([is('sealed', true), window('closed')]))]),
      '(action is “return” or “Two weeks” is open) and (sealed is not yes and “Two weeks” is not over)',
    ],
  ])('%#', (condition, words) => {
    expect(sayCondition(condition, core)).toBe(words);
  });

  test('very many values are counted', () => {
    const values = Array.from({ length: 25 }, (_, index) => `v${index}`);
    expect(sayCondition(is('action', ...values), core)).toMatch(/“v19” and 5 more$/);
  });
});

describe('within a section', () => {
  const guard = all([is('action', 'return', 'exchange'), window('open')]);
  const own = (condition: Condition, policy: CorePolicy = core): string | undefined => sayOwnCondition({ condition: all([guard, condition]), guard }, policy);

  test.each<readonly [Condition, string | undefined]>([
    [always, undefined],
    [is('action', 'exchange', 'return'), undefined],
    [any([is('action', 'return'), is('action', 'exchange')]), undefined],
    [not(is('action', 'repair')), undefined],
    [is('action', 'repair'), 'never'],
    [not(any([is('action', 'return'), is('action', 'exchange')])), 'never'],
    [is('action', 'return', 'repair'), 'action is “return”'],
    [any([is('action', 'repair'), is('sealed', true)]), 'sealed is yes'],
    [any([is('sealed', true), is('sealed', false)]), 'sealed is one of “yes”, “no”'],
  ])('%#', (condition, words) => {
    expect(own(condition)).toBe(words);
  });

  test('what holds within the section is the same, whatever is told', () => {
    const conditions = [
      is('action', 'return', 'repair'),
      not(is('action', 'return')),
      any([is('action', 'return'), all([is('sealed', true), not(is('action', 'exchange'))])]),
    ];
    for (const condition of conditions)
      for (const action of ['return', 'exchange'])
        for (const sealed of [true, false, null])
          expect(holds(simplifyWithin(condition, guard), { action, sealed })).toBe(holds(condition, { action, sealed }));
  });
});

function holds(condition: Condition, told: Readonly<Record<string, unknown>>): boolean {
  switch (condition.kind) {
    case 'constant':
      return condition.value;
    case 'all':
      return condition.of.every((part) => holds(part, told));
    case 'any':
      return condition.of.some((part) => holds(part, told));
    case 'not':
      return !holds(condition.of, told);
    case 'is':
      return (condition.values as readonly unknown[]).includes(told[condition.fact]);
    default:
      throw new Error(`not in this test: ${condition.kind}`);
  }
}
