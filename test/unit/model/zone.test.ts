import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { Zone } from '../../../src/model/time.ts';
import { propertyRuns } from '../../support/property-runs.ts';

/** Moments near which clocks are changed, or are not, and what is special there. */
const places: readonly (readonly [zone: string, around: string, what: string])[] = [
  ['Asia/Shanghai', '2026-03-10T06:20:00Z', 'no change'],
  ['Asia/Shanghai', '1988-04-16T16:00:00Z', 'summer time of 1988 begins'],
  ['Europe/Berlin', '2026-03-29T01:00:00Z', 'summer time begins'],
  ['Europe/Berlin', '2026-10-25T01:00:00Z', 'summer time ends'],
  ['America/New_York', '2026-03-08T07:00:00Z', 'summer time begins'],
  ['America/New_York', '2026-11-01T06:00:00Z', 'summer time ends'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', 'clocks go back half an hour'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', 'clocks go on half an hour'],
  ['America/Sao_Paulo', '2018-11-04T03:00:00Z', 'midnight is skipped'],
  ['America/Sao_Paulo', '2018-02-18T02:00:00Z', 'midnight comes twice'],
  ['America/Havana', '2026-03-08T05:00:00Z', 'midnight is skipped'],
  ['Asia/Kathmandu', '2026-01-01T00:00:00Z', '5 hours and 45 minutes ahead'],
  ['Asia/Kathmandu', '1985-12-31T18:30:00Z', 'the offset gains a quarter'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z', 'a whole day is skipped'],
  ['Asia/Pyongyang', '2018-05-04T15:00:00Z', 'the offset gains half an hour'],
];

const minute = 60_000;

/** Moments within three days around, often whole minutes. */
const around = (text: string): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: -3 * 24 * 60, max: 3 * 24 * 60 }).map((minutes) => Date.parse(text) + minutes * minute),
    fc.integer({ min: -4 * 60 * minute, max: 4 * 60 * minute }).map((milliseconds) => Date.parse(text) + milliseconds),
  );

const dayNumber = (at: DateTime): number => Date.UTC(at.year, at.month - 1, at.day) / 86_400_000;

describe.each(places)('%s around %s: %s', (name, text) => {
  const zone = new Zone(name);
  const local = (at: number): DateTime => DateTime.fromMillis(at, { zone: name });
  const check = (assertion: (at: number) => void): void => {
    fc.assert(fc.property(around(text), assertion), propertyRuns(300));
  };

  test('prints what luxon prints', () => {
    check((at) => {
      expect(zone.print(at)).toBe(local(at).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZZ"));
      expect(zone.printShort(at)).toBe(local(at).toFormat('yyyy-MM-dd HH:mm'));
    });
  });

  test('a moment is on the day that the calendar shows', () => {
    check((at) => {
      expect(zone.dayOf(at)).toBe(dayNumber(local(at)));
    });
  });

  test('a day begins with its first moment and ends with its last', () => {
    check((at) => {
      const day = zone.dayOf(at);
      const start = zone.startOfDay(day);
      expect(start).toBe(local(at).startOf('day').toMillis());
      expect(dayNumber(local(start))).toBe(day);
      expect(dayNumber(local(start - 1))).toBeLessThan(day);
      expect(zone.endOfDay(day)).toBe(local(at).endOf('day').toMillis());
      expect(zone.endOfDay(day)).toBeGreaterThanOrEqual(at);
    });
  });

  test('the next full hour is the first moment after at which the clock shows one', () => {
    check((at) => {
      const next = zone.nextFullHour(at);
      expect(next).toBeGreaterThan(at);
      const shown = local(next);
      expect([shown.minute, shown.second, shown.millisecond]).toEqual([0, 0, 0]);
      // Every minute between: none of them shows a full hour.
      for (let between = (Math.floor(at / minute) + 1) * minute; between < next; between += minute)
        expect(local(between).minute, local(between).toISO() ?? '').not.toBe(0);
    });
  });
});

describe('by hand', () => {
  test('the next full hour is strictly after', () => {
    const zone = new Zone('Asia/Shanghai');
    const next = (text: string): string => zone.print(zone.nextFullHour(Date.parse(text)));
    expect(next('2026-03-10T14:20:00+08:00')).toBe('2026-03-10T15:00:00.000+08:00');
    expect(next('2026-03-10T14:00:00+08:00')).toBe('2026-03-10T15:00:00.000+08:00');
    expect(next('2026-03-10T13:59:59.999+08:00')).toBe('2026-03-10T14:00:00.000+08:00');
    expect(next('2026-12-31T23:30:00+08:00')).toBe('2027-01-01T00:00:00.000+08:00');
  });

  test('in the hour that comes twice, the second one has a full hour of its own', () => {
    const zone = new Zone('Europe/Berlin');
    expect(zone.print(zone.nextFullHour(Date.parse('2026-10-25T02:30:00+02:00')))).toBe('2026-10-25T02:00:00.000+01:00');
  });

  test('a day without midnight begins at one', () => {
    const zone = new Zone('America/Sao_Paulo');
    const day = Date.UTC(2018, 10, 4) / 86_400_000;
    expect(zone.print(zone.startOfDay(day))).toBe('2018-11-04T01:00:00.000-02:00');
    expect(zone.print(zone.endOfDay(day - 1))).toBe('2018-11-03T23:59:59.999-03:00');
  });

  test('a day has 23, 24 or 25 hours', () => {
    const zone = new Zone('Europe/Berlin');
    const hours = (year: number, month: number, date: number): number => {
      const day = Date.UTC(year, month - 1, date) / 86_400_000;
      return (zone.endOfDay(day) + 1 - zone.startOfDay(day)) / 3_600_000;
    };
    expect([hours(2026, 3, 29), hours(2026, 6, 1), hours(2026, 10, 25)]).toEqual([23, 24, 25]);
  });

  test('offsets that are no whole hours', () => {
    expect(new Zone('Asia/Kathmandu').print(0)).toBe('1970-01-01T05:30:00.000+05:30');
    expect(new Zone('Asia/Kathmandu').print(Date.parse('2026-01-01T00:00:00Z'))).toBe('2026-01-01T05:45:00.000+05:45');
    expect(new Zone('America/St_Johns').print(Date.parse('2026-01-01T00:00:00Z'))).toBe('2025-12-31T20:30:00.000-03:30');
  });

  test('what is remembered is not mixed up between zones', () => {
    const [berlin, shanghai] = [new Zone('Europe/Berlin'), new Zone('Asia/Shanghai')];
    for (let day = 0; day < 5000; day += 7) {
      expect(berlin.startOfDay(day) - shanghai.startOfDay(day)).toBeGreaterThanOrEqual(6 * 3_600_000);
      expect(berlin.startOfDay(day)).toBe(new Zone('Europe/Berlin').startOfDay(day));
    }
  });
});
