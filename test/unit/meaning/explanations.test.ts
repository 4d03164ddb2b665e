import { expect, test } from 'vitest';
import { load } from '../../support/load.ts';
import { smallPolicy, smallRequest } from '../../support/small-policy.ts';

const withNumbers = smallPolicy()
  .replace('  bought: { type: date }\n', '  bought: { type: date }\n  mileage: { type: integer }\n')
  .replace('sections:\n', '  distance: { at: mileage, until: 60000, clause: "1" }\nsections:\n')
  .replace('    rules:\n', '    rules:\n      driven: { when: { distance: closed }, reject: Too far., clause: "1" }\n');

test('the edge of a window on numbers is a number', async () => {
  const explained = await load(withNumbers).explain({ ...smallRequest, mileage: 70000 });
  const tests = explained.ok ? explained.explanation.statements.find(({ id }) => id === 'driven')?.tests : [];
  expect(tests).toEqual([{ name: 'distance', value: 'closed', wanted: 'closed', passed: true, closesAt: '60000' }]);
});

test('a line by a tier rests on the readings of the fact that tells its units apart', async () => {
  const policy = smallPolicy()
    .replace('terms:\n', 'readings:\n  which: { question: For what?, choose: all, of: [all, exchanges], clause: "1" }\nterms:\n')
    .replace(
      '  bought: { type: date }\n',
      '  bought: { type: date }\n  sku: { type: text, when: { action: { by: which, all: [return, exchange], exchanges: exchange } } }\n',
    )
    .replace('sections:\n', 'tiers:\n  steps: { counts: pieces, distinct: sku, mode: graduated, bands: [{ rate: 1 }], clause: "1" }\nsections:\n')
    .replace('    charges:\n', '    charges:\n      steps: { amount: { tier: steps }, clause: "1" }\n');
  const evaluation = await load(policy).evaluate(smallRequest);
  expect(evaluation.ok && evaluation.decision.readings).toEqual({ which: 'all' });
});
