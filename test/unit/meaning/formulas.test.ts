import { describe, expect, test } from 'vitest';
import type { Charge } from '../../../src/model/generated/decision.ts';
import type { Request } from '../../../src/policy/policy.ts';
import { decide, policyWithFee, smallPolicy } from './small-policy.ts';

const facts = `
price: { type: money, nullable: true, ask: What did you pay? }
postage: { type: money, nullable: true, ask: What was the postage? }
used: { type: decimal, decimals: 2, nullable: true, ask: For how long was it used? }
whole: { type: integer, atLeast: 1, nullable: true, ask: Of how long? }
pieces: { type: integer, nullable: true, ask: How many? }
worn: { type: boolean, ask: Was it worn? }
size: { type: enum, values: [small, large, bulky], nullable: true, ask: How large? }
`;

/** The only charge. */
async function lineFor(fee: string, request: Request, more = ''): Promise<Charge> {
  const { charges } = await decide(policyWithFee(facts, fee, more), request);
  const [line] = charges;
  if (line === undefined) throw new Error('no charge');
  return line;
}

/** What a charge comes to, in short. */
function inShort({ amount }: Charge): string {
  switch (amount.kind) {
    case 'exact':
      return amount.value;
    case 'range':
      return `${amount.atLeast} to ${amount.atMost}`;
    case 'unspecified':
      return 'unspecified';
    case 'unknown':
      return `waits for ${amount.waitsFor.join(', ')}`;
  }
}

type Row = readonly [fee: string, request: Request, expected: string];

const checkRows = async (fee: string, request: Request, expected: string): Promise<void> => {
  expect(inShort(await lineFor(fee, request))).toBe(expected);
};

describe('sum and difference', () => {
  test.each<Row>([
    ['amount: { sum: [5, { fact: price }, 2.5] }', { price: '10.00' }, '17.50'],
    ['amount: { sum: [5, { fact: price }] }', {}, 'waits for price'],
    ['amount: { sum: [{ fact: postage }, { fact: price }] }', {}, 'waits for postage, price'],
    ['amount: { sum: [{ fact: postage }, { fact: price }] }', { price: null }, 'unspecified'],
    ['amount: { sum: [5, unspecified] }', {}, 'unspecified'],
    ['amount: { sum: [5, { fact: price }], atMost: 12 }', { price: '10.00' }, '12.00'],
    ['amount: { sum: [5, { fact: price }], atLeast: 20, atMost: 30 }', { price: '10.00' }, '20.00'],
    ['amount: { sum: [5, { fact: price }], atMost: unspecified }', {}, 'unspecified'],
    ['amount: { difference: [{ fact: price }, { fact: postage }, 1], atLeast: 0 }', { price: '10.00', postage: '2.50' }, '6.50'],
    ['amount: { difference: [{ fact: price }, { fact: postage }], atLeast: 0 }', { price: '1.00', postage: '2.50' }, '0.00'],
    ['amount: { difference: [{ fact: price }, { fact: postage }], atLeast: 2, atMost: 4 }', { price: '10.00', postage: '2.50' }, '4.00'],
    ['amount: { difference: [{ fact: price }, { fact: postage }], atLeast: 0 }', { price: '1.00' }, 'waits for postage'],
    ['amount: { difference: [{ fact: price }, { fact: postage }], atLeast: 0 }', { postage: null }, 'unspecified'],
    // Fractions of a cent add up before they are rounded.
    ['amount: { sum: [{ percent: 33, of: 0.01 }, { percent: 67, of: 0.01 }] }, round: down', {}, '0.01'],
  ])('%s with %o', checkRows);

  test('show their parts', async () => {
    const { working } = await lineFor('amount: { sum: [5, { fact: price }], atMost: 12 }', { price: '10.00' });
    expect(working).toEqual({
      kind: 'sum',
      amount: '12.00',
      of: [
        { kind: 'fixed', amount: '5.00' },
        { kind: 'fact', amount: '10.00', fact: 'price' },
      ],
      bound: 'atMost',
    });
    const other = await lineFor('amount: { difference: [{ fact: price }, 20], atLeast: 0 }', { price: '10.00' });
    expect(Object.keys(other.working ?? {})).toEqual(['kind', 'amount', 'of', 'bound']);
    expect(other.working).toMatchObject({ kind: 'difference', amount: '0.00', bound: 'atLeast' });
  });
});

