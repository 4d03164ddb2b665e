/** Each thing that a case can expect is compared: it passes where it is right, and says what was decided where it is not. */
import { describe, expect, test } from 'vitest';
import { readCases } from '../../../src/language/read-cases.ts';
import { runCases } from '../../../src/policy/run-cases.ts';
import { load } from '../../support/load.ts';
import { smallPolicy, smallRequest } from '../../support/small-policy.ts';

const policy = load(smallPolicy());

async function differencesOf(expectation: string, given = '{}'): Promise<readonly string[]> {
  const text = `policy: v1.policy.yaml\ndefaults: ${JSON.stringify(smallRequest)}\ncases:\n  one:\n    given: ${given}\n    expect: ${expectation}\n`;
  const { cases, diagnostics } = readCases({ path: 'v1.cases.yaml', text });
  if (cases === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const [result] = await runCases(cases, policy);
  expect(result?.passed).toBe(result?.differences.length === 0);
  expect(result?.line).toBe(4);
  return (result?.differences ?? []).map(({ what, expected, found }) => `${what}: ${expected} | ${found}`);
}

describe.each([
  ['outcome', '{ outcome: accepted }', '{ outcome: review }', ['outcome: review | accepted']],
  ['reasons', '{ reasons: [in-time] }', '{ reasons: [late, in-time] }', ['reasons: in-time, late | in-time']],
  ['no reasons', '{ reasons: [in-time] }', '{ reasons: [] }', ['reasons: nothing | in-time']],
  ['missing', '{ missing: { facts: [], evidence: [] } }', '{ missing: { facts: [bought] } }', ['missing.facts: bought | nothing']],
  ['a window by its state', '{ windows: { fortnight: open } }', '{ windows: { fortnight: closed } }', ['windows.fortnight: closed | open']],
  [
    'a window by its instants, at whatever offset',
    '{ windows: { fortnight: { opensAt: 2026-02-28T16:00:00Z, closesAt: 2026-03-15T23:59:59.999+08:00 } } }',
    '{ windows: { fortnight: { closesAt: 2026-03-15T23:59:59.998+08:00 } } }',
    ['windows.fortnight.closesAt: 2026-03-15T23:59:59.998+08:00 | 2026-03-15T23:59:59.999+08:00'],
  ],
  ['evidence', '{ evidence: {} }', '{ evidence: { photo: provided } }', ['evidence.photo: provided | nothing']],
  [
    'charges',
    '{ charges: { handling: 5, pieces: "4.00", weight: 9.0 } }',
    '{ charges: { handling: "5.01", pieces: unspecified } }',
    ['charges.handling: 5.01 | 5.00', 'charges.pieces: unspecified | 4.00', 'charges.weight: nothing | it is there'],
  ],
  ['credits', '{ credits: { refund: "99.90" } }', '{ credits: {} }', ['credits.refund: nothing | it is there']],
  ['the total', '{ total: 18 }', '{ total: "17.99" }', ['total: 17.99 | 18.00']],
  ['the total, in parts', '{ total: "18.00" }', '{ total: { kind: unknown, known: 18 } }', ['total.kind: unknown | 18.00', 'total.known: 18 | 18.00']],
  ['the credit', '{ credit: "99.9" }', '{ credit: 0 }', ['credit: 0 | 99.90']],
  ['duties', '{ duties: {} }', '{ duties: { send: null } }', ['duties.send: null | nothing']],
  [
    'alternatives',
    '{ alternatives: { exchange: incomplete } }',
    '{ alternatives: { exchange: accepted, return: accepted } }',
    ['alternatives.exchange: accepted | incomplete', 'alternatives.return: accepted | nothing'],
  ],
  ['readings', '{ readings: {} }', '{ readings: { clock: noon } }', ['readings.clock: noon | nothing']],
  ['a refusal', '{ outcome: accepted }', '{ invalid: [/pieces] }', ['invalid: /pieces | a decision: accepted']],
])('%s', (_, right, wrong, differences) => {
  test('as it is', async () => {
    expect(await differencesOf(right)).toEqual([]);
  });

  test('otherwise', async () => {
    expect(await differencesOf(wrong)).toEqual(differences);
  });
});

test('a request that is refused', async () => {
  expect(await differencesOf('{ invalid: [/pieces, /x] }', '{ pieces: 0, x: 1 }')).toEqual([]);
  expect(await differencesOf('{ invalid: [/pieces] }', '{ pieces: 0, x: 1 }')).toEqual(['invalid: /pieces | /pieces, /x']);
  expect(await differencesOf('{ outcome: accepted }', '{ pieces: 0 }')).toEqual([
    expect.stringMatching(/^request: a decision \| \/pieces: `0` is less than 1/),
  ]);
});
