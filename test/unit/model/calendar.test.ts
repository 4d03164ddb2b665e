import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { addMonths, isWorkingDay, nthWorkingDay, rollToWorkingDay, weekdayOf, type WorkCalendar } from '../../../src/model/calendar.ts';
import { parseDate, printDate } from '../../../src/model/time.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const dayLength = 86_400_000;
const inUtc = (at: number): DateTime => DateTime.fromMillis(at * dayLength, { zone: 'utc' });

function day(text: string): number {
  const parsed = parseDate(text);
  if (!parsed.ok) throw new Error(`\`${text}\` ${parsed.problem}`);
  return parsed.value;
}

/** Calendars of up to a few weeks: short enough that counts run into their ends. Holidays and working days lie in and around them. */
const calendars: fc.Arbitrary<WorkCalendar> = fc
  .record({
    firstDay: fc.integer({ min: 0, max: 376_000 }),
    length: fc.integer({ min: 1, max: 60 }),
    weekend: fc.subarray([0, 1, 2, 3, 4, 5, 6]),
    holidays: fc.array(fc.integer({ min: -3, max: 63 }), { maxLength: 20 }),
    workingDays: fc.array(fc.integer({ min: -3, max: 63 }), { maxLength: 10 }),
  })
  .map(({ firstDay, length, weekend, holidays, workingDays }) => ({
    name: 'some',
    firstDay,
    lastDay: firstDay + length - 1,
    weekend: new Set(weekend),
    holidays: new Set(holidays.map((at) => firstDay + at)),
    workingDays: new Set(workingDays.map((at) => firstDay + at)),
  }));

/** A calendar with a day in it or just beside it. */
const calendarsWithDay = calendars.chain((calendar) => fc.tuple(fc.constant(calendar), fc.integer({ min: calendar.firstDay - 3, max: calendar.lastDay + 3 })));

const covers = ({ firstDay, lastDay }: WorkCalendar, at: number): boolean => firstDay <= at && at <= lastDay;

/** What the calendar says in plain words, by luxon's days of the week: Sunday is its seventh. */
function isWorkedInWords(at: number, { weekend, holidays, workingDays }: WorkCalendar): boolean {
  const weekday = inUtc(at).weekday;
  const isWeekend = weekend.has(weekday === 7 ? 0 : weekday);
  return workingDays.has(at) || (!isWeekend && !holidays.has(at));
}

/** All worked days from a day on, of a calendar that covers this day. */
function workedFrom(from: number, calendar: WorkCalendar): readonly number[] {
  if (!covers(calendar, from)) return [];
  return Array.from({ length: calendar.lastDay - from + 1 }, (_, index) => from + index).filter((at) => isWorkedInWords(at, calendar));
}

/** Later than any day: a day that the calendar does not know. */
const orNever = (at: number | undefined): number => at ?? Number.POSITIVE_INFINITY;

describe('days of the week', () => {
  test('are those of luxon, before 1970 too', () => {
    fc.assert(
      fc.property(fc.integer({ min: -800_000, max: 400_000 }), (at) => {
        expect(weekdayOf(at)).toBe(inUtc(at).weekday % 7);
      }),
      propertyRuns(500),
    );
  });
});

