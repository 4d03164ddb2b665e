/** What must hold of every decision under the 1688order policy, whatever the request. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decision, Outcome } from '../../src/model/generated/decision.ts';
import type { Policy } from '../../src/policy/policy.ts';
import {
  arbitrary1688Request,
  arbitraryCompleteRequest,
  arbitraryReadings,
  endOfMonth,
  evidenceNames,
  printInstant,
  type Readings,
} from '../support/arbitrary-1688-request.ts';
import { decisionOf, load, schemaErrorsOf } from '../support/load.ts';
import { decideByOracle, findMistakesByOracle, type OracleRequest } from '../support/oracle.ts';
import { propertyRuns, propertyTimeout } from '../support/property-runs.ts';
import { documentOf1688, textOf1688 } from '../support/read-policy-document.ts';

const policy = load(textOf1688);

/** Loading takes longer than deciding. */
const policies = new Map<string, Policy>();

function policyUnder(readings: Readings): Policy {
  const key = JSON.stringify(readings);
  const known = policies.get(key) ?? load(textOf1688, { readings });
  policies.set(key, known);
  return known;
}

const requestsUnderReadings = arbitraryReadings.chain((readings) => fc.record({ readings: fc.constant(readings), request: arbitrary1688Request(readings) }));

/** Sums in fen. */
function fenOf(sum: string): number {
  return Math.round(Number(sum) * 100);
}

function totalOf({ totals }: Decision, side: 'charges' | 'credits'): { readonly kind: string; readonly fen: number; readonly because: readonly string[] } {
  const total = totals['CNY']?.[side];
  if (total === undefined) throw new Error('no total in CNY');
  return total.kind === 'exact'
    ? { kind: 'exact', fen: fenOf(total.value), because: [] }
    : { kind: total.kind, fen: fenOf(total.known), because: total.because };
}

test(
  'the engine decides as the oracle does, under all readings',
  async () => {
    await fc.assert(
      fc.asyncProperty(requestsUnderReadings, fc.boolean(), async ({ readings, request }, alternatives) => {
        const { digest: _digest, ...decision } = await decisionOf(policyUnder(readings), request, { alternatives });
        expect(decision).toEqual(decideByOracle(documentOf1688, request, { readings, alternatives }));
      }),
      propertyRuns(300),
    );
  },
  propertyTimeout,
);

test(
  'generated requests are valid, and no part of the policy is out of their reach',
  async () => {
    const requests = fc.sample(requestsUnderReadings, { ...propertyRuns(8000), numRuns: 8000 });
    expect(requests.filter(({ readings, request }) => findMistakesByOracle(documentOf1688, request, { readings }).length > 0)).toEqual([]);
    const seen = new Set<string>();
    for (const { readings, request } of requests) {
      const { reasons, charges, credits, evidence, duties, outcome } = await decisionOf(policyUnder(readings), request);
      for (const reason of reasons) seen.add(reason.rule ?? `${reason.evidence} unavailable`);
      for (const line of charges) seen.add(line.charge);
      for (const line of credits) seen.add(line.credit);
      for (const item of evidence) seen.add(item.evidence);
      for (const duty of duties) seen.add(duty.duty);
      seen.add(outcome);
    }
    const { rules, lines, evidence, duties } = policy.core;
    const statements = [...rules, ...lines, ...evidence, ...duties].map(({ id }) => id);
    const unavailable = evidence.map(({ id }) => `${id} unavailable`);
    expect([...statements, ...unavailable, 'accepted', 'rejected', 'review', 'incomplete'].filter((id) => !seen.has(id))).toEqual([]);
  },
  propertyTimeout,
);

test(
  'a total is the sum of its lines, and no line is negative',
  async () => {
    await fc.assert(
      fc.asyncProperty(requestsUnderReadings, async ({ readings, request }) => {
        const decision = await decisionOf(policyUnder(readings), request);
        const sides = [
          { side: 'charges', lines: decision.charges.map((line) => ({ id: line.charge, amount: line.amount })) },
          { side: 'credits', lines: decision.credits.map((line) => ({ id: line.credit, amount: line.amount })) },
        ] as const;
        for (const { side, lines } of sides) {
          const exact = lines.flatMap(({ amount }) => (amount.kind === 'exact' ? [fenOf(amount.value)] : []));
          const open = lines.filter(({ amount }) => amount.kind !== 'exact').map(({ id }) => id);
          const total = totalOf(decision, side);
          expect(total.fen).toBe(exact.reduce((sum, fen) => sum + fen, 0));
          expect(total.because).toEqual(open);
          expect(total.kind === 'exact').toBe(open.length === 0);
          expect(exact.every((fen) => fen >= 0)).toBe(true);
        }
      }),
      propertyRuns(500),
    );
  },
  propertyTimeout,
);

