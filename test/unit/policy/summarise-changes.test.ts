/** What is different between two versions, by the ids of statements. */
import { expect, test } from 'vitest';
import { summariseStatements } from '../../../src/policy/summarise-changes.ts';
import { load } from '../../support/load.ts';
import { first, second } from '../../support/versions.ts';

const summary = (before: string, after: string): Promise<unknown> => summariseStatements(load(before), load(after));

test('nothing, where only number, start and remarks are different', async () => {
  expect(await summary(first, `${second.replace('amount: 7', 'amount: 5')}# a remark\n`)).toEqual({
    line: 'no statement is different',
    text: 'No statement is different.\n',
  });
});

test('what was added, removed and changed, kind by kind', async () => {
  const after = second
    .replace(/ {6}weight: \{ title.*\n/, '')
    .replace('refund: { title: Refund,', 'money-back: { title: Refund,')
    .replace('lasts: 14 days', 'lasts: 15 days')
    .replace('  weight: { type: decimal, decimals: 3 }\n', '')
    .replace('reject: Too late.', 'reject: Much too late.')
    .replace('    evidence:', '    duties:\n      send: { who: customer, what: Send it., clause: "1" }\n    evidence:');
  expect(await summary(first, after)).toEqual({
    line: '1 fact, 1 window, 1 rule, 2 charges, 2 credits, 1 duty',
    text: [
      'removed fact weight',
      'changed window fortnight',
      'changed rule late',
      'changed charge handling',
      'removed charge weight',
      'added credit money-back',
      'removed credit refund',
      'added duty send',
      '',
    ].join('\n'),
  });
});
