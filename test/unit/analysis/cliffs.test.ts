import { describe, expect, test } from 'vitest';
import { proven, section } from './proven.ts';

const facts = `
  before: { type: integer, ask: How many before? }
  pieces: { type: integer, atLeast: 1, ask: How many? }
  price: { type: money, ask: How much? }
`;

const found = (line: string, more = ''): readonly string[] =>
  proven(
    facts,
    `${more}${section(`\n  rules:\n    yes-always: { accept: Yes., clause: "1" }\n  charges:\n    fee: { title: Fee, ${line}, clause: "1" }`)}`,
  ).findings.map(({ code, message }) => `${code}: ${message}`);

const tier = (mode: string, rates: readonly number[]): string =>
  `tiers:\n  rates: { counts: before, units: pieces, mode: ${mode}, clause: "1", bands: [{ upTo: 10, rate: ${rates[0]} }, { upTo: 20, rate: ${rates[1]} }, { rate: ${rates[2]} }] }\n`;

describe('tiers', () => {
  test('of which all units pay one rate jump where it rises', () => {
    const [message, ...others] = found('amount: { tier: rates }', tier('volume', [1, 2, 3]));
    expect(others).toEqual([]);
    expect(message).toMatch(
      /^cliff: the charge `fee` jumps from \d+\.00 EUR to \d+\.00 EUR as `pieces` goes from \d+ to \d+, by more than one more costs before and after$/,
    );
  });

  test('fall where it falls', () => {
    expect(found('amount: { tier: rates }', tier('volume', [5, 2, 1]))[0]).toMatch(/^inversion: the charge `fee` falls from /);
  });

  test('of which each unit pays its own rate do neither', () => {
    expect(found('amount: { tier: rates }', tier('graduated', [1, 2, 3]))).toEqual([]);
    expect(found('amount: { tier: rates }', tier('graduated', [5, 2, 1]))).toEqual([]);
  });
});

describe('thresholds', () => {
  test('at which a percentage changes for the whole', () => {
    expect(
      found(
        'amount: { choose: [{ when: { price: { atMost: 100 } }, amount: { percent: 5, of: { fact: price } } }, { otherwise: { percent: 8, of: { fact: price } } }] }, round: half-up',
      ),
    ).toEqual(['cliff: the charge `fee` jumps from 5.00 EUR to 8.00 EUR as `price` goes from 100.00 to 100.01, by more than one more costs before and after']);
    expect(
      found(
        'amount: { choose: [{ when: { price: { atMost: 100 } }, amount: { percent: 8, of: { fact: price } } }, { otherwise: { percent: 5, of: { fact: price } } }] }, round: half-up',
      ),
    ).toEqual(['inversion: the charge `fee` falls from 8.00 EUR to 5.00 EUR as `price` goes from 100.00 to 100.01']);
  });

  test('from one fixed sum to another are meant', () => {
    expect(found('amount: { choose: [{ when: { price: { atMost: 100 } }, amount: 5 }, { otherwise: 0 }] }')).toEqual([]);
  });

  test('at which a formula goes on where it was are none', () => {
    expect(
      found('amount: { choose: [{ when: { price: { atMost: 100 } }, amount: 5 }, { otherwise: { percent: 5, of: { fact: price } } }] }, round: half-up'),
    ).toEqual([]);
  });
});

test('the two examples are neighbours, and really decided so', () => {
  const { findings } = proven(
    facts,
    `${tier('volume', [5, 2, 1])}${section('\n  rules:\n    yes-always: { accept: Yes., clause: "1" }\n  charges:\n    fee: { title: Fee, amount: { tier: rates }, clause: "1" }')}`,
  );
  const [one, two] = findings[0]?.examples ?? [];
  expect(Number(two?.request['pieces']) - Number(one?.request['pieces'])).toBe(1);
  expect(two?.request['before']).toBe(one?.request['before']);
  const sums = [one, two].map((example) => Number((example?.decision.totals['EUR']?.charges as { value?: string } | undefined)?.value));
  expect(sums[1]).toBeLessThan(sums[0] ?? 0);
});