describe('working days', () => {
  test('are what the calendar says of a day, and unknown beyond the days that it covers', () => {
    fc.assert(
      fc.property(calendarsWithDay, ([calendar, at]) => {
        expect(isWorkingDay(at, calendar)).toBe(covers(calendar, at) ? isWorkedInWords(at, calendar) : undefined);
      }),
      propertyRuns(500),
    );
  });

  test('are counted as one counts them day by day', () => {
    fc.assert(
      fc.property(calendarsWithDay, fc.integer({ min: 1, max: 40 }), ([calendar, from], n) => {
        expect(nthWorkingDay(from, n, calendar)).toBe(workedFrom(from, calendar)[n - 1]);
      }),
      propertyRuns(1000),
    );
  });

  test('rolling to one gives the day itself, or the first after it that is worked', () => {
    fc.assert(
      fc.property(calendarsWithDay, ([calendar, from]) => {
        const rolled = rollToWorkingDay(from, calendar);
        expect(rolled).toBe(workedFrom(from, calendar)[0]);
        expect(rolled).toBe(nthWorkingDay(from, 1, calendar));
        if (rolled !== undefined) expect(rollToWorkingDay(rolled, calendar)).toBe(rolled);
      }),
      propertyRuns(1000),
    );
  });

  test('one more holiday never brings a result forward', () => {
    fc.assert(
      fc.property(calendarsWithDay, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 40 }), ([calendar, from], at, n) => {
        const more: WorkCalendar = { ...calendar, holidays: new Set([...calendar.holidays, calendar.firstDay + at]) };
        expect(orNever(nthWorkingDay(from, n, more))).toBeGreaterThanOrEqual(orNever(nthWorkingDay(from, n, calendar)));
        expect(orNever(rollToWorkingDay(from, more))).toBeGreaterThanOrEqual(orNever(rollToWorkingDay(from, calendar)));
      }),
      propertyRuns(500),
    );
  });

  test('one more day that is worked never puts a result off', () => {
    fc.assert(
      fc.property(calendarsWithDay, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 40 }), ([calendar, from], at, n) => {
        const more: WorkCalendar = { ...calendar, workingDays: new Set([...calendar.workingDays, calendar.firstDay + at]) };
        expect(orNever(nthWorkingDay(from, n, more))).toBeLessThanOrEqual(orNever(nthWorkingDay(from, n, calendar)));
        expect(orNever(rollToWorkingDay(from, more))).toBeLessThanOrEqual(orNever(rollToWorkingDay(from, calendar)));
      }),
      propertyRuns(500),
    );
  });

  const easter: WorkCalendar = {
    name: 'easter',
    firstDay: day('2026-01-01'),
    lastDay: day('2026-12-31'),
    weekend: new Set([6, 0]),
    holidays: new Set(['2026-04-03', '2026-04-06'].map(day)),
    workingDays: new Set([day('2026-04-11')]),
  };

  test.each<[string, number, string]>([
    ['2026-04-01', 1, '2026-04-01'],
    ['2026-04-02', 2, '2026-04-07'],
    ['2026-04-03', 1, '2026-04-07'],
    ['2026-04-10', 2, '2026-04-11'],
    ['2026-04-10', 3, '2026-04-13'],
  ])('around Easter: from %s on, number %i is %s', (from, n, expected) => {
    expect(printDate(nthWorkingDay(day(from), n, easter) ?? 0)).toBe(expected);
  });

  test('are not counted beyond the last covered day, nor before the first', () => {
    expect(nthWorkingDay(day('2026-12-31'), 1, easter)).toBe(day('2026-12-31'));
    expect(nthWorkingDay(day('2026-12-31'), 2, easter)).toBeUndefined();
    expect(nthWorkingDay(day('2025-12-31'), 1, easter)).toBeUndefined();
    expect(rollToWorkingDay(day('2027-01-01'), easter)).toBeUndefined();
    expect(nthWorkingDay(day('2026-01-01'), 1_000_000, easter)).toBeUndefined();
  });
});

describe('months later', () => {
  const days = fc.integer({ min: 0, max: 376_199 });
  const months = fc.integer({ min: 0, max: 12_000 });

  test('the last day of a month that is too short is the one that luxon takes', () => {
    fc.assert(
      fc.property(days, months, (at, count) => {
        expect(addMonths(at, count, 'last-day') * dayLength).toBe(inUtc(at).plus({ months: count }).toMillis());
      }),
      propertyRuns(1000),
    );
  });

  test('so many days into the next month are those of JavaScript', () => {
    fc.assert(
      fc.property(days, months, (at, count) => {
        const date = new Date(at * dayLength);
        date.setUTCMonth(date.getUTCMonth() + count);
        expect(addMonths(at, count, 'overflow') * dayLength).toBe(date.getTime());
      }),
      propertyRuns(1000),
    );
  });

  test('both agree wherever the month has the day; else the last day is 1 to 3 days before', () => {
    fc.assert(
      fc.property(days, months, (at, count) => {
        const [last, over] = [addMonths(at, count, 'last-day'), addMonths(at, count, 'overflow')];
        const hasDay = inUtc(last).day === inUtc(at).day;
        expect(over - last).toBe(hasDay ? 0 : inUtc(at).day - inUtc(last).day);
        expect(over - last).toBeLessThanOrEqual(3);
      }),
      propertyRuns(500),
    );
  });

  test.each<[string, number, string, string]>([
    ['2026-01-31', 1, '2026-02-28', '2026-03-03'],
    ['2024-01-31', 1, '2024-02-29', '2024-03-02'],
    ['2024-02-29', 12, '2025-02-28', '2025-03-01'],
    ['2024-02-29', 48, '2028-02-29', '2028-02-29'],
    ['2026-10-31', 1, '2026-11-30', '2026-12-01'],
    ['2026-12-15', 1, '2027-01-15', '2027-01-15'],
    ['2026-08-31', 0, '2026-08-31', '2026-08-31'],
  ])('%s and %i months: %s or %s', (from, count, last, over) => {
    expect([printDate(addMonths(day(from), count, 'last-day')), printDate(addMonths(day(from), count, 'overflow'))]).toEqual([last, over]);
  });
});
