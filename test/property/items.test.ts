/** What must hold of requests of several items, however they are cut. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addUnits } from '../support/add-units.ts';
import { arbitrary1688Request } from '../support/arbitrary-1688-request.ts';
import type { Decision } from '../../src/model/generated/decision.ts';
import { common, item, itemsPolicy } from '../support/items-policy.ts';
import { decisionOf, load, schemaErrorsOf } from '../support/load.ts';
import { propertyRuns, propertyTimeout } from '../support/property-runs.ts';
import { textOf1688 } from '../support/read-policy-document.ts';

const policy = load(itemsPolicy);
const policy1688 = load(textOf1688);

/** Facts of the 1688order policy that are told for the whole request. */
const requestFacts: readonly string[] = ['appliedAt', 'skusThisMonth'];

const sumOf = (decision: Decision, id: string): string => {
  const amount = decision.charges.find((line) => line.charge === id)?.amount;
  if (amount?.kind !== 'exact') throw new Error(`no sum of ${id}`);
  return amount.value;
};

const arbitraryPieces = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 });

test(
  'items cost what they would cost as requests of their own, one after another; by a graduated tier all together cost the same as one request',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 6 }), arbitraryPieces, async (counted, allPieces) => {
        const items = allPieces.map((pieces, index) => ({ ...item, sku: `sku-${index}`, pieces }));
        const together = await decisionOf(policy, { ...common, counted, items });
        let before = counted;
        for (const [index, single] of items.entries()) {
          const alone = await decisionOf(policy, { ...common, ...single, counted: before });
          before += single.pieces;
          expect(sumOf(together.items?.[index] ?? alone, 'step')).toBe(sumOf(alone, 'step'));
        }
        const once = await decisionOf(policy, { ...common, ...item, counted, pieces: before - counted });
        expect(addUnits((together.items ?? []).map((decision) => sumOf(decision, 'step')))).toBe(addUnits([sumOf(once, 'step')]));
      }),
      propertyRuns(60),
    );
  },
  propertyTimeout,
);

const arbitraryItem = fc.record(
  {
    sku: fc.constantFrom('cup', 'jug', 'lamp', null),
    pieces: fc.constantFrom(0, 1, 2, null),
    price: fc.constantFrom('0.05', '30.00', '120.00', '2000.00', null),
    opened: fc.boolean(),
    bought: fc.constantFrom('2026-03-01T10:00:00+01:00'),
    evidence: fc.constantFrom({}, { photo: 'provided' }, { photo: 'unavailable' }),
  },
  { requiredKeys: [] },
);
const arbitraryItems = fc.array(arbitraryItem, { minLength: 1, maxLength: 6 });

test(
  'the totals are the sums of all lines, and the counts those of all outcomes',
  async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryItems, async (items) => {
        const decision = await decisionOf(policy, { ...common, items });
        expect(schemaErrorsOf(decision)).toEqual([]);
        const parts = [...(decision.items ?? []).map((part, index) => ({ part, prefix: `items.${index}.` })), { part: decision, prefix: '' }];
        const lines = parts.flatMap(({ part, prefix }) => part.charges.map((line) => ({ id: `${prefix}${line.charge}`, amount: line.amount })));
        const total = decision.totals['EUR']?.charges;
        const exact = lines.flatMap(({ amount }) => (amount.kind === 'exact' ? [amount.value] : []));
        expect(addUnits([(total?.kind === 'exact' ? total.value : total?.known) ?? ''])).toBe(addUnits(exact));
        expect(total?.kind === 'exact' ? [] : total?.because).toEqual(lines.filter(({ amount }) => amount.kind !== 'exact').map(({ id }) => id));
        const outcomes = (decision.items ?? []).map((part) => part.outcome);
        for (const outcome of ['accepted', 'rejected', 'review', 'incomplete', 'uncovered'] as const)
          expect(decision.summary?.[outcome]).toBe(outcomes.filter((other) => other === outcome).length);
        expect(decision.summary?.items).toBe(items.length);
      }),
      propertyRuns(150),
    );
  },
  propertyTimeout,
);

test(
  'the order of the keys does not matter',
  async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryItems, async (items) => {
        const backwards = items.map((one) => Object.fromEntries(Object.entries(one).toReversed()));
        const decision = await policy.evaluate({ ...common, items });
        expect(JSON.stringify(await policy.evaluate({ items: backwards, ...Object.fromEntries(Object.entries(common).toReversed()) }))).toBe(
          JSON.stringify(decision),
        );
      }),
      propertyRuns(60),
    );
  },
  propertyTimeout,
);

test(
  'later items change nothing about earlier ones',
  async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryItems, arbitraryItems, async (first, others) => {
        const short = await decisionOf(policy, { ...common, items: first });
        const long = await decisionOf(policy, { ...common, items: [...first, ...others] });
        expect(long.items?.slice(0, first.length)).toEqual(short.items);
      }),
      propertyRuns(60),
    );
  },
  propertyTimeout,
);

test(
  'one item is decided as the request that tells the same without it',
  async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary1688Request(), fc.infiniteStream(fc.boolean()), async (request, inItem) => {
        const whole: Record<string, unknown> = {};
        const own: Record<string, unknown> = {};
        for (const [key, value] of Object.entries(request)) (!requestFacts.includes(key) && inItem.next().value ? own : whole)[key] = value;
        const flat = await policy1688.evaluate(request, { alternatives: true });
        const evaluation = await policy1688.evaluate({ ...whole, items: [own] }, { alternatives: true });
        expect(evaluation.ok).toBe(flat.ok);
        if (!evaluation.ok || !flat.ok) return;
        expect(JSON.stringify(evaluation.decision.items)).toBe(JSON.stringify([flat.decision]));
        expect(evaluation.decision).toMatchObject({ outcome: flat.decision.outcome, summary: { items: 1, [flat.decision.outcome]: 1 } });
      }),
      propertyRuns(150),
    );
  },
  propertyTimeout,
);
