import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { decide, outcome, type RawRequest } from '../../bench/contestants/hand-written-1688order.ts';
import { RequestMaker } from '../../bench/random-requests.ts';
import { SpoiledRequestMaker } from '../../bench/spoiled-requests.ts';
import { arbitrary1688Request } from '../../support/arbitrary-1688-request.ts';
import { load } from '../../support/load.ts';
import { propertyRuns, propertyTimeout } from '../../support/property-runs.ts';

const policy = load(readFileSync('policies/1688order-after-sales/v1.policy.yaml', 'utf8'));
const runs = propertyRuns(300).numRuns ?? 300;

/** What both say about a request, as text; where they refuse it, without the reasons. */
async function bothOn(request: RawRequest): Promise<{ readonly ours: string; readonly theirs: string; readonly isOk: boolean }> {
  const evaluation = await policy.evaluate(request);
  const ours = evaluation.ok
    ? [evaluation, { ok: true, outcome: evaluation.decision.outcome, totals: evaluation.decision.totals }]
    : [{ ok: false }, { ok: false }];
  return { ours: JSON.stringify(ours), theirs: JSON.stringify([decide(request, policy.digest), outcome(request)]), isOk: evaluation.ok };
}

describe('the after-sales policy of 1688order, written by hand', () => {
  it(
    'decides the requests of the benchmark as the policy does',
    async () => {
      const maker = new RequestMaker(1688);
      for (let run = 0; run < runs; run += 1) {
        const complete = maker.complete();
        for (const request of [complete, maker.halved(complete)]) {
          const { ours, theirs } = await bothOn(request);
          expect(theirs, inspect(request)).toBe(ours);
        }
      }
    },
    propertyTimeout,
  );

  it(
    'decides generated requests as the policy does',
    async () => {
      await fc.assert(
        fc.asyncProperty(arbitrary1688Request(), async (request) => {
          const { ours, theirs } = await bothOn(request);
          expect(theirs).toBe(ours);
        }),
        propertyRuns(300),
      );
    },
    propertyTimeout,
  );

  it(
    'refuses what the policy refuses',
    async () => {
      const maker = new SpoiledRequestMaker(7);
      let refused = 0;
      for (let run = 0; run < runs; run += 1) {
        const request = maker.spoiled();
        const { ours, theirs, isOk } = await bothOn(request);
        expect(theirs, inspect(request)).toBe(ours);
        if (!isOk) refused += 1;
      }
      expect(refused).toBeGreaterThan(runs / 2);
    },
    propertyTimeout,
  );

  it('counts and adds beyond the whole numbers that JavaScript keeps exactly', async () => {
    const most = Number.MAX_SAFE_INTEGER;
    const inWarehouse = { stage: 'in-warehouse', appliedAt: '2026-03-12T10:00:00Z', inStockAt: '2026-03-10T10:00:00Z', issue: 'damaged' };
    const freight = { shippingToSeller: '90071992547409.91', shippingFromSeller: '90071992547409.91' };
    for (const action of ['return', 'exchange'])
      for (const orderedThroughPlatform of [true, false])
        for (const skusThisMonth of [0, 40, most - 1, most]) {
          const request = { ...inWarehouse, ...freight, action, orderedThroughPlatform, skus: most, ...(orderedThroughPlatform ? { skusThisMonth } : {}) };
          const { ours, theirs, isOk } = await bothOn(request);
          expect(isOk).toBe(true);
          expect(theirs, inspect(request)).toBe(ours);
        }
  });

  it.each([
    '1970-01-01T00:00Z',
    '1986-05-03T18:00Z',
    '1988-07-01T23:59:59.999Z',
    '1991-09-14T17:00Z',
    '2999-12-31T23:59:59.9+08:00',
    '002026-03-10T14:20+08:00',
  ])('prints %s as the policy does', async (receivedAt) => {
    const { ours, theirs, isOk } = await bothOn({ stage: 'delivered', action: 'compensation', receivedAt });
    expect(isOk).toBe(true);
    expect(theirs).toBe(ours);
  });
});
