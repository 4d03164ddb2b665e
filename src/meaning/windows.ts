import type { WorkCalendar } from '../model/calendar.ts';
import type { CalendarChoice, CombinedSpan, CorePolicy, FactValue, NumberSpan, Period, TimeSpan, Window, WindowEvent } from '../model/policy.ts';
import { factsOfEvent } from '../model/window-facts.ts';
import { combineWindows } from './combined-windows.ts';
import { type Extent, extentOf } from './window-extent.ts';
import type { WindowSituation } from './window-situation.ts';

/** What windows look at. */
export interface WindowView {
  readonly policy: CorePolicy;
  /** Whether a fact was told, and not merely derived to be none. */
  isTold(fact: string): boolean;
  valueOf(fact: string): FactValue;
  windowOf(window: string): WindowSituation;
  /** Which window a `choose` takes; undefined where it is not known. */
  chosenOf(span: CombinedSpan & { readonly kind: 'choose' }): string | undefined;
}

const nothing = { opensAt: null, countsFrom: null, closesAt: null, judgedAt: null, decimals: null, beyond: null } as const;

/** Works out a window. */
export function situateWindow({ span }: Window, view: WindowView): WindowSituation {
  switch (span.kind) {
    case 'time':
      return situateTime(span, view);
    case 'number':
      return situateNumber(span, view);
    case 'later-of':
    case 'earlier-of':
      return combineWindows(
        span.kind,
        span.of.map((id) => view.windowOf(id)),
      );
    case 'choose': {
      const chosen = view.chosenOf(span);
      const isShown = [...span.branches.map((branch) => branch.window), span.otherwise].some((id) => view.windowOf(id).isShown);
      return chosen === undefined ? { ...nothing, isShown, state: undefined, end: 'unknown' } : { ...view.windowOf(chosen), isShown, beyond: null };
    }
  }
}

// Windows of time

/** `value` is an instant or, where `isDay`, a day; null: the event did not happen; undefined: it is not known. */
interface Event {
  readonly value: number | null | undefined;
  readonly isDay: boolean;
  readonly isShown: boolean;
}

function eventOf(event: WindowEvent, view: WindowView): Event {
  switch (event.kind) {
    case 'fixed':
      return { value: event.value, isDay: event.type === 'date', isShown: true };
    case 'end-of': {
      const { end, closesAt, decimals, isShown } = view.windowOf(event.window);
      return { value: end === 'known' && decimals === null ? closesAt : end === 'unknown' ? undefined : null, isDay: false, isShown };
    }
    default:
      return eventOfFacts(event, view);
  }
}

function eventOfFacts(event: Exclude<WindowEvent, { readonly kind: 'fixed' | 'end-of' }>, view: WindowView): Event {
  const names = factsOfEvent(event);
  const type = view.policy.facts.get(names[0] ?? '')?.type;
  const shared = { isDay: type === 'date' || type === 'dates', isShown: names.some((name) => view.isTold(name)) };
  const values = names.map((name) => view.valueOf(name));
  if (values.includes(undefined)) return { ...shared, value: undefined };
  const moments = values.flatMap((value) => (Array.isArray(value) ? (value as readonly number[]) : typeof value === 'number' ? [value] : []));
  return { ...shared, value: moments.length === 0 ? null : pick(moments, event.kind !== 'last-of') };
}

function pick(moments: readonly number[], first: boolean): number {
  return moments.reduce((best, moment) => (moment < best === first ? moment : best));
}

function situateTime(span: TimeSpan, view: WindowView): WindowSituation {
  const { policy } = view;
  const { zone } = policy;
  const at = view.valueOf(span.at);
  const atIsDay = policy.facts.get(span.at)?.type === 'date';
  const judgedAt = typeof at !== 'number' ? null : atIsDay ? zone.startOfDay(at) : at;
  const event = eventOf(span.from, view);
  const { isShown } = event;
  const calendar = calendarOf(span.calendar, view);
  if (event.value === null || calendar === 'none') return { ...nothing, isShown, judgedAt, state: 'early', end: 'none' };
  if (event.value === undefined) return { ...nothing, isShown, judgedAt, state: undefined, end: 'unknown' };
  const { value, isDay } = event;
  const opensAt = isDay ? zone.startOfDay(value) : value;
  const day = (): number => (isDay ? value : zone.dayOf(value));
  const pauses = span.pauses === null ? [] : view.valueOf(span.pauses);
  const isEarly = judgedAt !== null && (atIsDay ? typeof at === 'number' && at < day() : judgedAt < opensAt);
  const isKnown = calendar !== undefined && pauses !== undefined;
  const extent: Extent = isKnown
    ? extentOf(span, { instant: opensAt, day }, { zone, calendar, pauses: Array.isArray(pauses) ? (pauses as readonly Period[]) : [] })
    : { countsFrom: opensAt, closesAt: null };
  if (extent.beyond !== undefined) return { ...nothing, isShown, judgedAt, state: undefined, end: 'unknown', beyond: extent.beyond };
  const { closesAt } = extent;
  const end = !isKnown ? 'unknown' : closesAt === null ? 'never' : 'known';
  const known = { isShown, judgedAt, opensAt, countsFrom: isKnown ? extent.countsFrom : null, closesAt, end, decimals: null, beyond: null } as const;
  if (isEarly) return { ...known, state: 'early' };
  // A calendar that is not known yet may turn out to be none, and then there is no event.
  if (at === null && calendar !== undefined) return { ...known, state: null };
  if (!isKnown || judgedAt === null) return { ...known, state: undefined };
  return { ...known, state: closesAt === null || judgedAt <= closesAt ? 'open' : 'closed' };
}

/** The calendar that counts; null where the window needs none; undefined: not known; `none`: the fact that picks it is null. */
function calendarOf(choice: CalendarChoice | null, { policy, valueOf }: WindowView): WorkCalendar | null | undefined | 'none' {
  if (choice === null) return null;
  if (choice.kind === 'one') return policy.calendars.get(choice.calendar);
  const value = valueOf(choice.fact);
  if (value === undefined) return undefined;
  return typeof value === 'string' ? policy.calendars.get(choice.calendars.get(value) ?? '') : 'none';
}

// Windows on numbers

function situateNumber({ at, from, length, decimals }: NumberSpan, view: WindowView): WindowSituation {
  const judged = view.valueOf(at);
  const start = from === null ? null : view.valueOf(from);
  const isShown = view.isTold(from ?? at);
  if (from !== null && start === null) return { ...nothing, isShown, decimals, state: 'early', end: 'none' };
  if (from !== null && typeof start !== 'number') return { ...nothing, isShown, decimals, state: undefined, end: 'unknown' };
  const opensAt = typeof start === 'number' ? start : null;
  const closesAt = length.kind === 'until' ? length.value : (opensAt ?? 0) + length.value;
  if (!Number.isSafeInteger(closesAt)) return { ...nothing, isShown, decimals, state: undefined, end: 'unknown', beyond: 'its end is too large a number' };
  const known = { isShown, opensAt, countsFrom: opensAt, closesAt, end: 'known', judgedAt: null, decimals, beyond: null } as const;
  if (typeof judged !== 'number') return { ...known, state: judged === null ? null : undefined };
  if (opensAt !== null && judged < opensAt) return { ...known, state: 'early' };
  return { ...known, state: judged <= closesAt ? 'open' : 'closed' };
}
