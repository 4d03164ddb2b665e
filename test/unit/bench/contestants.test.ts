import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { canDecide, contestantsFor, disagreementOf } from '../../bench/contestants.ts';
import { policyWithBands, policyWithRules, requestsForBands, requestsForRules } from '../../bench/growing-policies.ts';
import { RequestMaker } from '../../bench/random-requests.ts';
import { decisionOf, load } from '../../support/load.ts';

const policy = load(readFileSync('policies/1688order-after-sales/v1.policy.yaml', 'utf8'));
const maker = new RequestMaker(42);
const requests = Array.from({ length: 300 }, () => maker.complete());
const decisions = await Promise.all(requests.map((request) => decisionOf(policy, request)));

it.each(contestantsFor(policy))('$name decides as the policy does', async (contestant) => {
  let decided = 0;
  for (const [index, request] of requests.entries()) {
    const decision = decisions[index];
    if (decision === undefined || !canDecide(contestant, request)) continue;
    decided += 1;
    expect(await disagreementOf(contestant, request, decision)).toBeUndefined();
  }
  expect(decided).toBeGreaterThan(100);
});

it.each([10, 100, 1_000])('of %i rules one holds', async (count) => {
  const grown = load(policyWithRules(count));
  for (const request of requestsForRules(count, 20)) expect((await decisionOf(grown, request)).reasons).toHaveLength(1);
});

it.each([10, 100, 1_000])('of %i bands two are used', async (count) => {
  const grown = load(policyWithBands(count));
  for (const request of requestsForBands(count, 20)) {
    const { charges } = await decisionOf(grown, request);
    expect(charges[0]?.working).toMatchObject({ kind: 'tier', parts: [{}, {}] });
  }
});
