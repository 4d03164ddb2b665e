/** Windows against a count that a child could do: one day, one quarter of an hour, one minute after the other. */
import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import type { WindowState } from '../../src/model/generated/decision.ts';
import { decide, policyWithWindows } from '../unit/meaning/small-policy.ts';
import { propertyRuns, propertyTimeout } from '../support/property-runs.ts';

const minute = 60_000;
const day = 86_400_000;
const units = ['hours', 'days', 'weeks', 'business days', 'months', 'years'] as const;

/** A window of time as these tests write it. */
interface Spec {
  readonly unit: (typeof units)[number];
  readonly count: number;
  readonly countingFrom: 'at-once' | 'next-hour' | 'same-day' | 'next-day';
  readonly monthEnd: 'last-day' | 'overflow';
  readonly rolls: boolean;
}

interface Pause {
  readonly from: number;
  readonly to: number | null;
}

interface Example {
  readonly zone: string;
  readonly event: number;
  readonly spec: Spec;
  readonly pauses: readonly Pause[];
  /** Days since 1970. */
  readonly holidays: readonly number[];
}

// How an example is told to the program

const isoDay = (at: number): string => new Date(at * day).toISOString().slice(0, 10);
const isMonthly = ({ unit }: Spec): boolean => unit === 'months' || unit === 'years';
const needsCalendar = ({ unit, rolls }: Spec): boolean => unit === 'business days' || rolls;

function calendarOf(holidays: readonly number[]): string {
  const years = Array.from({ length: 11 }, (_, index) => `${2024 + index}-01-01`);
  const days = [...new Set([...years, ...holidays.map(isoDay)])].sort();
  return `language: 1
calendar: shop
title: Working days
covers: { from: 2024, to: 2034 }
weekend: [saturday, sunday]
holidays:
${days.map((text) => `  ${text}: A holiday\n`).join('')}`;
}

function textOf(spec: Spec): string {
  const parts = [`from: boughtAt, counting-from: ${spec.countingFrom}, lasts: ${spec.count} ${spec.unit}, pauses: repairs`];
  if (isMonthly(spec)) parts.push(`month-end: ${spec.monthEnd}`);
  if (needsCalendar(spec)) parts.push('calendar: shop');
  if (spec.rolls) parts.push('roll: next-working-day');
  return `{ ${parts.join(', ')}, clause: "1" }`;
}

async function decided({ zone, event, spec, pauses, holidays }: Example): Promise<WindowState> {
  const policy = policyWithWindows('boughtAt: { type: instant, ask: When? }\nrepairs: { type: periods, ask: When? }', `back: ${textOf(spec)}`, {
    zone,
    calendars: { shop: calendarOf(holidays) },
  });
  const repairs = pauses.map(({ from, to }) => ({ from: new Date(from).toISOString(), ...(to === null ? {} : { to: new Date(to).toISOString() }) }));
  const { windows } = await decide(policy, { boughtAt: new Date(event).toISOString(), repairs });
  if (windows['back'] === undefined) throw new Error('the window is not shown');
  return windows['back'];
}

const instantOf = (text: string | null): number | null => (text === null ? null : Date.parse(text));

// The slow count

class SlowCount {
  readonly #example: Example;

  constructor(example: Example) {
    this.#example = example;
  }

  /** First and last instant; null where there is none. */
  reach(): { readonly countsFrom: number | null; readonly closesAt: number | null } {
    const { event, spec } = this.#example;
    if (spec.unit === 'hours') {
      const countsFrom = spec.countingFrom === 'next-hour' ? this.#nextHour(event) : event;
      return { countsFrom, closesAt: this.#elapse(countsFrom, countsFrom + spec.count * 60 * minute) };
    }
    if (spec.countingFrom === 'at-once') return { countsFrom: event, closesAt: this.#elapse(event, this.#sameClockOn(this.#nominalDay())) };
    return this.#wholeDays();
  }

  #local(instant: number): DateTime {
    return DateTime.fromMillis(instant, { zone: this.#example.zone });
  }

  /** The day that the zone shows, as days since 1970. */
  #dayOf(instant: number): number {
    const { year, month, day: date } = this.#local(instant);
    return Date.UTC(year, month - 1, date) / day;
  }

  /** The first instant of a day: clocks change at quarters of an hour. */
  #startOf(wanted: number): number {
    let at = wanted * day - 16 * 60 * minute;
    while (this.#dayOf(at) < wanted) at += 15 * minute;
    return at;
  }

  #nextHour(event: number): number {
    let at = event + minute;
    while (this.#local(at).minute !== 0) at += minute;
    return at;
  }

  #isWorked(at: number): boolean {
    const weekday = new Date(at * day).getUTCDay();
    return weekday !== 0 && weekday !== 6 && !this.#example.holidays.includes(at) && !isoDay(at).endsWith('-01-01');
  }

  /** The last day where the event's own does not count, without pauses. */
  #nominalDay(): number {
    const { event, spec } = this.#example;
    const eventDay = this.#dayOf(event);
    if (spec.unit === 'days' || spec.unit === 'weeks') return eventDay + spec.count * (spec.unit === 'weeks' ? 7 : 1);
    if (isMonthly(spec)) return this.#monthsLater(eventDay, spec);
    let left = spec.count;
    let at = eventDay;
    while (left > 0) {
      at += 1;
      if (this.#isWorked(at)) left -= 1;
    }
    return at;
  }

  #monthsLater(from: number, { unit, count, monthEnd }: Spec): number {
    const start = DateTime.fromMillis(from * day, { zone: 'utc' });
    const months = unit === 'years' ? 12 * count : count;
    const clamped = start.plus({ months });
    const overflown = start
      .startOf('month')
      .plus({ months })
      .plus({ days: start.day - 1 });
    return (monthEnd === 'last-day' ? clamped : overflown).toMillis() / day;
  }

