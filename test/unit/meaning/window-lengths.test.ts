import { describe, expect, test } from 'vitest';
import type { WindowState } from '../../../src/model/generated/decision.ts';
import type { Request } from '../../../src/policy/policy.ts';
import { decide, type Place, policyWithWindows, problemsOf } from './small-policy.ts';

/** Easter of 2026, and a Saturday that is worked. */
const shop = `language: 1
calendar: shop
title: Days on which the shop works
covers: { from: 2026, to: 2026 }
weekend: [saturday, sunday]
holidays:
  2026-01-01: New Year's Day
  2026-04-03: Good Friday
  2026-04-06: Easter Monday
working-days:
  2026-04-11: For the bridge day
`;
/** As `shop`, but nobody stays at home on Good Friday. */
const bazaar = shop.replace('calendar: shop', 'calendar: bazaar').replace('  2026-04-03: Good Friday\n', '');
const calendars = { shop, bazaar };

interface Setting extends Place {
  readonly event?: 'instant' | 'date';
  readonly judged?: string | null;
}

/** The window `back` of a request whose event is told. */
async function windowFrom(event: string, window: string, { event: type = 'instant', judged, ...place }: Setting = {}): Promise<WindowState> {
  const policy = policyWithWindows(
    `boughtAt: { type: ${type}, ask: When? }
     sentAt: { type: instant, nullable: true, ask: When? }`,
    `back: { title: Back, from: boughtAt, at: sentAt, ${window}, clause: "1" }`,
    { calendars, ...place },
  );
  const { windows } = await decide(policy, { boughtAt: event, ...(judged === undefined ? {} : { sentAt: judged }) });
  if (windows['back'] === undefined) throw new Error('the window is not shown');
  return windows['back'];
}

const endOf = (day: string, offset = '+01:00'): string => `${day}T23:59:59.999${offset}`;

describe('weeks, months and years, to the end of a day', () => {
  test.each([
    ['2 weeks, next-day', '2026-06-01T15:00:00+02:00', 'counting-from: next-day, lasts: 2 weeks', '2026-06-02', endOf('2026-06-15', '+02:00')],
    ['2 weeks, same-day', '2026-06-01T15:00:00+02:00', 'counting-from: same-day, lasts: 2 weeks', '2026-06-01', endOf('2026-06-14', '+02:00')],
    ['1 week', '2026-06-01T15:00:00+02:00', 'counting-from: next-day, lasts: 1 week', '2026-06-02', endOf('2026-06-08', '+02:00')],
    ['31 January, last day', '2026-01-31T15:00:00+01:00', 'counting-from: next-day, lasts: 1 month, month-end: last-day', '2026-02-01', endOf('2026-02-28')],
    ['31 January, overflow', '2026-01-31T15:00:00+01:00', 'counting-from: next-day, lasts: 1 month, month-end: overflow', '2026-02-01', endOf('2026-03-03')],
    [
      '31 January, last day, same-day',
      '2026-01-31T15:00:00+01:00',
      'counting-from: same-day, lasts: 1 month, month-end: last-day',
      '2026-01-31',
      endOf('2026-02-27'),
    ],
    [
      '31 January, overflow, same-day',
      '2026-01-31T15:00:00+01:00',
      'counting-from: same-day, lasts: 1 month, month-end: overflow',
      '2026-01-31',
      endOf('2026-03-02'),
    ],
    ['in a leap year', '2028-01-31T15:00:00+01:00', 'counting-from: next-day, lasts: 1 month, month-end: last-day', '2028-02-01', endOf('2028-02-29')],
    [
      'in a leap year, overflow',
      '2028-01-31T15:00:00+01:00',
      'counting-from: next-day, lasts: 1 month, month-end: overflow',
      '2028-02-01',
      endOf('2028-03-02'),
    ],
    [
      'over the end of the year',
      '2026-08-31T15:00:00+02:00',
      'counting-from: next-day, lasts: 6 months, month-end: last-day',
      '2026-09-01',
      endOf('2027-02-28'),
    ],
    [
      'over the end of the year, overflow',
      '2026-08-31T15:00:00+02:00',
      'counting-from: next-day, lasts: 6 months, month-end: overflow',
      '2026-09-01',
      endOf('2027-03-03'),
    ],
    [
      'a day that each month has',
      '2026-01-15T15:00:00+01:00',
      'counting-from: next-day, lasts: 1 month, month-end: overflow',
      '2026-01-16',
      endOf('2026-02-15'),
    ],
    ['a year from a leap day', '2028-02-29T15:00:00+01:00', 'counting-from: next-day, lasts: 1 year, month-end: last-day', '2028-03-01', endOf('2029-02-28')],
    [
      'a year from a leap day, overflow',
      '2028-02-29T15:00:00+01:00',
      'counting-from: next-day, lasts: 1 year, month-end: overflow',
      '2028-03-01',
      endOf('2029-03-01'),
    ],
    ['4 years from a leap day', '2028-02-29T15:00:00+01:00', 'counting-from: same-day, lasts: 4 years, month-end: last-day', '2028-02-29', endOf('2032-02-28')],
    [
      'the day of the zone, not of UTC',
      '2026-01-31T23:30:00Z',
      'counting-from: next-day, lasts: 1 month, month-end: last-day',
      '2026-02-02',
      endOf('2026-03-01'),
    ],
  ])('%s', async (_, event, window, firstDay, closesAt) => {
    const found = await windowFrom(event, window);
    expect([found.countsFrom?.slice(0, 19), found.closesAt]).toEqual([`${firstDay}T00:00:00`, closesAt]);
  });
});

