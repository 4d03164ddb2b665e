/** The bill adds up: each total is the sum of its lines, and the net is what is left of the credits after the charges. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decision, Total } from '../../src/model/generated/decision.ts';
import { propertyRuns, propertyTimeout } from '../support/property-runs.ts';
import { decide, smallPolicy } from '../unit/meaning/small-policy.ts';

const facts = `price: { type: money, nullable: true, ask: What? }
 dollars: { type: money, currency: USD, ask: What? }
 pieces: { type: integer, nullable: true, ask: How many? }
 worn: { type: boolean, ask: Was it? }
 size: { type: enum, values: [small, large], ask: How large? }`;

/** Amounts in the policy's currency. */
const leaves = ['5', '2.5', '{ fact: price }', 'unspecified', '{ each: 2, per: pieces }'];
const amounts: fc.Arbitrary<string> = fc.letrec<{ amount: string }>((tie) => ({
  amount: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...leaves) },
    { weight: 1, arbitrary: fc.tuple(tie('amount'), tie('amount')).map(([a, b]) => `{ sum: [${a}, ${b}] }`) },
    { weight: 1, arbitrary: fc.tuple(tie('amount'), tie('amount')).map(([a, b]) => `{ difference: [${a}, ${b}], atLeast: 0, atMost: 40 }`) },
    { weight: 1, arbitrary: tie('amount').map((a) => (a === 'unspecified' ? a : `{ up-to: ${a}, atLeast: 1 }`)) },
    { weight: 1, arbitrary: tie('amount').map((a) => (a === 'unspecified' ? a : `{ percent: 33.3, of: ${a} }`)) },
    { weight: 1, arbitrary: fc.tuple(tie('amount'), tie('amount')).map(([a, b]) => `{ match: size, small: ${a}, otherwise: ${b} }`) },
  ),
})).amount;

const lines = fc.array(
  fc.record({
    side: fc.constantFrom('charges', 'credits'),
    amount: fc.oneof({ weight: 4, arbitrary: amounts }, { weight: 1, arbitrary: fc.constantFrom('{ up-to: { fact: dollars } }', '{ fact: dollars }') }),
    waived: fc.boolean(),
    round: fc.constantFrom('half-up', 'half-even', 'up', 'down'),
  }),
  { minLength: 1, maxLength: 6 },
);

const money = fc.integer({ min: 0, max: 9999 }).map((units) => (units / 100).toFixed(2));
const request = fc.record(
  { price: fc.option(money), dollars: money, pieces: fc.option(fc.integer({ min: 0, max: 5 })), worn: fc.boolean(), size: fc.constantFrom('small', 'large') },
  { requiredKeys: [] },
);

const cents = (text: string): number => Math.round(Number(text) * 100);

/** Least, most and the exact part of a side of the bill, in cents. */
function sumOf(charges: Decision['charges'] | Decision['credits'], currency: string): readonly [number, number, number] {
  let [least, most, known] = [0, 0, 0];
  for (const { amount } of charges) {
    if (amount.currency !== currency) continue;
    if (amount.kind === 'exact') [least, most, known] = [least + cents(amount.value), most + cents(amount.value), known + cents(amount.value)];
    if (amount.kind === 'range') [least, most] = [least + cents(amount.atLeast), most + cents(amount.atMost)];
  }
  return [least, most, known];
}

/** What a total must say of such a sum. */
function expectTotal(total: Total, [least, most, known]: readonly [number, number, number]): void {
  if (total.kind === 'exact') return expect([cents(total.value), least, most]).toEqual([known, known, known]);
  expect(cents(total.known)).toBe(known);
  if (total.kind === 'range') expect([cents(total.atLeast), cents(total.atMost)]).toEqual([least, most]);
}

test('totals are the sums of their lines, and the net is credits less charges', { timeout: propertyTimeout }, async () => {
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(lines, request, async (told, asked) => {
      const side = (name: string): string =>
        told
          .flatMap((line, index) =>
            line.side === name
              ? [
                  `      l${index}: { title: A, amount: ${line.amount}, round: ${line.round}, ${line.waived ? 'waived: { when: { worn: true }, because: Worn. }, ' : ''}clause: "1" }`,
                ]
              : [],
          )
          .join('\n');
      const list = (name: string): string => (side(name) === '' ? '' : `    ${name}:\n${side(name)}\n`);
      const policy = smallPolicy(
        facts,
        `\nsections:\n  all:\n    title: All\n    rules: { yes-always: { accept: Yes., clause: "1" } }\n${list('charges')}${list('credits')}`,
      );
      const { charges, credits, totals } = await decide(policy, asked);
      const currencies = new Set(['EUR', ...[...charges, ...credits].map(({ amount }) => amount.currency)]);
      expect(Object.keys(totals)).toEqual([...currencies].sort());
      for (const [currency, { charges: taken, credits: given, net }] of Object.entries(totals)) {
        const [out, back] = [sumOf(charges, currency), sumOf(credits, currency)];
        expectTotal(taken, out);
        expectTotal(given, back);
        expectTotal(net, [back[0] - out[1], back[1] - out[0], back[2] - out[2]]);
        kinds.add(net.kind);
      }
    }),
    propertyRuns(150),
  );
  expect([...kinds].sort()).toEqual(['exact', 'range', 'unknown', 'unspecified']);
});