test(
  'a complete request is decided, and covered',
  async () => {
    const complete = arbitraryReadings.chain((readings) => fc.record({ readings: fc.constant(readings), request: arbitraryCompleteRequest(readings) }));
    await fc.assert(
      fc.asyncProperty(complete, async ({ readings, request }) => {
        const decision = await decisionOf(policyUnder(readings), request);
        expect(['accepted', 'rejected', 'review']).toContain(decision.outcome);
        expect(decision.charges.filter(({ amount }) => amount.kind === 'unknown')).toEqual([]);
      }),
      propertyRuns(1000),
    );
  },
  propertyTimeout,
);

test(
  'a decision is incomplete exactly where it asks for something, and asks for nothing that was told',
  async () => {
    await fc.assert(
      fc.asyncProperty(requestsUnderReadings, async ({ readings, request }) => {
        const { outcome, missing } = await decisionOf(policyUnder(readings), request);
        expect(outcome === 'incomplete').toBe(missing.facts.length + missing.evidence.length > 0);
        expect(missing.facts.filter((fact) => Object.hasOwn(request, fact))).toEqual([]);
        expect(missing.evidence.filter((item) => Object.hasOwn(Object(request['evidence'] ?? {}), item))).toEqual([]);
      }),
      propertyRuns(500),
    );
  },
  propertyTimeout,
);

test(
  'whoever answers all questions gets a decision',
  async () => {
    const incompleteBeside = arbitraryCompleteRequest().chain((complete) =>
      fc.record({ complete: fc.constant(complete), told: fc.subarray(Object.keys(complete)), shown: fc.subarray([...evidenceNames]) }),
    );
    await fc.assert(
      fc.asyncProperty(incompleteBeside, async ({ complete, told, shown }) => {
        const evidence = Object(complete['evidence']) as OracleRequest;
        const request: Record<string, OracleRequest[string]> = Object.fromEntries(told.map((name) => [name, complete[name] ?? null]));
        request['evidence'] = Object.fromEntries(shown.map((name) => [name, evidence[name] ?? null]));
        for (let round = 0; ; round += 1) {
          const { outcome, missing } = await decisionOf(policy, request);
          if (outcome !== 'incomplete') return;
          expect(round).toBeLessThan(evidenceNames.length + 25);
          // A question may be settled by the answer to one before it: then its fact does not exist, and there is nothing to tell.
          const [fact] = missing.facts.filter((name) => Object.hasOwn(complete, name));
          const [item] = missing.evidence;
          expect(fact ?? item).toBeDefined();
          if (fact !== undefined) request[fact] = complete[fact] ?? null;
          else if (item !== undefined) request['evidence'] = { ...Object(request['evidence']), [item]: evidence[item] ?? null };
        }
      }),
      propertyRuns(200),
    );
  },
  propertyTimeout,
);

test(
  'decisions have the shape that their schema describes',
  async () => {
    await fc.assert(
      fc.asyncProperty(requestsUnderReadings, fc.boolean(), async ({ readings, request }, alternatives) => {
        expect(schemaErrorsOf(await decisionOf(policyUnder(readings), request, { alternatives }))).toEqual([]);
      }),
      propertyRuns(300),
    );
  },
  propertyTimeout,
);

const rank: Readonly<Record<Outcome, number>> = { accepted: 2, review: 1, rejected: 0, incomplete: -1, uncovered: -1 };

test(
  'once its window is closed, a request does not get better or cheaper by waiting',
  async () => {
    const waiting = fc
      .record({ readings: arbitraryReadings, wait: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 20 * 86_400_000 })) })
      .chain(({ readings, wait }) => fc.record({ readings: fc.constant(readings), wait: fc.constant(wait), request: arbitraryCompleteRequest(readings) }));
    await fc.assert(
      fc.asyncProperty(waiting, async ({ readings, wait, request }) => {
        const chosen = policyUnder(readings);
        const soon = await decisionOf(chosen, request);
        const applied = Date.parse(String(request['appliedAt']));
        const later = await decisionOf(chosen, { ...request, appliedAt: printInstant(Math.min(applied + wait, endOfMonth(applied))) });
        expect(rank[later.outcome]).toBeLessThanOrEqual(rank[soon.outcome]);
        const isClosed = Object.values(soon.windows).every(({ state }) => state === 'closed');
        // A request that is rejected costs nothing, which is no better.
        if (!isClosed || later.outcome !== soon.outcome) return;
        expect(totalOf(later, 'charges').fen).toBeGreaterThanOrEqual(totalOf(soon, 'charges').fen);
        expect(totalOf(later, 'charges').because).toEqual(totalOf(soon, 'charges').because);
      }),
      propertyRuns(500),
    );
  },
  propertyTimeout,
);