describe('at once, to the clock time of the event', () => {
  const day = 'counting-from: at-once, lasts: 1 day';
  test.each([
    ['2 weeks', 'Europe/Berlin', '2026-06-01T15:20:30.123+02:00', 'counting-from: at-once, lasts: 2 weeks', '2026-06-15T15:20:30.123+02:00'],
    [
      'a month, last day',
      'Europe/Berlin',
      '2026-01-31T15:00:00+01:00',
      'counting-from: at-once, lasts: 1 month, month-end: last-day',
      '2026-02-28T15:00:00.000+01:00',
    ],
    [
      'a month, overflow',
      'Europe/Berlin',
      '2026-01-31T15:00:00+01:00',
      'counting-from: at-once, lasts: 1 month, month-end: overflow',
      '2026-03-03T15:00:00.000+01:00',
    ],
    ['a year', 'Europe/Berlin', '2026-01-31T15:00:00+01:00', 'counting-from: at-once, lasts: 1 year, month-end: overflow', '2027-01-31T15:00:00.000+01:00'],
    ['over a change of clocks', 'Europe/Berlin', '2026-03-28T12:00:00+01:00', day, '2026-03-29T12:00:00.000+02:00'],
    ['a time that is skipped', 'Europe/Berlin', '2026-03-28T02:30:00+01:00', day, '2026-03-29T03:30:00.000+02:00'],
    ['beyond a time that is skipped', 'Europe/Berlin', '2026-03-28T02:30:00+01:00', 'counting-from: at-once, lasts: 2 days', '2026-03-30T02:30:00.000+02:00'],
    ['a time that comes twice', 'Europe/Berlin', '2026-10-24T02:30:00+02:00', day, '2026-10-25T02:30:00.000+02:00'],
    ['from a time that came twice', 'Europe/Berlin', '2026-10-25T02:30:00+01:00', day, '2026-10-26T02:30:00.000+01:00'],
    ['skipped in New York', 'America/New_York', '2026-03-07T02:15:00-05:00', day, '2026-03-08T03:15:00.000-04:00'],
    [
      'twice in New York',
      'America/New_York',
      '2026-10-01T01:45:00-04:00',
      'counting-from: at-once, lasts: 1 month, month-end: last-day',
      '2026-11-01T01:45:00.000-04:00',
    ],
    ['half an hour is skipped', 'Australia/Lord_Howe', '2026-10-03T02:10:00+10:30', day, '2026-10-04T02:40:00.000+11:00'],
    ['half an hour comes twice', 'Australia/Lord_Howe', '2026-04-04T01:45:00+11:00', day, '2026-04-05T01:45:00.000+11:00'],
    ['a midnight that is skipped', 'America/Santiago', '2026-09-05T00:30:00-04:00', day, '2026-09-06T01:30:00.000-03:00'],
    ['midnight itself', 'Asia/Beirut', '2026-03-28T00:00:00+02:00', day, '2026-03-29T01:00:00.000+03:00'],
  ])('%s', async (_, zone, event, window, closesAt) => {
    const found = await windowFrom(event, window, { zone, judged: closesAt });
    expect(found).toMatchObject({ state: 'open', countsFrom: found.opensAt, closesAt });
    const later = new Date(Date.parse(closesAt) + 1).toISOString();
    expect(await windowFrom(event, window, { zone, judged: later })).toMatchObject({ state: 'closed' });
  });
});

