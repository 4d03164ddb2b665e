import { describe, expect, test } from 'vitest';
import { decide, policyWithWindows, problemsOf, smallPolicy } from './small-policy.ts';

const shop = `language: 1
calendar: shop
title: Days on which the shop works
covers: { from: 2026, to: 2026 }
weekend: [saturday, sunday]
holidays: { 2026-01-01: New Year's Day }
`;
const facts = `boughtAt: { type: instant, nullable: true, ask: When? }
  repairs: { type: periods, nullable: true, ask: When was it repaired? }`;
const policyOf = (window: string): ReturnType<typeof policyWithWindows> =>
  policyWithWindows(facts, `back: { from: boughtAt, ${window}, pauses: repairs, clause: "1" }`, { calendars: { shop } });

/** A moment of June 2026: its day, hour and the rest. */
const june = (text: string): string => {
  const [day = '', time = '00:00'] = text.split(' ');
  return `2026-06-${day.padStart(2, '0')}T${time.length === 5 ? `${time}:00.000` : time}+02:00`;
};
/** Pauses such as `3 10:00 - 3 12:00`; without an end they still last. */
const repairs = (...pauses: readonly string[]): readonly object[] =>
  pauses.map((pause) => {
    const [from = '', to] = pause.split(' - ');
    return to === undefined ? { from: june(from) } : { from: june(from), to: june(to) };
  });

const hours = policyOf('counting-from: at-once, lasts: 10 hours');
const nextHour = policyOf('counting-from: next-hour, lasts: 10 hours');
const dayLater = policyOf('counting-from: at-once, lasts: 1 day');
const nextDay = policyOf('counting-from: next-day, lasts: 3 days');
const sameDay = policyOf('counting-from: same-day, lasts: 3 days');
const month = policyOf('counting-from: next-day, lasts: 1 month, month-end: last-day');
const business = policyOf('counting-from: next-day, lasts: 3 business days, calendar: shop');
const businessSame = policyOf('counting-from: same-day, lasts: 3 business days, calendar: shop');
const businessAtOnce = policyOf('counting-from: at-once, lasts: 1 business day, calendar: shop');
const rolled = policyOf('counting-from: next-day, lasts: 3 days, roll: next-working-day, calendar: shop');

const end = '23:59:59.999';

/** Each: the window, the event, the pauses, and the last instant; null where there is none. */
const cases: readonly (readonly [string, ReturnType<typeof policyOf>, string, readonly string[], string | null])[] = [
  // The clock stands still
  ['none', hours, '1 08:00', [], '1 18:00'],
  ['within', hours, '1 08:00', ['1 10:00 - 1 12:00'], '1 20:00'],
  ['two that touch', hours, '1 08:00', ['1 10:00 - 1 11:00', '1 11:00 - 1 12:00'], '1 20:00'],
  ['two that overlap, out of order', hours, '1 08:00', ['1 10:30 - 1 12:00', '1 10:00 - 1 11:00'], '1 20:00'],
  ['one within another', hours, '1 08:00', ['1 10:00 - 1 12:00', '1 10:30 - 1 11:00'], '1 20:00'],
  ['before the event', hours, '1 08:00', ['1 05:00 - 1 08:00'], '1 18:00'],
  ['over the event: what lies after it counts', hours, '1 08:00', ['1 06:00 - 1 09:00'], '1 19:00'],
  ['begins at the very end', hours, '1 08:00', ['1 18:00 - 1 19:00'], '1 19:00'],
  ['begins a millisecond later', hours, '1 08:00', ['1 18:00:00.001 - 1 19:00'], '1 18:00'],
  ['is only reached because of another', hours, '1 08:00', ['1 10:00 - 1 12:00', '1 19:00 - 1 21:00'], '1 22:00'],
  ['still lasts', hours, '1 08:00', ['1 17:00'], null],
  ['still lasts, from the very end on', hours, '1 08:00', ['1 18:00'], null],
  ['still lasts, since before the event', hours, '1 08:00', ['1 06:00'], null],
  ['still lasts, after the end', hours, '1 08:00', ['1 18:00:00.001'], '1 18:00'],
  ['still lasts, and is reached because of another', hours, '1 08:00', ['1 19:00', '1 10:00 - 1 12:00'], null],
  ['before the hour that counts first', nextHour, '1 07:20', ['1 07:30 - 1 08:30'], '1 18:30'],
  ['to the clock time a day later', dayLater, '1 15:00', ['1 20:00 - 2 02:00'], '2 21:00'],
  ['to the clock time a working day later', businessAtOnce, '5 15:00', ['6 00:00 - 7 00:00'], '9 15:00'],
  // Days that are touched do not count
  ['no days', nextDay, '1 15:00', [], `4 ${end}`],
  ['a minute on each side of midnight', nextDay, '1 15:00', ['3 23:59 - 4 00:01'], `6 ${end}`],
  ['to midnight: the day that begins there counts', nextDay, '1 15:00', ['3 12:00 - 4 00:00'], `5 ${end}`],
  ['the day of the event, which does not count anyway', nextDay, '1 15:00', ['1 16:00 - 1 17:00'], `4 ${end}`],
  ['the day of the event, which is day one', sameDay, '1 15:00', ['1 16:00 - 1 17:00'], `4 ${end}`],
  ['twice on one day', nextDay, '1 15:00', ['3 10:00 - 3 11:00', '3 14:00 - 3 15:00'], `5 ${end}`],
  ['the last day', nextDay, '1 15:00', ['4 10:00 - 4 11:00'], `5 ${end}`],
  ['the last day, and the one after it', nextDay, '1 15:00', ['4 10:00 - 5 11:00'], `6 ${end}`],
  ['the day after the last', nextDay, '1 15:00', ['5 00:00 - 5 11:00'], `4 ${end}`],
  ['still lasts on the last day', nextDay, '1 15:00', [`4 ${end}`], null],
  ['still lasts on the day after it', nextDay, '1 15:00', ['5 00:00'], `4 ${end}`],
  ['ten days of a month', month, '1 15:00', ['10 08:00 - 19 08:00'], `41 ${end}`],
  // Working days
  ['a working day', business, '1 15:00', ['3 10:00 - 3 11:00'], `5 ${end}`],
  ['the weekend', business, '4 15:00', ['6 10:00 - 7 11:00'], `9 ${end}`],
  ['the first of them', business, '1 15:00', ['2 10:00 - 2 11:00'], `5 ${end}`],
  ['the event, which is the first of them', businessSame, '1 15:00', ['1 16:00 - 1 17:00'], `4 ${end}`],
  ['still lasts', business, '1 15:00', ['4 10:00'], null],
  ['still lasts from the day after', business, '1 15:00', ['5 00:00'], `4 ${end}`],
  // Moving the last day comes after
  ['a Sunday moves', rolled, '4 15:00', [], `8 ${end}`],
  ['and does not where a pause moved it to Monday', rolled, '4 15:00', ['5 10:00 - 5 11:00'], `8 ${end}`],
  ['two days', rolled, '4 15:00', ['5 10:00 - 6 11:00'], `9 ${end}`],
];

