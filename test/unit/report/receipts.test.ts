/** What people read about a decision. The texts stand in `test/golden/receipts/`; UPDATE_GOLDEN=1 writes them anew. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { common, item, itemsPolicy } from '../../support/items-policy.ts';
import { load } from '../../support/load.ts';
import { pathOf1688, textOf1688 } from '../../support/read-policy-document.ts';
import { expectGolden } from '../../support/golden.ts';
import type { Policy, Request } from '../../../src/policy/policy.ts';
import { renderDecision, renderReadings } from '../../../src/report/render-decision.ts';
import { renderExplanation } from '../../../src/report/render-explanation.ts';
import { renderFacts, renderRequestType } from '../../../src/report/render-facts.ts';
import { evidenceNamesOf } from '../../../src/language/request-schema.ts';

const policy1688 = load(textOf1688);

/** Amounts of every kind, an item with alternatives, deadlines of every state. */
const shop = load(`language: 1
policy: shop
version: 3
title: 'The shop''s returns: "all of them"'
effective: { from: 2024-01-01T00:00:00+08:00, by: appliedAt }
source: { title: Terms, clauses: { "1": Fees., "2": Deadlines., "10": The rest. } }
timezone: Europe/Berlin
currency: EUR
facts:
  action: { type: enum, remedy: true, values: [return, exchange, repair] }
  appliedAt: { type: instant, ask: When did you apply? }
  bought: { type: date, nullable: true, ask: When did you buy it? }
  price: { type: money }
  points: { type: money, currency: JPY }
  weight: { type: decimal }
  returned: { type: integer }
  pieces: { type: integer, when: { action: return }, ask: How many pieces? }
windows:
  fortnight: { title: Two weeks, from: bought, counting-from: next-day, lasts: 14 days, clause: "2" }
tiers:
  step:
    counts: returned
    units: pieces
    mode: graduated
    bands: [{ upTo: 2, rate: 0 }, { upTo: 5, rate: 1.5 }, { rate: 4 }]
    clause: "1"
sections:
  all:
    rules:
      open: { when: { fortnight: [open, early] }, accept: "Open until {fortnight.closesAt}; restocking costs {restocking}.", clause: ["2", "10"] }
      late: { when: { fortnight: closed }, review: "It ended at {fortnight.closesAt}.", clause: "2" }
      repair: { when: { action: repair }, reject: We repair nothing., clause: "10" }
    charges:
      steps: { title: Pieces, when: { action: return }, amount: { tier: step }, clause: "1" }
      restocking: { title: Restocking, amount: { percent: 12.5, of: { fact: price }, atLeast: 5, atMost: 20 }, round: half-up, clause: "1" }
      freight: { title: Freight, amount: { each: 3.2, per-started: 0.5, of: { fact: weight } }, clause: "10" }
      late-fee: { title: Being late, amount: { each: 2, per-started: 24 hours, late: fortnight, atMost: 10 }, clause: "2" }
      handling: { title: Handling, when: { action: exchange }, amount: unspecified, clause: "10" }
      points: { title: Points used, amount: { fact: points }, clause: "10" }
    credits:
      refund: { title: Refund, when: { action: return }, amount: { fact: price }, clause: "10" }
    evidence:
      receipt: { what: A receipt, any-of: { paper: The receipt on paper, mail: The receipt by mail }, unavailable: review, clause: "10" }
      photo: { what: "A photo, by {fortnight.closesAt}", when: { action: exchange }, unavailable: { reject: No photo. }, clause: "10" }
    duties:
      send: { who: customer, what: Send it, when: { action: [return, exchange] }, deadline: fortnight, clause: "2" }
`);

const told = {
  action: 'return',
  appliedAt: '2026-03-27T10:00:00+01:00',
  bought: '2026-03-20',
  price: '199.99',
  points: 1200,
  weight: '1.25',
  returned: 1,
  pieces: 6,
  evidence: { paper: 'unavailable', mail: 'provided' },
} as const;

const without = (...names: readonly string[]): Request => Object.fromEntries(Object.entries(told).filter(([name]) => !names.includes(name)));

