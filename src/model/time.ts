/**
 * Instants are milliseconds since 1970 in UTC, days are whole days since 1970-01-01; both as whole numbers. Nothing here
 * reads the clock or the zone of the machine.
 */
import { DateTime, IANAZone } from 'luxon';

export const hour = 3_600_000;
const minute = 60_000;
const dayLength = 86_400_000;
const yearTenThousand = 253_402_300_800_000;

const instantPattern = /^([0-9]{4,6})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?(Z|([+-])([0-9]{2}):([0-9]{2}))?$/;
const datePattern = /^([0-9]{4,6})-([0-9]{2})-([0-9]{2})$/;

/** Years outside are refused: nobody returns goods then, and zones had offsets with seconds before. */
const firstYear = 1970;
const lastYear = 2999;

/** A value, or what is wrong with the text, as the end of a sentence that begins with it. */
export type Parsed = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly problem: string };

const wrong = (problem: string): Parsed => ({ ok: false, problem });

/** Reads an instant such as 2026-03-10T14:20:00.000+08:00: at most milliseconds, always with an offset or `Z`. */
export function parseInstant(text: string): Parsed {
  const match = text.length > 40 ? null : instantPattern.exec(text);
  if (match === null) return wrong('is not a moment: write it as 2026-03-10T14:20:00+08:00');
  const [, year, month, day, hours, minutes, seconds = '0', fraction = '', offset, sign, offsetHours, offsetMinutes] = match;
  if (fraction.length > 3) return wrong('is finer than a millisecond');
  if (offset === undefined) return wrong('has no offset: add one, such as +08:00, or Z for UTC');
  const date = dayFromParts(Number(year), Number(month), Number(day));
  if (!date.ok) return date;
  if (Number(seconds) === 60) return wrong('is a leap second, which clocks here do not count');
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return wrong('is no time of a day: hours go from 00 to 23');
  if (Number(offsetHours ?? 0) > 18 || Number(offsetMinutes ?? 0) > 59) return wrong('has an offset that no zone has');
  const shift = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * (sign === '-' ? -minute : minute);
  const inDay = Number(hours) * hour + Number(minutes) * minute + Number(seconds) * 1000 + Number(fraction.padEnd(3, '0'));
  return { ok: true, value: date.value * dayLength + inDay - shift };
}

/** Reads a date such as 2026-03-10 as the number of its day. */
export function parseDate(text: string): Parsed {
  const match = datePattern.exec(text);
  if (match === null) return wrong('is not a day: write it as 2026-03-10');
  return dayFromParts(Number(match[1]), Number(match[2]), Number(match[3]));
}

function dayFromParts(year: number, month: number, day: number): Parsed {
  if (year < firstYear || year > lastYear) return wrong(`is outside the years ${firstYear} to ${lastYear}`);
  const at = Date.UTC(year, month - 1, day);
  const back = new Date(at);
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day) return wrong('is not in the calendar');
  return { ok: true, value: at / dayLength };
}

/** Prints the number of a day as 2026-03-10. */
export function printDate(day: number): string {
  return new Date(day * dayLength).toISOString().slice(0, 10);
}

/** The names that `timezone` may have, for "did you mean". */
export function timezoneNames(): readonly string[] {
  return Intl.supportedValuesOf('timeZone');
}

/** Whether there is such an IANA zone. */
export function isTimezone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name);
}

/** How many answers a zone remembers; requests cluster around the present, so few are ever needed. */
const remembered = 2_000;

/** The clock and calendar of a policy's time zone. */
export class Zone {
  readonly name: string;
  readonly #zone: IANAZone;
  readonly #offsets = new Map<number, number | null>();
  readonly #dayStarts = new Map<number, number>();
  readonly #dates = new Map<number, string>();

  constructor(name: string) {
    this.name = name;
    this.#zone = IANAZone.create(name);
  }

  /**
   * Milliseconds that the zone's clocks are ahead of UTC. One answer serves a day of UTC, but for the days on which the clocks change
   * (null). INVARIANT: no zone changes its clocks and changes them back within a day.
   */
  #offsetAt(instant: number): number {
    const day = Math.floor(instant / dayLength);
    let known = this.#offsets.get(day);
    if (known === undefined) {
      const start = this.#zone.offset(day * dayLength) * minute;
      known = start === this.#zone.offset((day + 1) * dayLength) * minute ? start : null;
      if (this.#offsets.size >= remembered) this.#offsets.clear();
      this.#offsets.set(day, known);
    }
    return known ?? this.#zone.offset(instant) * minute;
  }