  /** The first instant of a day at which the clock shows the event's time; where it is skipped, as much later as the clock jumps. */
  #sameClockOn(wanted: number): number {
    const { event } = this.#example;
    const clock = (event + this.#local(event).offset * minute) % day;
    const wall = wanted * day + clock;
    for (let at = wall - 16 * 60 * minute; ; at += 15 * minute) {
      const shown = at + this.#local(at).offset * minute;
      if (shown === wall) return at;
      if (shown > wall) return wall - this.#local(at - 15 * minute).offset * minute;
    }
  }

  #pauseAt(instant: number): Pause | undefined {
    return this.#example.pauses.find(({ from, to }) => from <= instant && (to === null || instant < to));
  }

  /** Minute after minute, those in pauses aside. */
  #elapse(from: number, end: number): number | null {
    let left = end - from;
    for (let at = from; ; at += minute) {
      const pause = this.#pauseAt(at);
      if (pause?.to === null) return null;
      if (pause !== undefined) continue;
      if (left === 0) return at;
      left -= minute;
    }
  }

  #isPausedDay(at: number): Pause | undefined {
    return this.#example.pauses.find(({ from, to }) => this.#dayOf(from) <= at && (to === null || at <= this.#dayOf(to - 1)));
  }

  #isForEver(at: number): boolean {
    return this.#example.pauses.some(({ from, to }) => to === null && this.#dayOf(from) <= at);
  }

  #wholeDays(): { readonly countsFrom: number | null; readonly closesAt: number | null } {
    const { event, spec } = this.#example;
    const first = this.#dayOf(event) + (spec.countingFrom === 'next-day' ? 1 : 0);
    const isBusiness = spec.unit === 'business days';
    let left = isBusiness ? spec.count : this.#nominalDay() - this.#dayOf(event);
    let counted: number | null = isBusiness ? null : first;
    for (let at = first; ; at += 1) {
      if (this.#isForEver(at)) return { countsFrom: counted === null ? null : this.#startOf(counted), closesAt: null };
      if (this.#isPausedDay(at) !== undefined || (isBusiness && !this.#isWorked(at))) continue;
      counted ??= at;
      left -= 1;
      if (left === 0) return { countsFrom: this.#startOf(counted), closesAt: this.#startOf(this.#rolled(at) + 1) - 1 };
    }
  }

  #rolled(last: number): number {
    let at = last;
    while (this.#example.spec.rolls && !this.#isWorked(at)) at += 1;
    return at;
  }
}

// Examples

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Beirut',
  'Africa/Cairo',
  'America/Havana',
  'Asia/Kathmandu',
];
const longest: Readonly<Record<Spec['unit'], number>> = { hours: 100, days: 40, weeks: 6, 'business days': 30, months: 14, years: 2 };

const specs: fc.Arbitrary<Spec> = fc.constantFrom(...units).chain((unit) =>
  fc
    .record({
      unit: fc.constant(unit),
      count: fc.integer({ min: 1, max: longest[unit] }),
      countingFrom: unit === 'hours' ? fc.constantFrom('at-once', 'next-hour') : fc.constantFrom('at-once', 'same-day', 'next-day'),
      monthEnd: fc.constantFrom('last-day', 'overflow'),
      rolls: fc.boolean(),
    })
    .map((spec): Spec => ({ ...spec, rolls: spec.rolls && unit !== 'hours' && unit !== 'business days' && spec.countingFrom !== 'at-once' })),
);

/** Moments in whole minutes: some anywhere, most about when clocks change or months end. */
const moments: fc.Arbitrary<number> = fc
  .tuple(
    fc.constantFrom(
      '2026-03-08',
      '2026-03-29',
      '2026-04-05',
      '2026-04-24',
      '2026-09-06',
      '2026-10-04',
      '2026-10-25',
      '2026-11-01',
      '2026-01-31',
      '2028-02-29',
      '2027-12-31',
    ),
    fc.integer({ min: -3 * 1440, max: 3 * 1440 }),
  )
  .map(([date, minutes]) => Date.parse(date) + minutes * minute);

