import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { isTimezone, parseDate, parseInstant, printDate, timezoneNames } from '../../../src/model/time.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const valueOf = (text: string): number | string => {
  const parsed = parseInstant(text);
  return parsed.ok ? parsed.value : parsed.problem;
};

describe('moments', () => {
  test.each([
    '2026-03-10T14:20:00+08:00',
    '2026-03-10T14:20:00.5+08:00',
    '2026-03-10T14:20:00.123Z',
    '2026-03-10T14:20Z',
    '2026-03-10T00:00:00-09:30',
    '1970-01-01T00:00:00Z',
    '2999-12-31T23:59:59.999Z',
    '2024-02-29T12:00:00+14:00',
    '2000-02-29T00:00:00-12:00',
  ])('%s is read as luxon reads it', (text) => {
    expect(valueOf(text)).toBe(DateTime.fromISO(text).toMillis());
  });

  test('any moment of any zone is read as it was printed', () => {
    const first = Date.UTC(1971, 0, 1);
    const last = Date.UTC(2998, 0, 1);
    fc.assert(
      fc.property(fc.integer({ min: first, max: last }), fc.integer({ min: -12 * 4, max: 14 * 4 }), (at, quarters) => {
        const text = DateTime.fromMillis(at)
          .setZone(`UTC${quarters < 0 ? '-' : '+'}${Math.floor(Math.abs(quarters) / 4)}:${String((Math.abs(quarters) % 4) * 15).padStart(2, '0')}`)
          .toISO();
        expect(valueOf(text ?? '')).toBe(at);
      }),
      propertyRuns(500),
    );
  });

  test.each([
    ['2026-03-10T14:20:00', 'has no offset'],
    ['2026-03-10', 'is not a moment'],
    ['2026-03-10 14:20:00Z', 'is not a moment'],
    ['2026-03-10t14:20:00z', 'is not a moment'],
    ['20260310T142000Z', 'is not a moment'],
    ['2026-3-10T14:20:00Z', 'is not a moment'],
    ['2026-W10-2T00:00:00Z', 'is not a moment'],
    ['2026-03-10T14:20:00,5Z', 'is not a moment'],
    ['2026-03-10T14:20:00+0800', 'is not a moment'],
    ['2026-03-10T14:20:00.1234Z', 'is finer than a millisecond'],
    ['2026-03-10T14:20:00.0000Z', 'is finer than a millisecond'],
    ['2026-02-30T00:00:00Z', 'is not in the calendar'],
    ['2025-02-29T00:00:00Z', 'is not in the calendar'],
    ['1900-02-29T00:00:00Z', 'is outside the years'],
    ['2100-02-29T00:00:00Z', 'is not in the calendar'],
    ['2026-13-01T00:00:00Z', 'is not in the calendar'],
    ['2026-00-10T00:00:00Z', 'is not in the calendar'],
    ['2026-01-00T00:00:00Z', 'is not in the calendar'],
    ['2026-03-10T24:00:00Z', 'is no time of a day'],
    ['2026-03-10T23:60:00Z', 'is no time of a day'],
    ['2016-12-31T23:59:60Z', 'is a leap second'],
    ['2026-03-10T23:59:61Z', 'is no time of a day'],
    ['2026-03-10T14:20:00+19:00', 'has an offset that no zone has'],
    ['2026-03-10T14:20:00+08:60', 'has an offset that no zone has'],
    ['0000-01-01T00:00:00Z', 'is outside the years'],
    ['1969-12-31T23:59:59Z', 'is outside the years'],
    ['3000-01-01T00:00:00Z', 'is outside the years'],
    ['275761-01-01T00:00:00Z', 'is outside the years'],
    ['-002026-03-10T00:00:00Z', 'is not a moment'],
    ['+002026-03-10T00:00:00Z', 'is not a moment'],
    [`2026-03-10T14:20:00.${'0'.repeat(100)}Z`, 'is not a moment'],
    ['', 'is not a moment'],
    ['now', 'is not a moment'],
  ])('%s %s', (text, problem) => {
    expect(valueOf(text)).toMatch(problem);
  });
});

describe('days', () => {
  test('are read and printed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 376_199 }), (day) => {
        const text = printDate(day);
        expect(text).toBe(DateTime.fromMillis(day * 86_400_000, { zone: 'utc' }).toISODate());
        expect(parseDate(text)).toEqual({ ok: true, value: day });
      }),
      propertyRuns(500),
    );
  });

  test.each([
    '2026-02-29',
    '2025-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-01',
    '2026-01-00',
    '2026-1-1',
    '26-01-01',
    '2026-01-01T00:00:00Z',
    '1969-12-31',
    '3000-01-01',
    '275761-01-01',
    '',
    '2026/01/01',
  ])('%s is none', (text) => {
    expect(parseDate(text).ok).toBe(false);
  });
});

describe('names of zones', () => {
  test('every one that is offered exists', () => {
    expect(timezoneNames().filter((name) => !isTimezone(name))).toEqual([]);
  });

  test.each(['Asia/Shangai', '+08:00', 'UTC+8', '', 'Asia', 'local', 'system', '__proto__'])('%j is none', (name) => {
    expect(isTimezone(name)).toBe(false);
  });
});