// --------------------------------------------------------------------------------------------------------------- the service fee

const inWarehouse = {
  stage: 'in-warehouse',
  inStockAt: '2026-03-10T14:20:00+08:00',
  appliedAt: '2026-03-12T10:00:00+08:00',
  issue: 'damaged',
  orderedThroughPlatform: true,
  shippingToSeller: '0',
  shippingFromSeller: '0',
} as const;

async function serviceFee(action: string, skusThisMonth: number, skus: number, readings: Readings = {}): Promise<number> {
  const { charges } = await decisionOf(policyUnder(readings), { ...inWarehouse, action, skusThisMonth, skus });
  const amount = charges.find(({ charge }) => charge === 'service-fee')?.amount;
  if (amount?.kind !== 'exact') throw new Error('the service fee is not exact');
  return fenOf(amount.value);
}

test.each(['return', 'exchange'])('the next SKU never costs less than the one before it: %s', async (action) => {
  for (const readings of [{}, { 'tier-edge': 'upper' }, { 'tier-mode': 'volume' }]) {
    let before = 0;
    for (let number = 0; number <= 70; number += 1) {
      const next = await serviceFee(action, number, 1, readings);
      expect(next, `SKU ${number + 1} under ${JSON.stringify(readings)}`).toBeGreaterThanOrEqual(before);
      before = next;
    }
  }
});

test('the 15th, 16th, 25th, 26th, 50th and 51st SKU cost what the source says', async () => {
  const numbers = [15, 16, 25, 26, 50, 51];
  expect(await Promise.all(numbers.map((number) => serviceFee('return', number - 1, 1)))).toEqual([0, 500, 500, 1000, 1000, 2000]);
  expect(await Promise.all(numbers.map((number) => serviceFee('exchange', number - 1, 1)))).toEqual([500, 1000, 1000, 2000, 2000, 4000]);
});

test(
  'graduated: SKUs cost together what they cost one request after the other, however they are split',
  async () => {
    const splits = fc.record({
      action: fc.constantFrom('return', 'exchange'),
      before: fc.nat({ max: 60 }),
      parts: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }),
      edge: fc.constantFrom('lower', 'upper'),
    });
    await fc.assert(
      fc.asyncProperty(splits, async ({ action, before, parts, edge }) => {
        const readings = { 'tier-edge': edge };
        const count = parts.reduce((sum, part) => sum + part, 0);
        let [apart, handled] = [0, before];
        for (const part of parts) {
          apart += await serviceFee(action, handled, part, readings);
          handled += part;
        }
        expect(await serviceFee(action, before, count, readings)).toBe(apart);
      }),
      propertyRuns(200),
    );
  },
  propertyTimeout,
);

test(
  'a SKU is one time, however many units it has: the fee depends on nothing but SKUs, remedy and platform',
  async () => {
    for (const fact of ['units', 'quantity', 'pieces']) {
      const evaluation = await policy.evaluate({ ...inWarehouse, action: 'return', skusThisMonth: 15, skus: 1, [fact]: 5 });
      expect(evaluation).toMatchObject({ ok: false, problems: [{ pointer: `/${fact}`, code: 'unknown-fact' }] });
    }
    const others = fc.record({
      issue: fc.constantFrom('not-as-wished', 'damaged', 'wrong-weight'),
      inStockAt: fc.constantFrom('2026-03-10T14:20:00+08:00', '2026-02-20T09:00:00+08:00'),
      shippingToSeller: fc.nat({ max: 100 }),
      shippingFromSeller: fc.nat({ max: 100 }),
    });
    const bills = fc.record({ action: fc.constantFrom('return', 'exchange'), skus: fc.integer({ min: 1, max: 30 }), skusThisMonth: fc.nat({ max: 60 }) });
    await fc.assert(
      fc.asyncProperty(bills, others, async ({ action, skus, skusThisMonth }, other) => {
        const { outcome, charges } = await decisionOf(policy, { ...inWarehouse, ...other, action, skus, skusThisMonth });
        const fee = charges.find(({ charge }) => charge === 'service-fee')?.amount;
        if (outcome === 'rejected') expect(fee).toBeUndefined();
        else expect(fee).toMatchObject({ kind: 'exact', value: ((await serviceFee(action, skusThisMonth, skus)) / 100).toFixed(2) });
      }),
      propertyRuns(200),
    );
  },
  propertyTimeout,
);