describe('days that begin or end where the clocks change', () => {
  test.each([
    ['no midnight', 'America/Santiago', '2026-09-05T12:00:00-04:00', '2026-09-06T01:00:00.000-03:00', '2026-09-06T23:59:59.999-03:00'],
    ['an hour before midnight twice', 'America/Santiago', '2026-04-03T12:00:00-03:00', '2026-04-04T00:00:00.000-03:00', '2026-04-04T23:59:59.999-04:00'],
    ['no midnight, further east', 'Asia/Beirut', '2026-03-28T12:00:00+02:00', '2026-03-29T01:00:00.000+03:00', '2026-03-29T23:59:59.999+03:00'],
    ['a midnight that comes twice', 'America/Havana', '2026-10-31T12:00:00-04:00', '2026-11-01T00:00:00.000-04:00', '2026-11-01T23:59:59.999-05:00'],
  ])('%s', async (_, zone, event, countsFrom, closesAt) => {
    expect(await windowFrom(event, 'counting-from: next-day, lasts: 1 day', { zone })).toMatchObject({ countsFrom, closesAt });
  });
});

describe('business days', () => {
  const from = (word: string, count: string): string => `counting-from: ${word}, lasts: ${count}, calendar: shop`;
  test.each([
    ['over Easter', '2026-04-02T15:00:00+02:00', from('next-day', '1 business day'), '2026-04-07', '2026-04-07'],
    ['the day itself, which is worked', '2026-04-02T15:00:00+02:00', from('same-day', '1 business day'), '2026-04-02', '2026-04-02'],
    ['the day itself and one more', '2026-04-02T15:00:00+02:00', from('same-day', '2 business days'), '2026-04-02', '2026-04-07'],
    ['the day itself, which is not worked', '2026-04-04T15:00:00+02:00', from('same-day', '1 business day'), '2026-04-07', '2026-04-07'],
    ['to a Saturday that is worked', '2026-04-02T15:00:00+02:00', from('next-day', '5 business days'), '2026-04-07', '2026-04-11'],
    ['and to the Monday after it', '2026-04-02T15:00:00+02:00', from('next-day', '6 business days'), '2026-04-07', '2026-04-13'],
    ['in another calendar', '2026-04-02T15:00:00+02:00', from('next-day', '1 business day').replace('shop', 'bazaar'), '2026-04-03', '2026-04-03'],
  ])('%s', async (_, event, window, first, last) => {
    expect(await windowFrom(event, window)).toMatchObject({ countsFrom: `${first}T00:00:00.000+02:00`, closesAt: endOf(last, '+02:00') });
  });

  test('at once, to the clock time on the last of them', async () => {
    const found = await windowFrom('2026-04-02T15:20:00+02:00', from('at-once', '2 business days'));
    expect(found).toMatchObject({ countsFrom: '2026-04-02T15:20:00.000+02:00', closesAt: '2026-04-08T15:20:00.000+02:00' });
  });
});