const example: fc.Arbitrary<Example> = fc.tuple(moments, specs, fc.constantFrom(...zones)).chain(([event, spec, zone]) =>
  fc.record({
    zone: fc.constant(zone),
    event: fc.constant(event),
    spec: fc.constant(spec),
    pauses: fc.array(
      fc
        .tuple(
          fc.integer({ min: -3000, max: 40_000 }),
          fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 8000 }) }, { weight: 1, arbitrary: fc.constant(null) }),
        )
        .map(([from, length]): Pause => ({ from: event + from * minute, to: length === null ? null : event + (from + length) * minute })),
      { maxLength: 3 },
    ),
    holidays: fc.uniqueArray(
      fc.integer({ min: 0, max: 60 }).map((after) => Math.floor(event / day) + after),
      { maxLength: 6 },
    ),
  }),
);

describe('windows', () => {
  test('agree with the slow count', { timeout: propertyTimeout }, async () => {
    await fc.assert(
      fc.asyncProperty(example, async (one) => {
        const { countsFrom, closesAt } = await decided(one);
        expect({ countsFrom: instantOf(countsFrom), closesAt: instantOf(closesAt) }).toEqual(new SlowCount(one).reach());
      }),
      propertyRuns(150),
    );
  });

  test('end no sooner for one more holiday', { timeout: propertyTimeout }, async () => {
    await fc.assert(
      fc.asyncProperty(
        example.filter(({ spec }) => needsCalendar(spec)),
        fc.integer({ min: 0, max: 60 }),
        async (one, after) => {
          const more = { ...one, holidays: [...one.holidays, Math.floor(one.event / day) + after] };
          const [before, then] = [instantOf((await decided(one)).closesAt), instantOf((await decided(more)).closesAt)];
          expect(then ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(before ?? Number.POSITIVE_INFINITY);
        },
      ),
      propertyRuns(60),
    );
  });

  test('do not care how pauses are told: in which order, or one in two that touch', { timeout: propertyTimeout }, async () => {
    await fc.assert(
      fc.asyncProperty(
        example.filter(({ pauses }) => pauses.length > 0),
        fc.integer({ min: 1, max: 99 }),
        async (one, percent) => {
          const split = one.pauses.flatMap(({ from, to }) => {
            const middle = to === null ? from + percent * 60 * minute : from + Math.floor(((to - from) * percent) / 100);
            return middle <= from
              ? [{ from, to }]
              : [
                  { from: middle, to },
                  { from, to: middle },
                ];
          });
          const expected = await decided(one);
          expect(await decided({ ...one, pauses: one.pauses.toReversed() })).toEqual(expected);
          expect(await decided({ ...one, pauses: split })).toEqual(expected);
        },
      ),
      propertyRuns(40),
    );
  });
});

describe('the later and the earlier of several', () => {
  const facts = ['a', 'b', 'c'].map((name) => `${name}-at: { type: instant, nullable: true, ask: When? }`).join('\n');
  const single = ['a', 'b', 'c']
    .map((name, index) => `${name}: { from: ${name}-at, counting-from: at-once, lasts: ${10 * (index + 1)} hours, clause: "1" }`)
    .join('\n');
  const policyOf = (order: readonly string[]): ReturnType<typeof policyWithWindows> =>
    policyWithWindows(facts, `${single}\nlater: { later-of: [${order.join(', ')}], clause: "1" }\nearlier: { earlier-of: [${order.join(', ')}], clause: "1" }`);
  const orders = [
    ['b', 'c', 'a'],
    ['c', 'b', 'a'],
    ['b', 'a', 'c'],
  ].map(policyOf);
  const inOrder = policyOf(['a', 'b', 'c']);
  const moment = fc.oneof(
    fc.constant(undefined),
    fc.constant(null),
    fc.integer({ min: -40, max: 5 }).map((hours) => new Date(Date.parse('2026-06-01T10:00:00Z') + hours * 60 * minute).toISOString()),
  );

  test('do not care in which order they are listed', { timeout: propertyTimeout }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(moment, moment, moment), async ([a, b, c]) => {
        const told = { 'a-at': a, 'b-at': b, 'c-at': c };
        const expected = await decide(inOrder, told);
        for (const policy of orders) expect(await decide(policy, told)).toEqual(expected);
      }),
      propertyRuns(150),
    );
  });

  test('begin with the first and end with the last, or the other way round', { timeout: propertyTimeout }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(moment, moment, moment), async ([a, b, c]) => {
        const { windows } = await decide(inOrder, { 'a-at': a, 'b-at': b, 'c-at': c });
        const isTold = a !== undefined && b !== undefined && c !== undefined;
        const ends = ['a', 'b', 'c'].map((name) => windows[name]?.closesAt ?? null).filter((end) => end !== null);
        const sorted = ends.map((end) => Date.parse(end)).sort((one, other) => one - other);
        // What has not begun can still be the later one, and is never the earlier one.
        expect(instantOf(windows['later']?.closesAt ?? null)).toBe(sorted.length === 3 ? sorted[2] : null);
        expect(instantOf(windows['earlier']?.closesAt ?? null)).toBe(isTold ? (sorted[0] ?? null) : null);
      }),
      propertyRuns(100),
    );
  });
});
