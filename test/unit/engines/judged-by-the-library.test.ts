/** What json-rules-engine says decides: its operators are watched, and made to answer otherwise. */
import { Operator } from 'json-rules-engine';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Decision } from '../../../src/model/generated/decision.ts';
import { testsOf } from '../../../src/model/condition.ts';
import type { Test } from '../../../src/model/policy.ts';
import type { Policy, Request } from '../../../src/policy/policy.ts';
import { RequestMaker } from '../../bench/random-requests.ts';
import { decisionOf, load } from '../../support/load.ts';
import { smallPolicy } from '../meaning/small-policy.ts';

interface Evaluating {
  readonly name: string;
  evaluate(value: unknown, constant: unknown): boolean;
}

interface Evaluated {
  readonly operator: string;
  readonly value: unknown;
  readonly constant: unknown;
}

/** INVARIANT: every condition of json-rules-engine is judged by this method; its type just does not say so. */
const library = Operator.prototype as unknown as Evaluating;
const { evaluate } = library;

afterEach(() => {
  vi.restoreAllMocks();
});

/** What the library evaluates while a request is decided. */
async function watch(policy: Policy, request: Request): Promise<{ readonly decision: Decision; readonly evaluated: readonly Evaluated[] }> {
  const evaluated: Evaluated[] = [];
  const spy = vi.spyOn(library, 'evaluate').mockImplementation(function (this: Evaluating, value, constant) {
    evaluated.push({ operator: this.name, value, constant });
    return evaluate.call(this, value, constant);
  });
  const decision = await decisionOf(policy, request);
  spy.mockRestore();
  return { decision, evaluated };
}

/** The decision where every operator with such a name answers the opposite. */
async function decideContrarily(policy: Policy, request: Request, name: string): Promise<Decision> {
  vi.spyOn(library, 'evaluate').mockImplementation(function (this: Evaluating, value, constant) {
    return evaluate.call(this, value, constant) !== this.name.includes(name);
  });
  return decisionOf(policy, request);
}

const appliedAt = '2026-06-01T12:00:00+02:00';

// Every statement has a bound of its own, so that the evaluated bounds tell the statements apart.
const policy = smallPolicy(
  `
  place: { type: enum, values: [home, shop], ask: Where? }
  count: { type: integer, ask: How many? }`,
  `
sections:
  home:
    title: Home
    when: { place: home }
    rules:
      some: { when: { count: { atLeast: 1 } }, accept: Yes., clause: "1" }
      many: { when: { count: { over: 100 } }, review: Perhaps., clause: "1" }
      too-many: { when: { count: { over: 1000 } }, reject: No., clause: "1" }
    charges:
      handling: { title: Handling, when: { count: { atLeast: 2 } }, amount: { choose: [{ when: { count: { atMost: 50 } }, amount: 3 }, { otherwise: 9 }] }, clause: "1" }
    evidence:
      picture: { what: A picture, when: { count: { atLeast: 3 } }, unavailable: nothing, clause: "1" }
    duties:
      pack: { who: customer, what: Pack it, when: { count: { atLeast: 4 } }, clause: "1" }
  shop:
    title: Shop
    when: { place: shop }
    rules:
      here: { when: { count: { atLeast: 5 } }, accept: Yes., clause: "1" }`,
);
const request = { appliedAt, place: 'home', count: 7, evidence: { picture: 'provided' } };

describe('json-rules-engine', () => {
  test('judges each condition of each statement in question, once', async () => {
    const { decision, evaluated } = await watch(policy, request);
    expect(decision).toMatchObject({ outcome: 'accepted', charges: [{ amount: { value: '3.00' } }] });
    expect(evaluated.map(({ operator, constant }) => `${operator} ${String(constant)}`).sort()).toEqual([
      'certain atLeast 1',
      'certain atLeast 2',
      'certain atLeast 3',
      'certain atLeast 4',
      'certain atMost 50',
      'certain is home',
      'certain over 100',
      'certain over 1000',
    ]);
  });

  test('is asked a second time where a fact is not told, and the second answer makes it unknown', async () => {
    const { count: _count, ...rest } = request;
    const { decision, evaluated } = await watch(policy, rest);
    expect(decision).toMatchObject({ outcome: 'incomplete', missing: { facts: ['count'] } });
    expect(evaluated.filter(({ operator }) => operator.startsWith('possible'))).toHaveLength(8);
  });

  test.each([
    ['over', { outcome: 'rejected', reasons: [{ rule: 'too-many' }] }],
    ['atMost', { outcome: 'accepted', charges: [{ amount: { value: '9.00' } }] }],
    ['atLeast', { outcome: 'uncovered', charges: [], evidence: [], duties: [] }],
    ['certain is', { outcome: 'uncovered' }],
  ])('decides: where `%s` answers otherwise, so does the decision', async (name, expected) => {
    expect(await decideContrarily(policy, request, name)).toMatchObject(expected);
  });
});

describe('under the policy of 1688order', () => {
  const own = load(readFileSync('policies/1688order-after-sales/v1.policy.yaml', 'utf8'));
  const { rules, lines, evidence, duties } = own.core;
  const conditions = new Map([...rules, ...lines, ...evidence, ...duties].map(({ id, condition }) => [id, condition]));

  const shownIn = (decision: Decision): readonly string[] => [
    ...decision.reasons.map((reason) => reason.rule ?? reason.evidence ?? ''),
    ...decision.charges.map((line) => line.charge),
    ...decision.credits.map((line) => line.credit),
    ...decision.evidence.map((item) => item.evidence),
    ...decision.duties.map((duty) => duty.duty),
  ];

  const constantsOf = (one: Test): readonly unknown[] => {
    if (one.kind === 'compare') return [one.bound];
    return one.kind === 'window' ? one.states : one.values;
  };

  const isEvaluated = (one: Test, evaluated: readonly Evaluated[]): boolean =>
    evaluated.some(({ constant }) => constantsOf(one).every((wanted) => (Array.isArray(constant) ? constant.includes(wanted) : constant === wanted)));

  test('every test of every statement that a decision shows was evaluated by it', async () => {
    const maker = new RequestMaker(20_261);
    let shown = 0;
    for (const asked of Array.from({ length: 300 }, (_, index) => (index % 2 === 0 ? maker.complete() : maker.halved(maker.complete())))) {
      if (!(await own.evaluate(asked)).ok) continue;
      const { decision, evaluated } = await watch(own, asked);
      for (const id of shownIn(decision)) {
        const condition = conditions.get(id);
        expect(condition).toBeDefined();
        const tests = condition === undefined ? [] : testsOf(condition);
        expect([id, tests.filter((one) => !isEvaluated(one, evaluated))]).toEqual([id, []]);
        shown += 1;
      }
    }
    expect(shown).toBeGreaterThan(1_000);
  });
});