describe('a last day that is not worked', () => {
  const roll = 'roll: next-working-day, calendar: shop';
  test.each([
    ['Good Friday moves over Easter', '2026-03-20', `counting-from: next-day, lasts: 14 days, ${roll}`, '2026-04-07'],
    ['without roll it stays', '2026-03-20', 'counting-from: next-day, lasts: 14 days', '2026-04-03'],
    ['a day that is worked stays', '2026-03-19', `counting-from: next-day, lasts: 14 days, ${roll}`, '2026-04-02'],
    ['a Saturday that is worked stays', '2026-04-10', `counting-from: next-day, lasts: 1 day, ${roll}`, '2026-04-11'],
    ['the end of a month', '2026-03-05', `counting-from: next-day, lasts: 1 month, month-end: last-day, ${roll}`, '2026-04-07'],
    ['of weeks from the same day', '2026-03-28', `counting-from: same-day, lasts: 1 week, ${roll}`, '2026-04-07'],
  ])('%s', async (_, event, window, last) => {
    expect(await windowFrom(event, window, { event: 'date' })).toMatchObject({ closesAt: endOf(last, '+02:00') });
  });

  test('is moved where it was written out', async () => {
    const policy = policyWithWindows(
      'boughtAt: { type: date, atMost: 2026-04-04, ask: When? }',
      `back: { from: boughtAt, until: 2026-04-04, ${roll}, clause: "1" }`,
      { calendars },
    );
    const { windows } = await decide(policy, { boughtAt: '2026-04-01' });
    expect(windows['back']).toMatchObject({ countsFrom: '2026-04-01T00:00:00.000+02:00', closesAt: endOf('2026-04-07', '+02:00') });
  });
});

describe('ends that are written out, and windows without one', () => {
  const facts = 'boughtAt: { type: instant, nullable: true, atMost: 2026-07-31T12:00:00Z, ask: When? }';
  const stateAt = async (window: string, appliedAt: string): Promise<unknown> => {
    const { windows } = await decide(policyWithWindows(facts, `back: { from: boughtAt, ${window}, clause: "1" }`), {
      boughtAt: '2026-06-01T09:20:00+02:00',
      appliedAt,
    });
    return [windows['back']?.state, windows['back']?.countsFrom, windows['back']?.closesAt];
  };
  const begin = '2026-06-01T09:20:00.000+02:00';

  test.each([
    ['until: 2026-07-31', '2026-07-31T23:59:59.999+02:00', ['open', begin, '2026-07-31T23:59:59.999+02:00']],
    ['until: 2026-07-31', '2026-08-01T00:00:00+02:00', ['closed', begin, '2026-07-31T23:59:59.999+02:00']],
    ['until: 2026-07-31T12:00:00Z', '2026-07-31T14:00:00+02:00', ['open', begin, '2026-07-31T14:00:00.000+02:00']],
    ['until: 2026-07-31T12:00:00Z', '2026-07-31T14:00:00.001+02:00', ['closed', begin, '2026-07-31T14:00:00.000+02:00']],
    ['lasts: forever', '2999-12-31T00:00:00Z', ['open', begin, null]],
    ['lasts: forever', '2026-06-01T09:19:59.999+02:00', ['early', begin, null]],
  ])('%s at %s', async (window, appliedAt, expected) => {
    expect(await stateAt(window, appliedAt)).toEqual(expected);
  });
});