describe('pro-rata', () => {
  const share = 'amount: { pro-rata: { fact: price }, part: used, whole: whole }, round: half-up';
  test.each<Row>([
    [share, { price: '10.00', used: '1', whole: 3 }, '3.33'],
    [share, { price: '10.00', used: '2', whole: 3 }, '6.67'],
    [share, { price: '10.00', used: '2.5', whole: 4 }, '6.25'],
    [share, { price: '10.00', used: '9', whole: 3 }, '10.00'],
    [share, { price: '10.00', used: '0', whole: 3 }, '0.00'],
    [share, { price: '10.00', used: null, whole: 3 }, 'unspecified'],
    [share, { price: '10.00', used: '1', whole: null }, 'unspecified'],
    [share, { price: null, used: '1' }, 'unspecified'],
    [share, { price: '10.00' }, 'waits for used, whole'],
    [share, { used: '1', whole: 3 }, 'waits for price'],
    [share.replace('whole: whole', 'whole: whole, atLeast: 4'), { price: '10.00', used: '1', whole: 3 }, '4.00'],
    [share.replace('half-up', 'down'), { price: '10.00', used: '2', whole: 3 }, '6.66'],
    // Three thirds are a whole, and nothing is lost between.
    [
      'amount: { sum: [{ pro-rata: 1, part: pieces, whole: whole }, { pro-rata: 1, part: pieces, whole: whole }, { pro-rata: 1, part: pieces, whole: whole }] }, round: down',
      { pieces: 1, whole: 3 },
      '1.00',
    ],
    ['amount: { percent: 300, of: { pro-rata: 0.01, part: pieces, whole: whole } }, round: down', { pieces: 1, whole: 3 }, '0.01'],
  ])('%s with %o', checkRows);

  test('shows a number without end to twelve decimals, in the order of the reference', async () => {
    const { working } = await lineFor(share, { price: '10.00', used: '1.50', whole: 9 });
    expect(JSON.stringify(working)).toBe(
      '{"kind":"pro-rata","amount":"1.666666666667","part":"1.5","whole":"9","of":{"kind":"fact","amount":"10.00","fact":"price"}}',
    );
    const unspecified = await lineFor(share, { price: '10.00', used: null });
    expect(unspecified.working).toMatchObject({ amount: 'unspecified', part: null, whole: null });
  });
});

describe('ranges', () => {
  const upTo = '{ up-to: { fact: price }, atLeast: 2 }';
  const price = { price: '10.00' };
  test.each<Row>([
    ['amount: { up-to: { fact: price } }', price, '0.00 to 10.00'],
    [`amount: ${upTo}`, price, '2.00 to 10.00'],
    [`amount: ${upTo}`, { price: '1.00' }, '2.00'],
    [`amount: ${upTo}`, { price: '2.00' }, '2.00'],
    [`amount: ${upTo}`, {}, 'waits for price'],
    [`amount: ${upTo}`, { price: null }, 'unspecified'],
    ['amount: { up-to: { up-to: { fact: price } }, atLeast: 2 }', price, '2.00 to 10.00'],
    [`amount: { sum: [5, ${upTo}, ${upTo}] }`, price, '9.00 to 25.00'],
    [`amount: { difference: [20, ${upTo}], atLeast: 0 }`, price, '10.00 to 18.00'],
    [`amount: { difference: [${upTo}, 5], atLeast: 0 }`, price, '0.00 to 5.00'],
    [`amount: { difference: [${upTo}, ${upTo}], atLeast: 0 }`, price, '0.00 to 8.00'],
    [`amount: { difference: [${upTo}, 20], atLeast: 0 }`, price, '0.00'],
    [`amount: { percent: 15, of: ${upTo} }, round: half-up`, price, '0.30 to 1.50'],
    [`amount: { percent: 15, of: ${upTo}, atLeast: 1 }, round: half-up`, price, '1.00 to 1.50'],
    [`amount: { each: ${upTo}, per: pieces }`, { ...price, pieces: 3 }, '6.00 to 30.00'],
    [`amount: { each: ${upTo}, per: pieces }`, { ...price, pieces: 0 }, '0.00'],
    [`amount: { each: ${upTo}, per-started: 2, of: { fact: pieces }, atMost: 15 }`, { ...price, pieces: 3 }, '4.00 to 15.00'],
    [`amount: { pro-rata: ${upTo}, part: pieces, whole: whole }, round: half-up`, { ...price, pieces: 1, whole: 3 }, '0.67 to 3.33'],
    [`amount: { choose: [{ when: { worn: true }, amount: ${upTo} }, { otherwise: 3 }] }`, { ...price, worn: true }, '2.00 to 10.00'],
    [`amount: { match: size, small: ${upTo}, otherwise: 3 }`, { ...price, size: 'small' }, '2.00 to 10.00'],
    // Ends that round to the same sum are one.
    ['amount: { percent: 1, of: { up-to: { fact: price } } }, round: down', { price: '0.99' }, '0.00'],
    [`amount: { sum: [${upTo}, { fact: postage }] }`, price, 'waits for postage'],
    [`amount: { sum: [${upTo}, { fact: postage }] }`, { postage: null }, 'unspecified'],
  ])('%s with %o', checkRows);

  test('are late like any amount', async () => {
    const window = '\nwindows:\n  back: { from: 2026-05-01, counting-from: same-day, lasts: 1 day, clause: "1" }';
    const line = await lineFor(`amount: { each: ${upTo}, per-started: 1 day, late: back, atMost: 200 }`, price, window);
    // 31 days from 1 May to 1 June.
    expect(inShort(line)).toBe('62.00 to 200.00');
    expect(line.working).toMatchObject({ kind: 'started', amount: '62.00 to 200.00', units: '31' });
    expect(line.working).not.toHaveProperty('bound');
  });

  test('name a bound where both ends were moved to it', async () => {
    const raised = await lineFor(`amount: { sum: [${upTo}, 1], atLeast: 50 }`, price);
    expect([inShort(raised), raised.working]).toEqual(['50.00', expect.objectContaining({ amount: '50.00', bound: 'atLeast' })]);
    const between = await lineFor(`amount: { sum: [${upTo}, 1], atLeast: 5 }`, price);
    expect(between.working).toEqual({
      kind: 'sum',
      amount: '5.00 to 11.00',
      of: [
        { kind: 'up-to', amount: '2.00 to 10.00', of: { kind: 'fact', amount: '10.00', fact: 'price' } },
        { kind: 'fixed', amount: '1.00' },
      ],
    });
  });
});