  /** The day that the zone's calendar shows at an instant. */
  dayOf(instant: number): number {
    return Math.floor((instant + this.#offsetAt(instant)) / dayLength);
  }

  /** The first instant of a day: where clocks skip midnight, the first that exists; where they show it twice, the first of the two. */
  startOfDay(day: number): number {
    const known = this.#dayStarts.get(day);
    if (known !== undefined) return known;
    const date = new Date(day * dayLength);
    const start = DateTime.fromObject({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }, { zone: this.#zone }).startOf(
      'day',
    );
    // Of a midnight that comes twice, the library may name the second.
    const first = Math.min(start.toMillis(), this.instantAt(day, 0));
    if (this.#dayStarts.size >= remembered) this.#dayStarts.clear();
    this.#dayStarts.set(day, first);
    return first;
  }

  /** The last millisecond of a day. */
  endOfDay(day: number): number {
    return this.startOfDay(day + 1) - 1;
  }

  /** Milliseconds since midnight that the zone's clocks show. */
  clockOf(instant: number): number {
    return (((instant + this.#offsetAt(instant)) % dayLength) + dayLength) % dayLength;
  }

  /**
   * The instant at which the clocks show a time of a day: where they show it twice, the first; where they skip it, as much later as they skip
   * (the "compatible" choice of RFC 5545 and of JavaScript's Temporal).
   */
  instantAt(day: number, clock: number): number {
    const local = day * dayLength + clock;
    const before = local - this.#offsetAt(local - dayLength);
    const after = local - this.#offsetAt(local + dayLength);
    const shows = (instant: number): boolean => instant + this.#offsetAt(instant) === local;
    if (shows(before)) return before;
    return shows(after) ? after : before;
  }

  /** The first instant strictly after the given one at which the zone's clocks show a full hour. */
  nextFullHour(instant: number): number {
    const from = Math.floor(instant / (15 * minute)) + 1;
    // Clocks change at quarters of an hour, so a full hour is reached within two hours of quarters wherever clocks jump.
    for (let quarter = from; quarter < from + 12; quarter += 1) {
      const at = quarter * 15 * minute;
      if ((at + this.#offsetAt(at)) % hour === 0) return at;
    }
    return from * 15 * minute;
  }

  /** Prints an instant with milliseconds and offset: 2026-03-10T15:00:00.000+08:00. */
  print(instant: number): string {
    const offset = this.#offsetAt(instant);
    const local = instant + offset;
    const day = Math.floor(local / dayLength);
    const inDay = local - day * dayLength;
    const inMinute = inDay % minute;
    const thousandths = inMinute % 1000;
    return `${this.#dateOf(day)}T${clockText(inDay)}:${two((inMinute - thousandths) / 1000)}.${thousandths < 100 ? '0' : ''}${two(thousandths)}${offsetText(offset)}`;
  }

  /** Prints an instant for a sentence: 2026-03-10 15:00. */
  printShort(instant: number): string {
    const local = instant + this.#offsetAt(instant);
    if (local >= yearTenThousand) return new Date(local).toISOString().slice(0, 16).replace('T', ' ');
    const day = Math.floor(local / dayLength);
    return `${this.#dateOf(day)} ${clockText(local - day * dayLength)}`;
  }

  /** A day as 2026-03-10; days are printed over and over. */
  #dateOf(day: number): string {
    let text = this.#dates.get(day);
    if (text !== undefined) return text;
    text = new Date(day * dayLength).toISOString().slice(0, -14);
    if (this.#dates.size >= remembered) this.#dates.clear();
    this.#dates.set(day, text);
    return text;
  }
}

/** Hours and minutes of a day that is so many milliseconds old. */
function clockText(inDay: number): string {
  const minutes = Math.floor(inDay / minute);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function offsetText(offset: number): string {
  const minutes = Math.floor(Math.abs(offset) / minute);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** A whole number with two digits at least. */
function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}