describe('what a window begins with', () => {
  const facts = `paidAt: { type: instant, nullable: true, ask: When? }
    sentAt: { type: instant, nullable: true, ask: When? }
    parcels: { type: instants, nullable: true, ask: When? }
    dayA: { type: date, nullable: true, ask: When? }
    visits: { type: dates, ask: When? }`;
  const day = 'counting-from: at-once, lasts: 24 hours, clause: "1"';
  const windows = `first: { from: { first-of: [paidAt, sentAt] }, ${day} }
    last: { from: { last-of: [sentAt, parcels] }, ${day} }
    parcel: { from: { first-of: parcels }, ${day} }
    visit: { from: { last-of: [dayA, visits] }, counting-from: same-day, lasts: 1 day, clause: "1" }
    since: { from: 2026-05-31, counting-from: next-day, lasts: 1 day, clause: "1" }
    moment: { from: 2026-06-01T08:00:00+02:00, ${day} }`;
  const policy = policyWithWindows(facts, windows);
  const [one, two, three] = ['2026-06-01T08:00:00+02:00', '2026-06-01T09:00:00+02:00', '2026-06-01T10:00:00+02:00'];
  const seen = async (request: Request): Promise<Readonly<Record<string, string>>> => {
    const { windows: found } = await decide(policy, request);
    const shown = Object.entries(found).filter(([name]) => name !== 'since' && name !== 'moment');
    return Object.fromEntries(shown.map(([name, { state, opensAt }]) => [name, opensAt === null ? state : `${state} ${opensAt.slice(8, 13)}`]));
  };

  test('the first and the last of those that are there', async () => {
    expect(await seen({ paidAt: two, sentAt: one, parcels: [three, one], dayA: '2026-06-01', visits: ['2026-05-31'] })).toEqual({
      first: 'open 01T08',
      last: 'open 01T10',
      parcel: 'open 01T08',
      visit: 'open 01T00',
    });
  });

  test('what is null or empty is left out', async () => {
    expect(await seen({ paidAt: null, sentAt: two, parcels: [], dayA: null, visits: ['2026-05-30', '2026-05-31'] })).toEqual({
      first: 'open 01T09',
      last: 'open 01T09',
      parcel: 'early',
      visit: 'closed 31T00',
    });
  });

  test('all null: there is no event', async () => {
    expect(await seen({ paidAt: null, sentAt: null, parcels: null, dayA: null, visits: [] })).toEqual({
      first: 'early',
      last: 'early',
      parcel: 'early',
      visit: 'early',
    });
  });

  test('one is not told: the event is not known, and shown where another is told', async () => {
    expect(await seen({ paidAt: two })).toEqual({ first: 'unknown' });
    expect(await seen({ parcels: [one] })).toEqual({ last: 'unknown', parcel: 'open 01T08' });
    expect(await seen({})).toEqual({});
  });

  test('a day or moment that is written out is always shown', async () => {
    const { windows: found } = await decide(policy, {});
    expect(found['since']).toEqual({
      state: 'open',
      opensAt: '2026-05-31T00:00:00.000+02:00',
      countsFrom: '2026-06-01T00:00:00.000+02:00',
      closesAt: '2026-06-01T23:59:59.999+02:00',
    });
    expect(found['moment']).toMatchObject({ state: 'open', closesAt: '2026-06-02T08:00:00.000+02:00' });
  });
});

