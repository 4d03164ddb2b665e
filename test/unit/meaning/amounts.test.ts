import { describe, expect, test } from 'vitest';
import { decide, feeOf, policyWithFee, smallPolicy } from './small-policy.ts';

const facts = `
  price: { type: money, nullable: true, ask: What did it cost? }
  weight: { type: decimal, decimals: 3, nullable: true, ask: How heavy is it? }
  pieces: { type: integer, nullable: true, ask: How many? }
  kind: { type: enum, values: [small, large], ask: Which? }
  worn: { type: boolean, ask: Is it worn? }`;

const feeFor = async (fee: string, request: Readonly<Record<string, unknown>>): Promise<string> => feeOf(policyWithFee(facts, fee), request);

describe('sums and facts', () => {
  test.each([
    ['amount: 20', {}, '20.00'],
    ['amount: "12.50"', {}, '12.50'],
    ['amount: unspecified', {}, 'unspecified'],
    ['amount: { fact: price }', { price: '12.5' }, '12.50'],
    ['amount: { fact: price }', { price: null }, 'unspecified'],
    ['amount: { fact: price }', {}, 'waits for price'],
  ])('%s with %o', async (fee, request, expected) => {
    expect(await feeFor(fee, request)).toBe(expected);
  });

  test.each([
    ['JPY', '12', '12'],
    ['KWD', '12.345', '12.345'],
  ])('%s has its own decimals', async (currency, price, expected) => {
    expect(await feeOf(policyWithFee(facts, 'amount: { fact: price }', '', { currency }), { price })).toBe(expected);
  });
});

describe('percent is exact until the line is rounded once', () => {
  test.each([
    ['half-up', '0.10', '0.01'],
    ['half-up', '0.30', '0.02'],
    ['half-even', '0.10', '0.00'],
    ['half-even', '0.30', '0.02'],
    ['up', '0.02', '0.01'],
    ['up', '0.00', '0.00'],
    ['down', '0.39', '0.01'],
  ])('%s: 5 percent of %s', async (round, price, expected) => {
    expect(await feeFor(`amount: { percent: 5, of: { fact: price } }, round: ${round}`, { price })).toBe(expected);
  });

  test('a percentage of a percentage is not rounded between', async () => {
    // 50 % of 50 % of 0.06 is 0.015; rounded between, it would be 50 % of 0.03 and come to the same; of 0.02 it is 0.005, and not 0.01 halved.
    const fee = 'amount: { percent: 50, of: { percent: 50, of: { fact: price } } }, round: half-up';
    expect([await feeFor(fee, { price: '0.06' }), await feeFor(fee, { price: '0.02' }), await feeFor(fee, { price: '0.01' })]).toEqual([
      '0.02',
      '0.01',
      '0.00',
    ]);
  });

  test('a fraction of a percent', async () => {
    expect(await feeFor('amount: { percent: 7.5, of: { fact: price } }, round: half-up', { price: '99.99' })).toBe('7.50');
  });
});

describe('bounds, the lower one first', () => {
  test.each([
    ['10.00', '5.00', 'atLeast'],
    ['60.00', '6.00', undefined],
    ['500.00', '20.00', 'atMost'],
  ])('10 percent of %s', async (price, expected, bound) => {
    const { charges } = await decide(policyWithFee(facts, 'amount: { percent: 10, of: { fact: price }, atLeast: 5, atMost: 20 }, round: half-up'), { price });
    expect(charges[0]?.amount).toMatchObject({ value: expected });
    expect(charges[0]?.working?.kind === 'percent' ? charges[0].working.bound : 'no percentage').toBe(bound);
  });

  test('an unspecified bound leaves nothing exact, nor anything to wait for', async () => {
    const fee = 'amount: { percent: 10, of: { fact: price }, atMost: unspecified }, round: half-up';
    expect([await feeFor(fee, { price: '1.00' }), await feeFor(fee, {})]).toEqual(['unspecified', 'unspecified']);
  });
});

describe('each', () => {
  test.each([
    ['amount: { each: 20, per: pieces }', { pieces: 3 }, '60.00'],
    ['amount: { each: 20, per: pieces }', { pieces: 0 }, '0.00'],
    ['amount: { each: 20, per: pieces }', { pieces: null }, 'unspecified'],
    ['amount: { each: 20, per: pieces }', {}, 'waits for pieces'],
    ['amount: { each: 3, per: weight }, round: up', { weight: '1.337' }, '4.02'],
    ['amount: { each: { fact: price }, per: pieces }', {}, 'waits for pieces, price'],
    ['amount: { each: { fact: price }, per: pieces }', { price: null }, 'unspecified'],
    ['amount: { each: { fact: price }, per: pieces }', { pieces: null }, 'unspecified'],
    ['amount: { each: unspecified, per: pieces }', { pieces: 0 }, 'unspecified'],
    ['amount: { each: { fact: price }, per: pieces }', { pieces: 0 }, 'waits for price'],
  ])('%s with %o', async (fee, request, expected) => {
    expect(await feeFor(fee, request)).toBe(expected);
  });

  test.each([
    ['0', '0.00'],
    ['0.001', '4.00'],
    ['0.5', '4.00'],
    ['0.501', '8.00'],
    ['1', '8.00'],
  ])('per started half kilo of %s', async (weight, expected) => {
    expect(await feeFor('amount: { each: 4, per-started: 0.5, of: { fact: weight } }', { weight })).toBe(expected);
  });
});

