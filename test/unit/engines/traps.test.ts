/** What json-rules-engine gets wrong on its own, and must not get wrong here. */
import { Engine } from 'json-rules-engine';
import { describe, expect, test, vi } from 'vitest';
import { judgedConditionsOf } from '../../../src/engines/rules-engine/judged-conditions.ts';
import { type Mode, operators, unknownValue } from '../../../src/engines/rules-engine/operators.ts';
import { namesThatHold } from '../../../src/engines/rules-engine/run-rules.ts';
import { type Question, QuestionMaker, toRules } from '../../../src/engines/rules-engine/to-rules-engine.ts';
import { all, always, any, not } from '../../../src/model/condition.ts';
import type { Condition, Test } from '../../../src/model/policy.ts';
import { decide, smallPolicy } from '../meaning/small-policy.ts';

const is = (fact: string, ...values: readonly (string | boolean | number | null)[]): Condition => ({ kind: 'is', fact, values });
const over = (fact: string, bound: number): Condition => ({ kind: 'compare', fact, comparison: 'over', bound });
const question = (condition: Condition, mode: Mode, guard: Condition = always): Question =>
  new QuestionMaker().toQuestion({ condition, guard, names: [], keys: [] }, mode, 'it');

/** Whether a condition holds for json-rules-engine where these facts are told. */
async function holds(condition: Condition, facts: Readonly<Record<string, string | boolean | number | null>>, mode: Mode = 'certain'): Promise<boolean> {
  const names = await namesThatHold(toRules([question(condition, mode)]), (name) => facts[name] ?? (name in facts ? null : unknownValue));
  return names.has('it');
}

describe('what is not told', () => {
  test.each<readonly [string, Condition]>([
    ['a test', is('a', 'x')],
    ['its negation', not(is('a', 'x'))],
    ['a comparison', over('a', 3)],
    ['its negation', not(over('a', 3))],
    ['the negation of several', not(any([is('a', 'x'), over('b', 3)]))],
    ['a window', { kind: 'window', window: 'a', states: ['open'] }],
    ['its negation', not({ kind: 'window', window: 'a', states: ['open'] })],
    ['a set', { kind: 'has', fact: 'a', quantity: 'every', values: ['x'] }],
    ['its negation', not({ kind: 'has', fact: 'a', quantity: 'some', values: ['x'] })],
  ])('fails for certain and passes possibly: %s', async (_, condition) => {
    expect([await holds(condition, {}, 'certain'), await holds(condition, {}, 'possible')]).toEqual([false, true]);
  });

  test('and does not matter where the rest decides', async () => {
    const either = any([is('a', 'x'), is('b', 'y')]);
    expect([await holds(either, { b: 'y' }), await holds(not(either), { b: 'y' }, 'possible')]).toEqual([true, false]);
    const both = all([is('a', 'x'), is('b', 'y')]);
    expect([await holds(both, { b: 'n' }, 'possible'), await holds(not(both), { b: 'n' })]).toEqual([false, true]);
  });

  test('fires no rule through `not` or `unless`', async () => {
    const policy = smallPolicy(
      `
      kind: { type: enum, values: [small, large], ask: Which? }
      worn: { type: boolean, ask: Worn? }`,
      `
sections:
  all:
    title: All
    rules:
      by-not: { when: { kind: { not: large } }, accept: Yes., clause: "1" }
      by-unless: { unless: { worn: true }, accept: Yes., clause: "1" }`,
    );
    expect(await decide(policy, {})).toMatchObject({ outcome: 'incomplete', reasons: [], missing: { facts: ['kind', 'worn'] } });
  });
});