describe('the end of another window', () => {
  const policy = policyWithWindows(
    `boughtAt: { type: instant, nullable: true, ask: When? }
     judgedOn: { type: date, ask: When? }
     repairs: { type: periods, ask: When? }`,
    `returned: { from: boughtAt, counting-from: next-day, lasts: 2 days, clause: "1" }
     refunded: { from: { end-of: returned }, counting-from: at-once, lasts: 24 hours, clause: "1" }
     complained: { from: { end-of: refunded }, counting-from: next-day, lasts: 1 day, clause: "1" }
     on-day: { from: { end-of: returned }, at: judgedOn, counting-from: same-day, lasts: 1 day, clause: "1" }
     endless: { from: boughtAt, lasts: forever, clause: "1" }
     after-endless: { from: { end-of: endless }, counting-from: at-once, lasts: 1 hour, clause: "1" }
     repaired: { from: boughtAt, counting-from: at-once, lasts: 1 hour, pauses: repairs, clause: "1" }
     after-repair: { from: { end-of: repaired }, counting-from: at-once, lasts: 1 hour, clause: "1" }`,
  );

  test('is an event, to the millisecond, and its day where days are counted', async () => {
    const { windows } = await decide(policy, { boughtAt: '2026-05-29T15:00:00+02:00', judgedOn: '2026-05-31', repairs: [] });
    expect(windows['refunded']).toEqual({
      state: 'open',
      opensAt: '2026-05-31T23:59:59.999+02:00',
      countsFrom: '2026-05-31T23:59:59.999+02:00',
      closesAt: '2026-06-01T23:59:59.999+02:00',
    });
    expect(windows['complained']).toMatchObject({ state: 'early', countsFrom: '2026-06-02T00:00:00.000+02:00', closesAt: '2026-06-02T23:59:59.999+02:00' });
    // A judged day is not before a moment of that day.
    expect(windows['on-day']).toMatchObject({ state: 'open', closesAt: '2026-05-31T23:59:59.999+02:00' });
  });

  test.each([
    ['did not happen', { boughtAt: null }],
    ['is never', { boughtAt: '2026-05-29T15:00:00+02:00', repairs: [{ from: '2026-05-29T15:30:00+02:00' }] }],
  ])('%s: early', async (_, request) => {
    const { windows } = await decide(policy, request);
    expect([windows['after-endless']?.state, windows['after-repair']?.state]).toEqual(['early', 'early']);
  });

  test('is not known where pauses are not told', async () => {
    const { windows } = await decide(policy, { boughtAt: '2026-05-29T15:00:00+02:00' });
    expect([windows['after-repair']?.state, windows['repaired']?.state]).toEqual(['unknown', 'unknown']);
  });

  test('is shown where the other window is', async () => {
    expect(Object.keys((await decide(policy, {})).windows)).toEqual([]);
  });
});

describe('calendars by fact', () => {
  const policy = policyWithWindows(
    `boughtAt: { type: instant, ask: When? }
     place: { type: enum, values: [shop, bazaar], nullable: true, ask: Where? }`,
    'back: { from: boughtAt, counting-from: next-day, lasts: 1 business day, calendar: { fact: place, shop: shop, bazaar: bazaar }, clause: "1" }',
    { calendars },
  );
  const boughtAt = '2026-04-02T15:00:00+02:00';
  const back = async (request: Request): Promise<unknown> => (await decide(policy, { boughtAt, ...request })).windows['back'];

  test('the fact picks one', async () => {
    expect(await back({ place: 'shop' })).toMatchObject({ closesAt: '2026-04-07T23:59:59.999+02:00' });
    expect(await back({ place: 'bazaar' })).toMatchObject({ closesAt: '2026-04-03T23:59:59.999+02:00' });
  });

  test('null: as though there were no event', async () => {
    expect(await back({ place: null })).toEqual({ state: 'early', opensAt: null, countsFrom: null, closesAt: null });
  });

  test('not told: the end is not known, but a moment before the event is early', async () => {
    expect(await back({})).toMatchObject({ state: 'unknown', opensAt: '2026-04-02T15:00:00.000+02:00', closesAt: null });
    expect(await back({ appliedAt: '2026-04-02T14:59:59.999+02:00' })).toMatchObject({ state: 'early' });
  });
});

