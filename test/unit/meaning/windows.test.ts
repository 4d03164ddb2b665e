import { describe, expect, test } from 'vitest';
import type { WindowState } from '../../../src/model/generated/decision.ts';
import { decide, smallPolicy } from './small-policy.ts';

interface Setting {
  readonly zone?: string;
  readonly event?: 'instant' | 'date';
  readonly judged?: 'instant' | 'date';
}

/** The window `back` of a request that tells its event and what is judged; undefined where a decision does not show it. */
async function windowAt(
  window: string,
  event: string | null | undefined,
  judged: string | null | undefined,
  setting: Setting = {},
): Promise<WindowState | undefined> {
  const policy = smallPolicy(
    `boughtAt: { type: ${setting.event ?? 'instant'}, nullable: true, ask: When? }
     sentAt: { type: ${setting.judged ?? 'instant'}, nullable: true, ask: When? }`,
    `
windows:
  back: { title: Back, from: boughtAt, at: sentAt, ${window}, clause: "1" }
sections:
  all: { title: All, rules: { in-time: { when: { back: open }, accept: Yes., clause: "1" } } }`,
    setting.zone === undefined ? {} : { zone: setting.zone },
  );
  const { windows } = await decide(policy, { ...(event === undefined ? {} : { boughtAt: event }), ...(judged === undefined ? {} : { sentAt: judged }) });
  return windows['back'];
}

const atOnce = 'counting-from: at-once, lasts: 24 hours';
const nextHour = 'counting-from: next-hour, lasts: 24 hours';
const sameDay = 'counting-from: same-day, lasts: 3 days';
const nextDay = 'counting-from: next-day, lasts: 2 days';

describe('counts and closes', () => {
  test.each([
    ['at once', atOnce, '2026-06-01T09:20:00+02:00', '2026-06-01T09:20:00.000+02:00', '2026-06-02T09:20:00.000+02:00'],
    ['at once, over the night with 23 hours', atOnce, '2026-03-28T12:00:00+01:00', '2026-03-28T12:00:00.000+01:00', '2026-03-29T13:00:00.000+02:00'],
    ['at once, over the night with 25 hours', atOnce, '2026-10-24T12:00:00+02:00', '2026-10-24T12:00:00.000+02:00', '2026-10-25T11:00:00.000+01:00'],
    ['from the next hour', nextHour, '2026-06-01T09:20:00+02:00', '2026-06-01T10:00:00.000+02:00', '2026-06-02T10:00:00.000+02:00'],
    ['from the next hour, on the hour', nextHour, '2026-06-01T09:00:00+02:00', '2026-06-01T10:00:00.000+02:00', '2026-06-02T10:00:00.000+02:00'],
    ['from the next hour, where an hour is skipped', nextHour, '2026-03-29T01:30:00+01:00', '2026-03-29T03:00:00.000+02:00', '2026-03-30T03:00:00.000+02:00'],
    ['from the next hour, where an hour comes twice', nextHour, '2026-10-25T02:30:00+02:00', '2026-10-25T02:00:00.000+01:00', '2026-10-26T02:00:00.000+01:00'],
    ['on the same day', sameDay, '2026-06-01T15:00:00+02:00', '2026-06-01T00:00:00.000+02:00', '2026-06-03T23:59:59.999+02:00'],
    ['on the same day, to a day with 23 hours', sameDay, '2026-03-27T15:00:00+01:00', '2026-03-27T00:00:00.000+01:00', '2026-03-29T23:59:59.999+02:00'],
    ['on the next day', nextDay, '2026-06-01T15:00:00+02:00', '2026-06-02T00:00:00.000+02:00', '2026-06-03T23:59:59.999+02:00'],
    ['on the next day, one with 25 hours', nextDay, '2026-10-24T15:00:00+02:00', '2026-10-25T00:00:00.000+02:00', '2026-10-26T23:59:59.999+01:00'],
    ['on the day that the zone shows, not UTC', nextDay, '2026-06-01T22:30:00Z', '2026-06-03T00:00:00.000+02:00', '2026-06-04T23:59:59.999+02:00'],
  ])('%s', async (_, window, event, countsFrom, closesAt) => {
    expect(await windowAt(window, event, event)).toMatchObject({ state: 'open', countsFrom, closesAt });
  });

  test.each([
    ['half an hour off', 'Asia/Kolkata', '2026-06-01T09:20:00+05:30', '2026-06-01T10:00:00.000+05:30'],
    ['three quarters off', 'Asia/Kathmandu', '2026-06-01T09:50:00+05:45', '2026-06-01T10:00:00.000+05:45'],
    ['half an hour of summer time', 'Australia/Lord_Howe', '2026-10-04T01:50:00+10:30', '2026-10-04T03:00:00.000+11:00'],
  ])('a full hour of the zone: %s', async (_, zone, event, countsFrom) => {
    expect(await windowAt(nextHour, event, event, { zone })).toMatchObject({ countsFrom });
  });

  test('a day begins when its first hour exists', async () => {
    const window = await windowAt(nextDay, '2026-04-23T12:00:00+02:00', '2026-04-23T12:00:00+02:00', { zone: 'Africa/Cairo' });
    expect(window).toMatchObject({ countsFrom: '2026-04-24T01:00:00.000+03:00', closesAt: '2026-04-25T23:59:59.999+03:00' });
  });

  test('from a date: the day is day one, and opens at its start', async () => {
    const window = await windowAt(sameDay, '2026-06-01', '2026-06-01T00:00:00+02:00', { event: 'date' });
    expect(window).toEqual({
      state: 'open',
      opensAt: '2026-06-01T00:00:00.000+02:00',
      countsFrom: '2026-06-01T00:00:00.000+02:00',
      closesAt: '2026-06-03T23:59:59.999+02:00',
    });
  });
});