describe('late', () => {
  const late = (unit: string): string => `amount: { each: 4, per-started: ${unit}, late: back }`;
  const window = `
windows:
  back: { title: Back, from: boughtAt, counting-from: at-once, lasts: 24 hours, clause: "1" }`;
  const lateFee = async (unit: string, appliedAt: string | undefined): Promise<string> =>
    feeOf(policyWithFee('boughtAt: { type: instant, ask: When? }', late(unit), window), { boughtAt: '2026-03-27T12:00:00+01:00', appliedAt });

  test.each([
    ['while it is open', '2026-03-28T12:00:00+01:00', '0.00'],
    ['one millisecond later', '2026-03-28T12:00:00.001+01:00', '4.00'],
    ['24 hours later', '2026-03-29T13:00:00+02:00', '4.00'],
    ['and a millisecond', '2026-03-29T13:00:00.001+02:00', '8.00'],
    ['before it is open', '2026-03-27T11:00:00+01:00', '0.00'],
  ])('started 24 hours, elapsed over the change of clocks: %s', async (_, appliedAt, expected) => {
    expect(await lateFee('24 hours', appliedAt)).toBe(expected);
  });

  test.each([
    ['on the day that it closed', '2026-03-28T23:59:59.999+01:00', '0.00'],
    ['on the next day', '2026-03-29T00:00:00+01:00', '4.00'],
    ['on that day, which has 23 hours, to its end', '2026-03-29T23:59:59.999+02:00', '4.00'],
    ['on the day after', '2026-03-30T00:00:00+02:00', '8.00'],
  ])('started days of the calendar: %s', async (_, appliedAt, expected) => {
    expect(await lateFee('1 day', appliedAt)).toBe(expected);
  });

  test('waits for the window', async () => {
    expect(await lateFee('24 hours', undefined)).toBe('waits for appliedAt');
  });
});

describe('choose takes the first that holds', () => {
  const fee = 'amount: { choose: [{ when: { kind: large }, amount: 9 }, { when: { worn: true }, amount: { fact: price } }, { otherwise: unspecified }] }';

  test.each([
    [{ kind: 'large' }, '9.00'],
    [{ kind: 'small', worn: true, price: '3.00' }, '3.00'],
    [{ kind: 'small', worn: true }, 'waits for price'],
    [{ kind: 'small', worn: false }, 'unspecified'],
    [{ kind: 'small' }, 'waits for worn'],
    [{ worn: true, price: '3.00' }, 'waits for kind'],
    [{}, 'waits for kind'],
  ])('with %o', async (request, expected) => {
    expect(await feeFor(fee, request)).toBe(expected);
  });

  test('the working names the branch', async () => {
    const { charges } = await decide(policyWithFee(facts, fee), { kind: 'small', worn: false });
    expect(charges[0]?.working).toMatchObject({ kind: 'choose', branch: 3, amount: 'unspecified' });
  });
});

describe('totals', () => {
  const policy = smallPolicy(
    `${facts}
     customs: { type: money, currency: USD, ask: What did the customs take? }`,
    `
sections:
  all:
    title: All
    rules:
      yes-always: { accept: Yes., clause: "1" }
    charges:
      third-a: { title: A, amount: { percent: 33.335, of: { fact: price } }, round: half-up, clause: "1" }
      third-b: { title: B, amount: { percent: 33.335, of: { fact: price } }, round: half-up, clause: "1" }
      open-ended: { title: C, when: { kind: large }, amount: unspecified, clause: "1" }
      in-dollars: { title: D, when: { worn: true }, amount: { fact: customs }, clause: "1" }
    credits:
      refund: { title: E, amount: { each: { fact: price }, per: pieces }, clause: "1" }
`,
  );
  const complete = { price: '1.00', pieces: 2, kind: 'small', worn: false };

  test('add up what the lines show, not what they were before they were rounded', async () => {
    const { charges, totals } = await decide(policy, complete);
    expect(charges.map((line) => (line.amount.kind === 'exact' ? line.amount.value : ''))).toEqual(['0.33', '0.33']);
    expect(totals).toEqual({
      EUR: { charges: { kind: 'exact', value: '0.66' }, credits: { kind: 'exact', value: '2.00' }, net: { kind: 'exact', value: '1.34' } },
    });
  });

  test('keep currencies apart, in order', async () => {
    const { totals } = await decide(policy, { ...complete, worn: true, customs: '5.00' });
    expect(Object.keys(totals)).toEqual(['EUR', 'USD']);
    expect(totals['USD']).toEqual({
      charges: { kind: 'exact', value: '5.00' },
      credits: { kind: 'exact', value: '0.00' },
      net: { kind: 'exact', value: '-5.00' },
    });
  });

  test('are unspecified, with what is known, where one line is', async () => {
    const { totals } = await decide(policy, { ...complete, kind: 'large' });
    expect(totals['EUR']?.charges).toEqual({ kind: 'unspecified', known: '0.66', because: ['open-ended'] });
  });

  test('are unknown where a line, or whether there is one, is unknown', async () => {
    const { price: _price, kind: _kind, ...rest } = complete;
    const { totals } = await decide(policy, rest);
    expect(totals['EUR']?.charges).toEqual({ kind: 'unknown', known: '0.00', because: ['open-ended', 'third-a', 'third-b'] });
    expect(totals['EUR']?.credits).toEqual({ kind: 'unknown', known: '0.00', because: ['refund'] });
  });
});