describe('comparisons are typed', () => {
  test.each([
    ['a text', '5'],
    ['true', true],
    ['null', null],
  ])('%s passes none', async (_, value) => {
    const tests = (['over', 'atLeast', 'under', 'atMost'] as const).map((comparison): Condition => ({ kind: 'compare', fact: 'a', comparison, bound: 3 }));
    expect(await Promise.all(tests.map(async (one) => holds(one, { a: value })))).toEqual([false, false, false, false]);
  });

  test('a text that looks like a number is not one, nor the other way round', async () => {
    expect([await holds(is('a', 3), { a: '3' }), await holds(is('a', '3'), { a: 3 }), await holds(is('a', true), { a: 'true' })]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('a request that tells a text for a number is refused', async () => {
    const policy = smallPolicy(
      'count: { type: integer, ask: How many? }',
      'sections: { all: { title: All, rules: { few: { when: { count: { under: 5 } }, accept: Yes., clause: "1" } } } }',
    );
    const evaluation = await policy.evaluate({ appliedAt: '2026-06-01T12:00:00+02:00', count: '3' });
    expect(evaluation).toMatchObject({ ok: false, problems: [{ pointer: '/count', code: 'wrong-type' }] });
  });
});

describe('rules', () => {
  test('are never empty', () => {
    expect(() => question({ kind: 'any', of: [] }, 'certain')).toThrow('empty');
    expect(() => question({ kind: 'all', of: [] }, 'certain')).toThrow('empty');
  });

  test('an empty list of alternatives is a mistake of the policy', () => {
    const rules = 'sections: { all: { title: All, rules: { never-fires: { when: { any: [] }, accept: Yes., clause: "1" } } } }';
    expect(() => smallPolicy('kind: { type: boolean, ask: Which? }', rules)).toThrow('any');
  });

  test('name no operator that does not exist', () => {
    const known = new Set(operators.map((operator) => operator.name));
    const tests: readonly Test[] = [
      { kind: 'is', fact: 'a', values: ['x'] },
      { kind: 'is', fact: 'a', values: ['x', 'y'] },
      { kind: 'has', fact: 'a', quantity: 'some', values: ['x'] },
      { kind: 'has', fact: 'a', quantity: 'every', values: ['x'] },
      ...(['over', 'atLeast', 'under', 'atMost'] as const).map((comparison): Test => ({ kind: 'compare', fact: 'a', comparison, bound: 3 })),
      { kind: 'window', window: 'a', states: ['open'] },
    ];
    const modes = ['certain', 'possible'] as const;
    const questions = tests.flatMap((one) => [one, not(one)]).flatMap((condition) => modes.map((mode) => question(condition, mode)));
    const named = questions.map(({ rest }) => (rest !== null && 'all' in rest && 'operator' in (rest.all[0] ?? {}) ? rest.all[0] : undefined));
    expect(named.filter((leaf) => leaf === undefined || !('operator' in leaf) || !known.has(leaf.operator))).toEqual([]);
    expect(new Set(named.map((leaf) => (leaf !== undefined && 'operator' in leaf ? leaf.operator : ''))).size).toBe(known.size);
  });

  test('all alternatives are judged, though one of them would do for the library', async () => {
    const maker = new QuestionMaker();
    const guard = is('place', 'home');
    const ask = (condition: Condition, name: string): Question => maker.toQuestion({ condition, guard, names: [], keys: [] }, 'certain', name);
    const questions = [
      ask(all([guard, is('a', 'x')]), 'first'),
      ask(all([guard, is('a', 'y')]), 'second'),
      ask(all([guard, is('b', 'z')]), 'third'),
      ask(guard, 'whole'),
    ];
    const rules = toRules(questions);
    expect(rules).toHaveLength(1);
    const names = await namesThatHold(rules, (name) => ({ place: 'home', a: 'x', b: 'z' })[name] ?? null);
    expect(questions.map(({ name }) => names.has(name))).toEqual([true, false, true, true]);
    expect(await namesThatHold(rules, (name) => ({ place: 'shop', a: 'x', b: 'z' })[name] ?? null)).toEqual(new Set());
  });

  test('a run that is cut short is an error, not an answer', async () => {
    const stopped = vi.spyOn(Engine.prototype, 'run').mockResolvedValue({ events: [], failureEvents: [], results: [], failureResults: [] } as never);
    await expect(holds(is('a', 'x'), { a: 'x' })).rejects.toThrow('judged 0 of 1 rules');
    stopped.mockRestore();
  });
});

describe('tests of one fact in several places', () => {
  const policy = smallPolicy(
    `
    count: { type: integer, ask: How many? }
    kind: { type: enum, values: [small, large], ask: Which? }
    worn: { type: boolean, ask: Worn? }`,
    `
sections:
  few:
    title: Few
    when: { count: [1, 2] }
    rules: { not-one: { when: { count: [2, 3] }, accept: Yes., clause: "1" } }
  many:
    title: Many
    when: { count: { over: 9 } }
    rules:
      not-both: { unless: { kind: small, worn: true }, accept: Yes., clause: "1" }
      neither: { unless: { any: [{ kind: small }, { worn: true }] }, review: Perhaps., clause: "1" }
      one-of-two: { when: { any: [{ kind: small, worn: false }, { kind: large, worn: true }] }, reject: No., clause: "1" }`,
  );

  test.each([
    [{ count: 1 }, []],
    [{ count: 2 }, ['not-one']],
    [{ count: 3 }, []],
    [{ count: 10, kind: 'small', worn: true }, []],
    [{ count: 10, kind: 'small', worn: false }, ['one-of-two']],
    [{ count: 10, kind: 'large', worn: true }, ['one-of-two']],
    [{ count: 10, kind: 'large', worn: false }, ['neither']],
  ])('%o', async (request, expected) => {
    const { reasons } = await decide(policy, request);
    expect(reasons.map((reason) => reason.rule)).toEqual(expected);
  });

  test('that could still be met are not given up', async () => {
    const accepted = smallPolicy(
      `
      kind: { type: enum, values: [small, large], ask: Which? }
      worn: { type: boolean, ask: Worn? }`,
      'sections: { all: { title: All, rules: { not-both: { unless: { kind: small, worn: true }, accept: Yes., clause: "1" } } } }',
    );
    const outcomes = await Promise.all(
      [{ kind: 'small', worn: false }, { kind: 'large', worn: true }, { kind: 'small' }, { kind: 'large' }].map(async (one) => decide(accepted, one)),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'incomplete', 'accepted']);
  });
});

describe('what callers hold', () => {
  const policy = smallPolicy(
    `
    kind: { type: enum, values: [small, large], ask: Which? }
    flaws: { type: set, values: [scratch, dent], ask: Which flaws? }`,
    `
sections:
  all:
    title: All
    rules: { fine: { when: { kind: small, flaws: [scratch, dent] }, accept: Yes., clause: "1" } }
    evidence: { picture: { what: A picture, unavailable: nothing, clause: "1" } }`,
  );

  test('a request may be frozen, and stays as it is', async () => {
    const request = deepFreeze({ appliedAt: '2026-06-01T12:00:00+02:00', kind: 'small', flaws: ['dent'], evidence: { picture: 'provided' } });
    const before = structuredClone(request);
    expect(await decide(policy, request)).toMatchObject({ outcome: 'accepted' });
    expect(request).toEqual(before);
  });

  test('a policy stays as it is, however often it is asked', async () => {
    const before = JSON.stringify(judgedConditionsOf(policy.core).list);
    const decisions = await Promise.all(Array.from({ length: 20 }, async () => decide(policy, { kind: 'small' })));
    expect(new Set(decisions.map((decision) => JSON.stringify(decision))).size).toBe(1);
    expect(JSON.stringify(judgedConditionsOf(policy.core).list)).toBe(before);
  });
});

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  return Object.freeze(value);
}