describe('days that no calendar covers', () => {
  const policyOf = (window: string): ReturnType<typeof policyWithWindows> =>
    policyWithWindows('boughtAt: { type: instant, nullable: true, ask: When? }\npaidAt: { type: instant, nullable: true, ask: When? }', window, { calendars });
  const business = policyOf('back: { from: boughtAt, counting-from: next-day, lasts: 2 business days, calendar: shop, clause: "1" }');
  const at = '/boughtAt';

  test.each([
    ['after its end', '2026-12-30T15:00:00+01:00'],
    ['further after its end', '2031-12-30T15:00:00+01:00'],
    ['before its beginning', '2025-06-01T15:00:00+02:00'],
  ])('%s', async (_, boughtAt) => {
    expect(await problemsOf(business, { boughtAt })).toEqual([`calendar-end at ${at}`]);
  });

  test('are refused where the judged moment is not told or before them, too', async () => {
    expect(await problemsOf(business, { boughtAt: '2026-12-30T15:00:00+01:00', appliedAt: undefined })).toEqual([`calendar-end at ${at}`]);
    expect(await problemsOf(business, { boughtAt: '2026-12-30T15:00:00+01:00', appliedAt: '2024-02-01T00:00:00Z' })).toEqual([`calendar-end at ${at}`]);
  });

  test('say which year is missing', async () => {
    const say = async (boughtAt: string): Promise<string | undefined> => {
      const evaluation = await business.evaluate({ appliedAt: '2026-06-01T12:00:00+02:00', boughtAt });
      return evaluation.ok ? undefined : evaluation.problems[0]?.message;
    };
    const message = (year: number): string =>
      `the window \`back\` cannot be worked out: it needs the working days of ${year}, and the calendar \`shop\` covers 2026 to 2026`;
    expect([await say('2026-12-30T15:00:00+01:00'), await say('2025-06-01T15:00:00+02:00')]).toEqual([message(2027), message(2025)]);
  });

  test("are nobody's business where nothing is counted", async () => {
    expect((await decide(business, { boughtAt: null })).windows['back']).toMatchObject({ state: 'early' });
    expect((await decide(business, {})).windows).toEqual({});
    expect((await decide(business, { boughtAt: '2026-12-28T15:00:00+01:00' })).windows['back']).toMatchObject({ closesAt: '2026-12-30T23:59:59.999+01:00' });
  });

  test('a last day that is moved beyond it', async () => {
    const rolled = policyOf(
      'back: { from: boughtAt, counting-from: next-day, lasts: 1 year, month-end: last-day, roll: next-working-day, calendar: shop, clause: "1" }',
    );
    expect(await problemsOf(rolled, { boughtAt: '2026-06-01T15:00:00+02:00' })).toEqual([`calendar-end at ${at}`]);
  });

  test('from a day that is written out, or the end of another window: no fact is to blame', async () => {
    expect(await problemsOf(policyOf('back: { from: 2026-12-30, counting-from: next-day, lasts: 9 business days, calendar: shop, clause: "1" }'), {})).toEqual([
      'calendar-end at ',
    ]);
    const chain = policyOf(`one: { from: boughtAt, counting-from: next-day, lasts: 1 day, clause: "1" }
      back: { from: { end-of: one }, counting-from: next-day, lasts: 9 business days, calendar: shop, clause: "1" }`);
    expect(await problemsOf(chain, { boughtAt: '2026-12-29T15:00:00+01:00' })).toEqual(['calendar-end at ']);
  });

  test('after the year 9999, as the zone counts it', async () => {
    const last = (lasts: string): ReturnType<typeof policyWithWindows> =>
      policyWithWindows(
        'boughtAt: { type: instant, ask: When? }',
        `seven: { from: boughtAt, counting-from: at-once, lasts: ${lasts}, month-end: last-day, clause: "1" }
         eighth: { from: { end-of: seven }, counting-from: at-once, lasts: 1000 years, month-end: last-day, clause: "1" }`,
        { zone: 'Asia/Shanghai' },
      );
    const policy = policyWithWindows(
      'boughtAt: { type: instant, ask: When? }',
      Array.from(
        { length: 8 },
        (_, index) =>
          `w${index}: { from: ${index === 0 ? 'boughtAt' : `{ end-of: w${index - 1} }`}, counting-from: at-once, lasts: 1000 years, month-end: last-day, clause: "1" }`,
      ).join('\n'),
      { zone: 'Asia/Shanghai' },
    );
    expect((await decide(policy, { boughtAt: '1999-12-31T15:59:59.999Z' })).windows['w7']).toMatchObject({ closesAt: '9999-12-31T23:59:59.999+08:00' });
    expect(await problemsOf(policy, { boughtAt: '1999-12-31T16:00:00Z' })).toEqual(['calendar-end at ']);
    expect((await decide(last('1000 years'), { boughtAt: '2999-12-31T00:00:00Z' })).windows['eighth']).toMatchObject({
      closesAt: '4999-12-31T08:00:00.000+08:00',
    });
  });
});
