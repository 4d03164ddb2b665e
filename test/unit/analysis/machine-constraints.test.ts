/** Boxes for programs: whoever holds a request against them finds exactly the requests that are decided differently. */
import { describe, expect, test } from 'vitest';
import type { DiffConstraint, DiffRange, PolicyDiff } from '../../../src/model/generated/diff.ts';
import { compile } from '../../../src/policy/compile.ts';
import { diffPolicies } from '../../../src/policy/diff-policies.ts';
import { load } from '../../support/load.ts';
import { changedShop, shop } from '../../support/two-versions.ts';

type Plain = Readonly<Record<string, unknown>>;

const isIn = ({ from, to }: DiffRange, value: number): boolean => (from === null || value >= Number(from)) && (to === null || value <= Number(to));

/** Whole days from the day of one fact to that of another. */
function daysBetween(request: Plain, from: string, to: string): number {
  const day = (name: string): number => Date.parse(`${String(request[name]).slice(0, 10)}T00:00:00Z`) / 86_400_000;
  return day(to) - day(from);
}

/** Whether a request meets a constraint, from what the constraint says alone; all facts are told. */
function meets(constraint: DiffConstraint, request: Plain): boolean {
  switch (constraint.kind) {
    case 'values':
      return constraint.oneOf.includes(request[constraint.fact] as string | boolean);
    case 'ranges':
      return constraint.ranges.some((range) => isIn(range, Number(request[constraint.fact])));
    case 'told':
      return constraint.told === (request[constraint.fact] !== undefined) || constraint.orNone;
    case 'sum': {
      const sum = constraint.of.reduce((total, name) => total + Number(request[name]), 0);
      return constraint.ranges.some((range) => isIn(range, sum));
    }
    case 'elapsed': {
      expect(constraint).toMatchObject({ unit: 'days', countingFrom: 'next-day', facts: ['bought'] });
      const days = daysBetween(request, 'bought', constraint.at);
      if (days < 0) return constraint.orBefore;
      return constraint.stretches.some(({ moreThan, atMost }) => (moreThan === null || days > Number(moreThan)) && (atMost === null || days <= Number(atMost)));
    }
    case 'evidence':
      return constraint.oneOf.includes(((request['evidence'] as Plain | undefined)?.[constraint.evidence] ?? 'missing') as 'missing');
    default:
      throw new Error(`no request of the shop is told apart by ${constraint.kind}`);
  }
}

/** Requests on both sides of all bounds of the shop's policy. */
function* requests(): Generator<Plain> {
  for (const action of ['return', 'exchange'])
    for (const kind of ['book', 'toy', 'food'])
      for (const opened of [true, false])
        for (const units of [1, 3])
          for (const before of [0, 3, 4, 5])
            for (const day of ['03-01', '03-14', '03-15', '03-16', '03-21', '03-22', '04-15'])
              for (const photo of ['provided', 'unavailable', 'missing']) {
                const evidence = photo === 'missing' ? {} : { evidence: { photo } };
                yield { action, kind, opened, units, before, bought: '2026-03-01', appliedAt: `2026-${day}T10:00:00+08:00`, price: '20.00', ...evidence };
              }
}

function regionsWith({ regions }: PolicyDiff, request: Plain): readonly number[] {
  return regions.filter(({ where }) => where.some(({ constraints }) => constraints.every((one) => meets(one, request)))).map(({ number }) => number);
}

const changes: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['a longer window', { 'late: 14 days': 'late: 20 days' }],
  ['another rate', { 'return: 3, exchange: 4': 'return: 3, exchange: 5' }],
  ['another bound', { 'upTo: 5': 'upTo: 4' }],
  ['a wider term', { 'fresh: { kind: food, opened: true }': 'fresh: { kind: food }' }],
  ['evidence of more', { 'when: { kind: toy }': 'when: { kind: [toy, book] }' }],
  ['what missing evidence does', { 'unavailable: { review: No photo. }': 'unavailable: { reject: No photo. }' }],
  ['what becomes of what is late', { 'reject: Too late.': 'review: Too late.' }],
  ['another word', { 'title: Handling': 'title: Work' }],
];

describe('a request is in a box of a region exactly where it is decided differently', () => {
  test.each(changes)('%s', (_, change) => {
    const [old, next] = [load(shop), load(changedShop(change))];
    const diff = diffPolicies(old, next);
    expect(diff.regions.every(({ isWhereExact }) => isWhereExact)).toBe(true);
    const [before, after] = [compile(old), compile(next)];
    let different = 0;
    for (const request of requests()) {
      const decisions = [before(request), after(request)].map((evaluation) => {
        if (!evaluation.ok) return 'refused';
        const { version: _version, digest: _digest, ...rest } = evaluation.decision;
        return JSON.stringify(rest);
      });
      const isDifferent = decisions[0] !== decisions[1];
      if (isDifferent) different += 1;
      expect(regionsWith(diff, request).length > 0, JSON.stringify(request)).toBe(isDifferent);
    }
    expect(different).toBeGreaterThan(0);
  });
});
