import { type Extent, extentOf } from '../meaning/window-extent.ts';
import type { CorePolicy, NumberSpan, TimeSpan, Window, WindowEvent } from '../model/policy.ts';
import { factsOfEvent, factsOfLength } from '../model/window-facts.ts';
import { dayLength, hour } from '../model/time.ts';
import { canonicalText } from './canonical.ts';
import type { Measure, MeasureUnit } from './dimension.ts';

/** What a window of time depends on, besides whether its facts are told. */
export type TimeMeasure =
  /** It begins and ends with fixed moments: the judged fact alone decides. `last` is the last of its values inside; null: no end. */
  | { readonly kind: 'fixed'; readonly first: number | null; readonly last: number | null }
  /** So many units of a measure; null: no end, or one that is a fixed value of the judged fact. */
  | { readonly kind: 'measured'; readonly measure: Measure; readonly count: number | null; readonly last: number | null };

/** How a window of time is measured. Windows with the same key differ in their count alone, and a longer one closes no earlier. */
export function measureOf(policy: CorePolicy, { id, span }: Window & { readonly span: TimeSpan }): TimeMeasure {
  const isFixed = span.from.kind === 'fixed' && span.pauses === null && span.calendar?.kind !== 'by-fact';
  if (isFixed) return fixedMeasure(policy, span);
  const unit = unitOf(span);
  const facts = factsOfEvent(span.from);
  const key = canonicalText({
    at: span.at,
    event: eventKey(policy, span.from),
    unit,
    ...(unit.kind === 'order'
      ? {}
      : {
          zone: policy.zone.name,
          calendar: span.calendar === null ? null : calendarKey(policy, span.calendar),
          pauses: span.pauses,
          monthEnd: 'monthEnd' in span.length ? span.length.monthEnd : null,
          // Where such facts exist can differ between policies, and with it what they come to.
          exists: factsOfLength(span).map((name) => canonicalText(policy.facts.get(name)?.when)),
        }),
  });
  const measure: Measure = { key, at: span.at, event: span.from, facts, unit, sample: { policy, window: id } };
  return {
    kind: 'measured',
    measure,
    count: countOf(span, unit),
    last: unit.kind === 'order' && span.length.kind === 'until' ? lastOfFixedEnd(policy, span) : null,
  };
}

/** Days up to which windows last count as themselves. */
function countOf({ length }: TimeSpan, unit: MeasureUnit): number | null {
  if (length.kind === 'until') return unit.kind === 'until' ? length.value : null;
  return length.kind === 'forever' ? null : length.count;
}

function unitOf({ length, pauses, rolls, calendar }: TimeSpan): MeasureUnit {
  const isPaused = pauses !== null;
  switch (length.kind) {
    case 'forever':
      return { kind: 'order' };
    case 'until':
      return { kind: rolls && length.type === 'date' && calendar?.kind === 'by-fact' ? 'until' : 'order' };
    case 'hours':
      return { kind: 'hours', countingFrom: length.countingFrom, isPaused };
    default:
      return { kind: length.kind, countingFrom: length.countingFrom, rolls, isPaused };
  }
}

/** What an event is, in full: two events with one key are always the same moment. */
function eventKey(policy: CorePolicy, event: WindowEvent): unknown {
  switch (event.kind) {
    case 'fact':
      return { fact: event.fact };
    case 'first-of':
    case 'last-of':
      return { [event.kind]: [...event.facts].sort().map((name) => [name, canonicalText(policy.facts.get(name)?.when)]) };
    case 'fixed':
      return event;
    case 'end-of':
      return { 'end-of': windowKey(policy, event.window) };
  }
}

