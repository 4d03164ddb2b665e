/** How far a window of time reaches, from the moment of its event: pure arithmetic of clocks and calendars. */
import { addMonths, nthWorkingDay, rollToWorkingDay, type WorkCalendar } from '../model/calendar.ts';
import type { CalendarLength, Period, TimeSpan } from '../model/policy.ts';
import { hour, type Zone } from '../model/time.ts';

/** The moment with which a window begins. */
export interface Start {
  readonly instant: number;
  readonly day: () => number;
}

/** What a window's end depends on besides its event. */
export interface Surroundings {
  readonly zone: Zone;
  /** Where the window needs one. */
  readonly calendar: WorkCalendar | null;
  readonly pauses: readonly Period[];
}

/** `countsFrom` is null where nothing was counted yet, `closesAt` where the window has no end; `beyond` says why the end cannot be known at all. */
export type Extent = { readonly countsFrom: number | null; readonly closesAt: number | null; readonly beyond?: undefined } | { readonly beyond: string };

/** Thrown within this file alone, where a day lies beyond what is known of the calendar. */
class Beyond extends Error {}

/** The last day of the year 9999: no window reaches further. */
const lastDay = 2_932_896;

export function extentOf(span: TimeSpan, start: Start, surroundings: Surroundings): Extent {
  try {
    const extent = new Measuring(span, start, surroundings).extent();
    const { closesAt } = extent;
    return closesAt !== null && surroundings.zone.dayOf(closesAt) > lastDay ? { beyond: 'it would end after the year 9999' } : extent;
  } catch (error) {
    if (error instanceof Beyond) return { beyond: error.message };
    throw error;
  }
}

type Reach = { readonly countsFrom: number | null; readonly closesAt: number | null };

class Measuring {
  readonly #span: TimeSpan;
  readonly #start: Start;
  readonly #zone: Zone;
  readonly #calendar: WorkCalendar | null;
  readonly #pauses: readonly Period[];

  constructor(span: TimeSpan, start: Start, { zone, calendar, pauses }: Surroundings) {
    this.#span = span;
    this.#start = start;
    this.#zone = zone;
    this.#calendar = calendar;
    this.#pauses = merge(pauses);
  }