describe('match', () => {
  const all = 'amount: { match: size, small: 5, large: { fact: price }, bulky: unspecified }';
  const some = 'amount: { match: size, small: 5, otherwise: { fact: price } }';
  test.each<Row>([
    [all, { size: 'small' }, '5.00'],
    [all, { size: 'large', price: '3.00' }, '3.00'],
    [all, { size: 'large' }, 'waits for price'],
    [all, { size: 'bulky' }, 'unspecified'],
    [all, { size: null }, 'unspecified'],
    [all, {}, 'waits for size'],
    [some, { size: 'small' }, '5.00'],
    [some, { size: 'bulky', price: '3.00' }, '3.00'],
    [some, { size: null, price: '3.00' }, '3.00'],
  ])('%s with %o', checkRows);

  test.each<readonly [string, Request, string | null]>([
    [all, { size: 'small' }, 'small'],
    [all, { size: 'bulky' }, 'bulky'],
    [all, { size: null }, null],
    [some, { size: 'bulky', price: '3.00' }, 'otherwise'],
    [some, { size: null, price: '3.00' }, 'otherwise'],
  ])('%s with %o shows the key that was taken', async (fee, request, value) => {
    const { working } = await lineFor(fee, request);
    expect(working).toMatchObject({ kind: 'match', fact: 'size', value });
    expect(Object.keys(working ?? {})).toEqual(['kind', 'amount', 'fact', 'value', 'of']);
  });

  test('of a tree takes the nearest category that has an amount', async () => {
    const policy = policyWithFee(
      `thing: { type: enum, nullable: true, tree: { goods: {}, electronics: { in: goods }, phone: { in: electronics }, toy: { in: goods }, drone: { in: [phone, toy] } }, ask: What? }`,
      'amount: { match: thing, goods: 1, electronics: 2, toy: 3 }',
    );
    const fees = ['goods', 'electronics', 'phone', 'toy', 'drone'].map(async (thing) => {
      const { charges } = await decide(policy, { thing });
      const working = charges[0]?.working;
      return [thing, charges[0]?.amount.kind === 'exact' ? charges[0].amount.value : '', working?.kind === 'match' ? working.value : ''];
    });
    expect(await Promise.all(fees)).toEqual([
      ['goods', '1.00', 'goods'],
      ['electronics', '2.00', 'electronics'],
      ['phone', '2.00', 'electronics'],
      ['toy', '3.00', 'toy'],
      // One step up to toy, two to electronics.
      ['drone', '3.00', 'toy'],
    ]);
  });
});