async function receipt(policy: Policy, request: Request, alternatives = true): Promise<string> {
  const explained = await policy.explain(request, { alternatives });
  if (!explained.ok) throw new Error(JSON.stringify(explained.problems));
  return `${renderDecision(explained.decision, policy.core)}\n${renderReadings(explained.decision, policy.core)}`;
}

test.each(readdirSync(pathOf1688('requests')))('1688order: %s', async (name) => {
  expectGolden(
    `receipts/1688order-${name.replace('.json', '.txt')}`,
    await receipt(policy1688, JSON.parse(readFileSync(pathOf1688(`requests/${name}`), 'utf8')) as Request),
  );
});

test.each<readonly [string, Request]>([
  ['all-exact', told],
  ['lowered-to-the-maximum', { ...told, price: 1000 }],
  ['raised-to-the-minimum', { ...told, price: '0.07' }],
  ['units-cross-no-band', { ...told, returned: 0, pieces: 1 }],
  ['no-units', { ...told, pieces: 0 }],
  ['unspecified', { ...without('pieces'), action: 'exchange', evidence: { paper: 'provided', mail: 'provided', photo: 'provided' } }],
  ['late', { ...told, appliedAt: '2026-04-05T00:00:00.001+02:00' }],
  ['very-late', { ...told, appliedAt: '2027-01-01T00:00:00+01:00' }],
  ['early', { ...told, appliedAt: '2026-03-19T23:59:59+01:00' }],
  ['rejected', { ...without('pieces'), action: 'repair' }],
  ['not-bought', { ...told, bought: null }],
  ['unknown-amounts', without('price', 'weight', 'points', 'pieces')],
  ['window-not-known', without('appliedAt')],
  ['evidence-missing', { ...told, evidence: {} }],
  ['evidence-unavailable', { ...told, evidence: { paper: 'unavailable', mail: 'unavailable' } }],
  ['remedy-not-told', without('action', 'pieces')],
  ['nothing-told', {}],
])('%s', async (name, request) => {
  expectGolden(`receipts/shop-${name}.txt`, await receipt(shop, request));
});

test('several items', async () => {
  const several = load(itemsPolicy);
  const items = [item, { ...item, sku: 'jug', opened: true }, { sku: 'lamp', price: '120.00', pieces: 2, bought: '2026-03-01T10:00:00+01:00' }];
  expectGolden('receipts/several-items.txt', await receipt(several, { ...common, items }, false));
  const explained = await several.explain({ ...common, items });
  expectGolden('receipts/several-items-explained.txt', explained.ok ? renderExplanation(explained.explanation) : '');
  expectGolden('receipts/several-items-rejected.txt', await receipt(several, { ...common, items: [{ ...item, opened: true }] }, false));
  expectGolden('receipts/several-items-request-type.txt', renderRequestType(several.core, evidenceNamesOf(several.core)));
});

test('why and why not', async () => {
  const explained = await policy1688.explain(JSON.parse(readFileSync(pathOf1688('requests/late-exchange.json'), 'utf8')) as Request);
  if (!explained.ok) throw new Error('the request is valid');
  expectGolden('receipts/1688order-late-exchange-explained.txt', renderExplanation(explained.explanation));
});

test('facts as a table and as a type', () => {
  const evidence = evidenceNamesOf(shop.core);
  expectGolden('receipts/shop-facts.txt', renderFacts(shop.core, new Map([['pieces', 'action: return']]), evidence, 120));
  expectGolden('receipts/shop-request-type.txt', renderRequestType(shop.core, evidence));
});

test('a fact is shown with the condition that the policy says', () => {
  const whens = load(textOf1688).factConditions;
  expect(whens.get('noticed')).toBe('stage: delivered, issue: [damaged, stained, defective]');
  expect(whens.has('stage')).toBe(false);
});

test('no line of a receipt ends with a space', async () => {
  for (const request of [told, {}, { ...told, price: '0.07' }]) {
    expect((await receipt(shop, request)).split('\n').filter((line) => line.endsWith(' '))).toEqual([]);
  }
});