  extent(): Reach {
    const { length } = this.#span;
    const { instant } = this.#start;
    switch (length.kind) {
      case 'forever':
        return { countsFrom: instant, closesAt: null };
      case 'until':
        return { countsFrom: instant, closesAt: length.type === 'instant' ? length.value : this.#endOf(length.value) };
      case 'hours': {
        const countsFrom = length.countingFrom === 'next-hour' ? this.#zone.nextFullHour(instant) : instant;
        return { countsFrom, closesAt: this.#pausedFrom(countsFrom, countsFrom + length.count * hour) };
      }
      default:
        return length.countingFrom === 'at-once' ? this.#toTheMoment(length) : this.#toTheEndOfDay(length);
    }
  }

  /** The clock shows the same time as at the event, so many days on. */
  #toTheMoment(length: CalendarLength): Reach {
    const { instant } = this.#start;
    const last = length.kind === 'business-days' ? this.#nthWorked(this.#start.day() + 1, length.count) : this.#lastDay(length);
    return { countsFrom: instant, closesAt: this.#pausedFrom(instant, this.#zone.instantAt(last, this.#zone.clockOf(instant))) };
  }

  #toTheEndOfDay(length: CalendarLength): Reach {
    const first = this.#start.day() + (length.countingFrom === 'next-day' ? 1 : 0);
    if (length.kind === 'business-days') return this.#workingDays(first, length.count);
    const nominal = this.#lastDay(length) - (length.countingFrom === 'next-day' ? 0 : 1);
    const last = dayAfterUnpaused(first, nominal - first + 1, this.#pausedDays());
    return { countsFrom: this.#zone.startOfDay(first), closesAt: last === null ? null : this.#endOf(last) };
  }

  #workingDays(from: number, count: number): Reach {
    const paused = this.#pausedDays();
    const stillFrom = paused.find(([, last]) => last === Number.POSITIVE_INFINITY)?.[0] ?? Number.POSITIVE_INFINITY;
    const find = (n: number): number | null => {
      const { firstDay: begin = 0, lastDay: end = 0 } = this.#calendar ?? {};
      const found = this.#calendar === null ? undefined : nthWorkingDay(from, n, this.#calendar, inAnyOf(paused));
      // A pause that still lasts when the covered days run out, or before, is why no day is found; else it is that they run out.
      if (found === undefined && from < stillFrom && (from < begin || stillFrom > end)) throw this.#beyond(from);
      return found ?? null;
    };
    const first = find(1);
    const last = find(count);
    return { countsFrom: first === null ? null : this.#zone.startOfDay(first), closesAt: last === null ? null : this.#zone.endOfDay(last) };
  }

  /** The last day where the event's own is not counted, pauses aside. */
  #lastDay({ kind, count, monthEnd }: CalendarLength): number {
    return kind === 'months' ? addMonths(this.#start.day(), count, monthEnd ?? 'last-day') : this.#start.day() + count;
  }

  #nthWorked(from: number, count: number): number {
    const found = this.#calendar === null ? undefined : nthWorkingDay(from, count, this.#calendar);
    if (found === undefined) throw this.#beyond(from);
    return found;
  }

  /** The last instant of a day, or of the working day that takes its place. */
  #endOf(day: number): number {
    if (!this.#span.rolls || this.#calendar === null) return this.#zone.endOfDay(day);
    const rolled = rollToWorkingDay(day, this.#calendar);
    if (rolled === undefined) throw this.#beyond(day);
    return this.#zone.endOfDay(rolled);
  }

  /** Working days were looked for from this day on, and the calendar does not have them. */
  #beyond(day: number): Beyond {
    const { name = '', firstDay: first = 0, lastDay: last = 0 } = this.#calendar ?? {};
    const year = (at: number): number => new Date(at * 86_400_000).getUTCFullYear();
    return new Beyond(
      `it needs the working days of ${year(day < first ? day : Math.max(day, last + 1))}, and the calendar \`${name}\` covers ${year(first)} to ${year(last)}`,
    );
  }

  /** An end that so much elapsed time leads to, moved on by the pauses before it. */
  #pausedFrom(start: number, end: number): number | null {
    let moved = end;
    for (const { from, to } of this.#pauses) {
      const begins = Math.max(from, start);
      if (begins > moved) break;
      if (to === null) return null;
      moved += Math.max(0, to - begins);
    }
    return moved;
  }

  /** The days that pauses touch. */
  #pausedDays(): readonly (readonly [number, number])[] {
    return this.#pauses.map(({ from, to }) => [this.#zone.dayOf(from), to === null ? Number.POSITIVE_INFINITY : this.#zone.dayOf(to - 1)] as const);
  }
}

/** Periods in the order of time, those that overlap or touch made one. */
function merge(periods: readonly Period[]): readonly Period[] {
  const merged: Period[] = [];
  for (const period of [...periods].sort((a, b) => a.from - b.from)) {
    const before = merged.at(-1);
    if (before === undefined || (before.to !== null && before.to < period.from)) merged.push(period);
    else merged[merged.length - 1] = { from: before.from, to: before.to === null || period.to === null ? null : Math.max(before.to, period.to) };
  }
  return merged;
}

/** Whether a day is in one of these stretches, which are in order; asked for days in order alone, so that each stretch is looked at once. */
function inAnyOf(stretches: readonly (readonly [number, number])[]): (day: number) => boolean {
  let next = 0;
  return (day) => {
    for (let last = stretches[next]?.[1]; last !== undefined && last < day; last = stretches[next]?.[1]) next += 1;
    return day >= (stretches[next]?.[0] ?? Number.POSITIVE_INFINITY);
  };
}

/** The day on which so many days from the first one on have passed that are in no pause; null where a pause that still lasts comes before. */
function dayAfterUnpaused(first: number, count: number, paused: readonly (readonly [number, number])[]): number | null {
  let next = first;
  let left = count;
  for (const [from, to] of paused) {
    if (to < next) continue;
    const free = Math.max(0, from - next);
    if (free >= left) break;
    if (to === Number.POSITIVE_INFINITY) return null;
    left -= free;
    next = to + 1;
  }
  return next + left - 1;
}