describe('state', () => {
  test.each([
    ['before the event', '2026-06-01T09:19:59.999+02:00', 'early'],
    ['at the event, before it counts', '2026-06-01T09:20:00+02:00', 'open'],
    ['at the last millisecond', '2026-06-02T10:00:00.000+02:00', 'open'],
    ['the same moment, told with another offset', '2026-06-02T03:00:00.000-05:00', 'open'],
    ['one millisecond later', '2026-06-02T10:00:00.001+02:00', 'closed'],
  ])('%s', async (_, judged, state) => {
    expect(await windowAt(nextHour, '2026-06-01T09:20:00+02:00', judged)).toMatchObject({ state });
  });

  test.each([
    ['the last millisecond of the last day', '2026-06-03T23:59:59.999+02:00', 'open'],
    ['midnight after it', '2026-06-04T00:00:00+02:00', 'closed'],
  ])('in days: %s', async (_, judged, state) => {
    expect(await windowAt(sameDay, '2026-06-01T15:00:00+02:00', judged)).toMatchObject({ state });
  });

  test.each([
    ['the day before the event', '2026-05-31', 'early'],
    ['the day of the event, though it begins before it', '2026-06-01', 'open'],
    ['the last day', '2026-06-03', 'open'],
    ['the day after', '2026-06-04', 'closed'],
  ])('a judged date: %s', async (_, judged, state) => {
    expect(await windowAt(sameDay, '2026-06-01T15:00:00+02:00', judged, { judged: 'date' })).toMatchObject({ state });
  });

  const none = { opensAt: null, countsFrom: null, closesAt: null };

  test('no event: early, and without instants', async () => {
    expect(await windowAt(atOnce, null, '2026-06-01T09:20:00+02:00')).toEqual({ state: 'early', ...none });
    expect(await windowAt(atOnce, null, undefined)).toEqual({ state: 'early', ...none });
    expect(await windowAt(atOnce, null, null)).toEqual({ state: 'early', ...none });
  });

  test('an event, and nothing that is judged: no state', async () => {
    expect(await windowAt(atOnce, '2026-06-01T09:20:00+02:00', null)).toMatchObject({ state: 'none', closesAt: '2026-06-02T09:20:00.000+02:00' });
  });

  test('an event, and what is judged is not told: unknown, with its instants', async () => {
    expect(await windowAt(atOnce, '2026-06-01T09:20:00+02:00', undefined)).toMatchObject({ state: 'unknown', closesAt: '2026-06-02T09:20:00.000+02:00' });
  });

  test('the event is not told: not shown', async () => {
    expect(await windowAt(atOnce, undefined, '2026-06-01T09:20:00+02:00')).toBeUndefined();
  });
});

describe('tests of a window without a state', () => {
  const policy = smallPolicy(
    `boughtAt: { type: instant, ask: When? }
     sentAt: { type: instant, nullable: true, ask: When? }`,
    `
windows:
  back: { title: Back, from: boughtAt, at: sentAt, ${atOnce}, clause: "1" }
sections:
  all:
    title: All
    rules:
      any-state: { when: { back: [early, open, closed] }, reject: No., clause: "1" }
      not-closed: { when: { back: { not: closed } }, accept: Yes., clause: "1" }`,
  );

  test('pass `not` and nothing else', async () => {
    const { outcome, reasons } = await decide(policy, { boughtAt: '2026-06-01T09:20:00+02:00', sentAt: null });
    expect([outcome, reasons.map((reason) => reason.rule)]).toEqual(['accepted', ['not-closed']]);
  });

  test('are unknown where the judged fact is not told', async () => {
    const { outcome, missing } = await decide(policy, { boughtAt: '2026-06-01T09:20:00+02:00' });
    expect([outcome, missing.facts]).toEqual(['incomplete', ['sentAt']]);
  });
});