/** What a window is, in full and whatever its name. */
export function windowKey(policy: CorePolicy, id: string): unknown {
  const span = policy.windows.get(id)?.span;
  switch (span?.kind) {
    case undefined:
      return null;
    case 'number':
      return span;
    case 'time':
      return {
        ...span,
        from: eventKey(policy, span.from),
        zone: policy.zone.name,
        calendar: span.calendar === null ? null : calendarKey(policy, span.calendar),
        exists: factsOfLength(span).map((name) => canonicalText(policy.facts.get(name)?.when)),
      };
    case 'later-of':
    case 'earlier-of':
      return { [span.kind]: span.of.map((one) => canonicalText(windowKey(policy, one))).sort() };
    case 'choose':
      return {
        choose: span.branches.map(({ when, window }) => [canonicalText(when), windowKey(policy, window)]),
        otherwise: windowKey(policy, span.otherwise),
      };
  }
}

function calendarKey(policy: CorePolicy, choice: NonNullable<TimeSpan['calendar']>): unknown {
  const text = (name: string): string => canonicalText(policy.calendars.get(name));
  if (choice.kind === 'one') return text(choice.calendar);
  return { fact: choice.fact, calendars: [...choice.calendars].map(([value, name]) => [value, text(name)]).sort() };
}

// Windows with fixed ends

function fixedMeasure(policy: CorePolicy, span: TimeSpan): TimeMeasure {
  const { from } = span;
  if (from.kind !== 'fixed') throw new Error('the window has no fixed event');
  const { zone } = policy;
  const isDay = from.type === 'date';
  const opensAt = isDay ? zone.startOfDay(from.value) : from.value;
  const extent = extent0(policy, span, opensAt, () => (isDay ? from.value : zone.dayOf(from.value)));
  const atIsDay = policy.facts.get(span.at)?.type === 'date';
  const firstDay = isDay ? from.value : zone.dayOf(from.value);
  return { kind: 'fixed', first: atIsDay ? firstDay : opensAt, last: lastOf(policy, span, extent) };
}

function lastOfFixedEnd(policy: CorePolicy, span: TimeSpan): number | null {
  return lastOf(
    policy,
    span,
    extent0(policy, span, 0, () => 0),
  );
}

function extent0(policy: CorePolicy, span: TimeSpan, instant: number, day: () => number): Extent {
  const calendar = span.calendar?.kind === 'one' ? (policy.calendars.get(span.calendar.calendar) ?? null) : null;
  return extentOf(span, { instant, day }, { zone: policy.zone, calendar, pauses: [] });
}

/** The last value of the judged fact that is inside. */
function lastOf({ zone, facts }: CorePolicy, { at }: TimeSpan, extent: Extent): number | null {
  if (extent.beyond !== undefined || extent.closesAt === null) return null;
  if (facts.get(at)?.type !== 'date') return extent.closesAt;
  // A day is judged by its first moment.
  const day = zone.dayOf(extent.closesAt);
  return zone.startOfDay(day) <= extent.closesAt ? day : day - 1;
}

// How long measures last

/** Clocks change by no more than this. */
const clockChange = 3 * hour;

/** How long after its event a window of so many units closes, at least and at most, in milliseconds. */
export function boundsOfMeasure(unit: MeasureUnit, count: number): readonly [number, number] {
  if (unit.kind === 'order') return [0, Number.POSITIVE_INFINITY];
  if (unit.kind === 'until') return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (unit.kind === 'hours') {
    const least = count * hour;
    return [least, unit.isPaused ? Number.POSITIVE_INFINITY : unit.countingFrom === 'next-hour' ? least + 2 * hour : least];
  }
  const [fewest, most] = unit.kind === 'months' ? [Math.floor(count * 30.436) - 4, Math.ceil(count * 30.437) + 4] : [count, count];
  // To the end of the last day; that of the event may count.
  const [before, after] = unit.countingFrom === 'at-once' ? [0, 0] : unit.countingFrom === 'same-day' ? [-1, 0] : [0, 1];
  const isOpen = unit.isPaused || unit.rolls || unit.kind === 'business-days';
  return [Math.max(0, (fewest + before) * dayLength - clockChange), isOpen ? Number.POSITIVE_INFINITY : (most + after) * dayLength + clockChange];
}

/** What a window on a number depends on, where it has a lower end. */
export function differenceKey({ at, from }: NumberSpan): string {
  return canonicalText({ at, from });
}
