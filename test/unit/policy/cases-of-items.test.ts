/** What a case expects of several items is compared: it passes where it is right, and says where it is not. */
import { expect, test } from 'vitest';
import { readCases } from '../../../src/language/read-cases.ts';
import { runCases } from '../../../src/policy/run-cases.ts';
import { common, item, itemsPolicy } from '../../support/items-policy.ts';
import { load } from '../../support/load.ts';

const policy = load(itemsPolicy);
const items = JSON.stringify([item, { ...item, opened: true }]);

test.each<[string, readonly string[]]>([
  ['{ items: [{ outcome: accepted, charges: { plain: 1, step: 1 } }, { outcome: rejected, reasons: [unsealed] }] }', []],
  ['{ items: [{ outcome: accepted }] }', ['items: 1 | 2']],
  ['{ items: [{ outcome: review }, { charges: {} }] }', ['items.0.outcome: review | accepted', 'items.1.charges.label: nothing | it is there']],
  ['{ items: [{ total: 2 }, { total: 3 }] }', ['items.1.total: 3 | 2.00']],
  ['{ summary: { items: 2, accepted: 1, rejected: 1, review: 0, incomplete: 0, uncovered: 0 } }', []],
  ['{ summary: { accepted: 2 } }', ['summary.accepted: 2 | 1']],
  ['{ items: [{ alternatives: { exchange: accepted } }, { alternatives: { exchange: review } }] }', ['items.1.alternatives.exchange: review | rejected']],
  ['{ charges: { postage: 5, kept-share: 17 }, total: 26 }', []],
])('%s', async (expectation, expected) => {
  const text = `policy: v1.policy.yaml\ndefaults: ${JSON.stringify(common)}\ncases:\n  one: { given: { items: ${items} }, expect: ${expectation} }\n`;
  const { cases, diagnostics } = readCases({ path: 'v1.cases.yaml', text });
  if (cases === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const [result] = await runCases(cases, policy);
  expect(result?.differences.map((one) => `${one.what}: ${one.expected} | ${one.found}`)).toEqual(expected);
});

test('a request without items has no summary', async () => {
  const text = `policy: v1.policy.yaml\ncases:\n  one: { given: ${JSON.stringify({ ...common, ...item })}, expect: { summary: { accepted: 1 }, items: [{ outcome: accepted }] } }\n`;
  const { cases } = readCases({ path: 'v1.cases.yaml', text });
  const [result] = cases === undefined ? [] : await runCases(cases, policy);
  expect(result?.differences.map((one) => `${one.what}: ${one.expected} | ${one.found}`)).toEqual(['summary.accepted: 1 | nothing', 'items: 1 | 0']);
});
