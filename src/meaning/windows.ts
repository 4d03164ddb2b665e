import type { CorePolicy, FactValue, Window, WindowState } from '../model/policy.ts';
import { hour } from '../model/time.ts';

/** A window for one request. */
export interface WindowSituation {
  /** The event is known, so the window is shown. */
  readonly isShown: boolean;
  /** undefined: not known; null: the judged fact is null. */
  readonly state: WindowState | null | undefined;
  readonly opensAt: number | null;
  readonly countsFrom: number | null;
  /** The last instant inside. */
  readonly closesAt: number | null;
  /** The judged instant, where it is known. */
  readonly judgedAt: number | null;
}

/** Works out a window from its event and the judged fact. `told` says whether the event was told, and not merely derived to be none. */
export function situateWindow(window: Window, from: FactValue, at: FactValue, told: boolean, policy: CorePolicy): WindowSituation {
  const judgedDay = policy.facts.get(window.at)?.type === 'date' ? at : null;
  const judgedAt = typeof at !== 'number' ? null : typeof judgedDay === 'number' ? policy.zone.startOfDay(judgedDay) : at;
  if (typeof from !== 'number') {
    const state = from === null ? 'early' : undefined;
    return { isShown: told, state, opensAt: null, countsFrom: null, closesAt: null, judgedAt };
  }
  const { zone } = policy;
  const isDay = policy.facts.get(window.from)?.type === 'date';
  const opensAt = isDay ? zone.startOfDay(from) : from;
  const dayOfEvent = (): number => (isDay ? from : zone.dayOf(from));
  const { countsFrom, closesAt } = extent(window, opensAt, dayOfEvent, policy);
  const instants = { isShown: true, opensAt, countsFrom, closesAt, judgedAt };
  if (judgedAt === null) return { ...instants, state: at === null ? null : undefined };
  const isEarly = typeof judgedDay === 'number' ? judgedDay < dayOfEvent() : judgedAt < opensAt;
  return { ...instants, state: isEarly ? 'early' : judgedAt <= closesAt ? 'open' : 'closed' };
}

/** A day takes a look into the calendar, which windows of hours have no need of. */
function extent(window: Window, opensAt: number, dayOfEvent: () => number, { zone }: CorePolicy): { readonly countsFrom: number; readonly closesAt: number } {
  switch (window.countingFrom) {
    case 'at-once':
      return { countsFrom: opensAt, closesAt: opensAt + window.count * hour };
    case 'next-hour': {
      const countsFrom = zone.nextFullHour(opensAt);
      return { countsFrom, closesAt: countsFrom + window.count * hour };
    }
    case 'same-day':
      return { countsFrom: zone.startOfDay(dayOfEvent()), closesAt: zone.endOfDay(dayOfEvent() + window.count - 1) };
    case 'next-day':
      return { countsFrom: zone.startOfDay(dayOfEvent() + 1), closesAt: zone.endOfDay(dayOfEvent() + window.count) };
  }
}
