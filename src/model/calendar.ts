/** Days are whole days since 1970-01-01, as in time.ts. */
import { dayLength } from './time.ts';

/** Which days are worked in a jurisdiction, for the days from `firstDay` to `lastDay`. Beyond them nothing is known, and nothing is guessed. */
export interface WorkCalendar {
  readonly name: string;
  readonly firstDay: number;
  readonly lastDay: number;
  /** Days of the week that are not worked: 0 is Sunday. */
  readonly weekend: ReadonlySet<number>;
  readonly holidays: ReadonlySet<number>;
  /** Days of a weekend that are worked all the same. */
  readonly workingDays: ReadonlySet<number>;
}

/** How a day that a month does not have is taken: its last day, or so many days into the next month. */
export type MonthEnd = 'last-day' | 'overflow';

/** 0 for Sunday. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Whether a day is worked; undefined where the calendar does not reach. */
export function isWorkingDay(day: number, calendar: WorkCalendar): boolean | undefined {
  if (day < calendar.firstDay || day > calendar.lastDay) return undefined;
  if (calendar.workingDays.has(day)) return true;
  return !calendar.holidays.has(day) && !calendar.weekend.has(weekdayOf(day));
}

/** The day itself if it is worked, else the next that is; undefined where the calendar ends before. */
export function rollToWorkingDay(day: number, calendar: WorkCalendar): number | undefined {
  for (let at = day; ; at += 1) {
    const isWorked = isWorkingDay(at, calendar);
    if (isWorked === undefined) return undefined;
    if (isWorked) return at;
  }
}

/** The n-th working day from a day on, the day itself included; n is at least 1. Undefined where the calendar ends before. */
export function nthWorkingDay(from: number, n: number, calendar: WorkCalendar, isSkipped: (day: number) => boolean = () => false): number | undefined {
  let left = n;
  for (let at = from; ; at += 1) {
    const isWorked = isWorkingDay(at, calendar);
    if (isWorked === undefined) return undefined;
    if (isWorked && !isSkipped(at)) left -= 1;
    if (left === 0) return at;
  }
}

/** The same day of the month, so many months later. */
export function addMonths(day: number, months: number, monthEnd: MonthEnd): number {
  const date = new Date(day * dayLength);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + months;
  const wanted = date.getUTCDate();
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const taken = monthEnd === 'last-day' ? Math.min(wanted, last) : wanted;
  return Date.UTC(year, month, taken) / dayLength;
}