describe('waived', () => {
  const policy = policyWithFee(
    facts,
    'when: { size: [small, large] }, amount: { fact: price }, waived: { when: { worn: false }, because: "Not worn, so {fee}." }',
    '',
  );
  const fee = async (request: Request): Promise<unknown> => (await decide(policy, request)).charges[0];
  const zero = { kind: 'exact', value: '0.00', currency: 'EUR' };

  test('where it holds, the amount is zero, whatever it would have been', async () => {
    const line = await fee({ size: 'small', worn: false });
    expect(JSON.stringify(line)).toBe(JSON.stringify({ charge: 'fee', title: 'Fee', amount: zero, clauses: ['1'], waived: 'Not worn, so 0.00 EUR.' }));
    expect(await fee({ size: 'small', worn: false, price: null })).toMatchObject({ amount: zero });
  });

  test('where it does not, nothing is said of it', async () => {
    const line = await fee({ size: 'small', worn: true, price: '3.00' });
    expect(line).toMatchObject({ amount: { kind: 'exact', value: '3.00' }, working: { kind: 'fact' } });
    expect(line).not.toHaveProperty('waived');
  });

  test('where it is not known, the amount waits for it alone', async () => {
    expect(await fee({ size: 'small' })).toMatchObject({ amount: { kind: 'unknown', waitsFor: ['worn'] } });
    expect(await fee({ worn: false })).toMatchObject({ amount: { kind: 'unknown', waitsFor: ['size'] } });
    expect(await fee({ size: 'bulky' })).toBeUndefined();
  });

  test('an amount that the source does not give is zero too', async () => {
    const free = policyWithFee(facts, 'amount: unspecified, waived: { when: { worn: false }, because: Not worn. }');
    expect((await decide(free, { worn: false })).totals['EUR']?.charges).toEqual({ kind: 'exact', value: '0.00' });
  });
});

describe('totals', () => {
  const policy = smallPolicy(
    facts,
    `
sections:
  all:
    title: All
    rules: { yes-always: { accept: Yes., clause: "1" } }
    charges:
      fee: { title: A, amount: 5, clause: "1" }
      harm: { title: B, when: { worn: true }, amount: { up-to: { fact: price } }, clause: "1" }
      duty: { title: C, currency: USD, amount: 7.5, clause: "1" }
      coins: { title: D, currency: JPY, amount: 300, clause: "1" }
    credits:
      refund: { title: E, amount: { up-to: { fact: postage }, atLeast: 1 }, clause: "1" }
      gift: { title: F, amount: { match: size, small: 20, large: unspecified, bulky: { fact: price } }, clause: "1" }`,
  );
  const eur = async (request: Request): Promise<unknown> => (await decide(policy, request)).totals['EUR'];

  test('of ranges are ranges, with what is known, and the net turns them round', async () => {
    expect(await eur({ worn: true, price: '10.00', postage: '4.00', size: 'small' })).toEqual({
      charges: { kind: 'range', known: '5.00', atLeast: '5.00', atMost: '15.00', because: ['harm'] },
      credits: { kind: 'range', known: '20.00', atLeast: '21.00', atMost: '24.00', because: ['refund'] },
      net: { kind: 'range', known: '15.00', atLeast: '6.00', atMost: '19.00', because: ['harm', 'refund'] },
    });
  });

  test('are unspecified rather than unknown, and unknown rather than ranges', async () => {
    expect(await eur({ worn: true, price: '10.00', postage: '4.00', size: 'large' })).toMatchObject({
      charges: { kind: 'range' },
      credits: { kind: 'unspecified', known: '0.00', because: ['gift', 'refund'] },
      net: { kind: 'unspecified', known: '-5.00', because: ['harm', 'gift', 'refund'] },
    });
    expect(await eur({ price: '10.00', postage: '4.00', size: 'large' })).toMatchObject({ charges: { kind: 'unknown' }, net: { kind: 'unspecified' } });
    expect(await eur({ price: '10.00', postage: '4.00', size: 'small' })).toMatchObject({
      credits: { kind: 'range' },
      net: { kind: 'unknown', known: '15.00' },
    });
  });

  test('are there for each currency, in its own coins', async () => {
    const { totals } = await decide(policy, { worn: false, postage: '1.00', size: 'small' });
    expect(Object.keys(totals)).toEqual(['EUR', 'JPY', 'USD']);
    expect(totals['USD']).toEqual({
      charges: { kind: 'exact', value: '7.50' },
      credits: { kind: 'exact', value: '0.00' },
      net: { kind: 'exact', value: '-7.50' },
    });
    expect(totals['JPY']?.net).toEqual({ kind: 'exact', value: '-300' });
    expect(totals['EUR']?.net).toEqual({ kind: 'exact', value: '16.00' });
  });
});