describe('pauses', () => {
  test.each(cases)('%s', async (_, policy, event, pauses, closesAt) => {
    const { windows } = await decide(policy, { boughtAt: june(event), repairs: repairs(...pauses) });
    const expected = closesAt === null ? null : closesAt.startsWith('41') ? `2026-07-11T${end}+02:00` : june(closesAt);
    expect(windows['back']?.closesAt).toBe(expected);
  });

  test('a window without end is open for ever', async () => {
    const request = { boughtAt: june('1 08:00'), repairs: repairs('1 17:00') };
    expect((await decide(hours, { ...request, appliedAt: '2999-12-31T00:00:00Z' })).windows['back']).toEqual({
      state: 'open',
      opensAt: june('1 08:00'),
      countsFrom: june('1 08:00'),
      closesAt: null,
    });
    expect((await decide(hours, { ...request, appliedAt: june('1 07:00') })).windows['back']).toMatchObject({ state: 'early' });
  });

  test('working days count from the first that is in no pause', async () => {
    const { windows } = await decide(business, { boughtAt: june('1 15:00'), repairs: repairs('2 10:00 - 2 11:00') });
    expect(windows['back']?.countsFrom).toBe(june('3'));
  });

  test('null is none', async () => {
    expect((await decide(hours, { boughtAt: june('1 08:00'), repairs: null })).windows['back']).toMatchObject({ closesAt: june('1 18:00') });
  });
});

describe('pauses that are not told', () => {
  const policy = smallPolicy(
    facts,
    `
windows:
  back: { title: Back, from: boughtAt, counting-from: at-once, lasts: 10 hours, pauses: repairs, clause: "1" }
sections:
  all:
    title: All
    rules:
      in-time: { when: { back: open }, accept: Yes., clause: "1" }
      soon: { when: { back: early }, reject: Not yet., clause: "1" }`,
  );

  test('leave the window unknown, and are asked for', async () => {
    const { outcome, missing, windows } = await decide(policy, { boughtAt: june('1 08:00') });
    expect([outcome, missing.facts, windows['back']?.state]).toEqual(['incomplete', ['repairs'], 'unknown']);
  });

  test('and the event with them', async () => {
    expect((await decide(policy, {})).missing.facts).toEqual(['boughtAt', 'repairs']);
    expect((await decide(policy, { appliedAt: undefined, repairs: [] })).missing.facts).toEqual(['appliedAt', 'boughtAt']);
  });

  test('but not before the event, nor where there is none', async () => {
    expect((await decide(policy, { boughtAt: june('1 13:00') })).outcome).toBe('rejected');
    expect((await decide(policy, { boughtAt: null })).outcome).toBe('rejected');
  });
});

describe('periods in a request', () => {
  test.each([
    ['ends when it begins', repairs('1 08:00 - 1 08:00'), ['empty-period at /repairs/0']],
    ['ends before it begins', repairs('1 08:00 - 1 09:00', '2 08:00 - 1 08:00'), ['empty-period at /repairs/1']],
    ['has no beginning', [{ to: june('1 08:00') }], ['wrong-type at /repairs/0']],
    ['begins on a day that is none', [{ from: '2026-02-30T00:00:00Z' }], ['malformed-value at /repairs/0/from']],
  ])('%s', async (_, told, expected) => {
    expect(await problemsOf(hours, { boughtAt: june('1 08:00'), repairs: told })).toEqual(expected);
  });
});
