import type { Situation } from '../../meaning/situation.ts';
import { extentOf } from '../../meaning/window-extent.ts';
import type { TimeSpan, WindowSpan, WindowState } from '../../model/policy.ts';
import { hour } from '../../model/time.ts';
import { type Frame, type Layout, stateCodes } from './frame.ts';

/** How a window's state is worked out at once; closing instants where they are needed alone. */
interface QuickWindow {
  readonly at: number;
  readonly from: number;
  readonly fromIsDay: boolean;
  /** How far the window reaches that begins with this moment. */
  readonly reach: (start: number, day: number | undefined) => Reach;
  /** The end alone; null: there is none. */
  readonly closesAt: (start: number, day: number | undefined) => number | null;
}

interface Reach {
  readonly countsFrom: number | null;
  readonly closesAt: number | null;
}

/** A window as a decision shows it. */
export interface FoundWindow extends Reach {
  readonly state: WindowState | null | undefined;
  readonly opensAt: number | null;
  readonly decimals: number | null;
}

const states: readonly (WindowState | null | undefined)[] = ['early', 'open', 'closed', null, undefined];

/** So many days from any moment on lie well before the end of the year 9999. */
const safeDays = 2_000_000;

/** Works out the states of windows in frames. */
export class WindowStates {
  readonly #layout: Layout;
  readonly #situationOf: () => Situation;
  readonly #quick: readonly (QuickWindow | undefined)[];
  readonly #ids: readonly string[];
  /** The windows that may reach beyond what is known of a calendar, by id: these are worked out for every request. */
  readonly unsafe: readonly string[];

  /** @param situationOf the situation of the request in the frame, for windows that are not worked out at once */
  constructor(layout: Layout, situationOf: () => Situation) {
    this.#layout = layout;
    this.#situationOf = situationOf;
    const windows = [...layout.policy.windows.values()];
    this.#ids = windows.map(({ id }) => id);
    this.#quick = windows.map(({ span }) => this.#toQuick(span));
    this.unsafe = windows.filter(({ span }, slot) => span.kind === 'time' && this.#quick[slot] === undefined).map(({ id }) => id);
  }

  /** Works out one state and keeps it in the frame. */
  readonly workOut = (slot: number, frame: Frame): number => {
    const quick = this.#quick[slot];
    const state = quick === undefined ? this.#slowly(slot) : this.#quickly(quick, frame);
    frame.states[slot] = state;
    return state;
  };

  /** Whether a decision shows a window. */
  isShown(slot: number, frame: Frame): boolean {
    const quick = this.#quick[slot];
    return quick === undefined ? this.#situationOf().windowOf(this.#ids[slot] ?? '').isShown : frame.told[quick.from] === 1;
  }

  /** A window with its instants. */
  find(slot: number, frame: Frame): FoundWindow {
    const quick = this.#quick[slot];
    if (quick === undefined) return this.#situationOf().windowOf(this.#ids[slot] ?? '');
    const { from, fromIsDay, reach } = quick;
    const known = frame.states[slot] as number;
    const state = states[known < 0 ? this.workOut(slot, frame) : known];
    if (frame.codes[from] !== 0) return { state, opensAt: null, countsFrom: null, closesAt: null, decimals: null };
    const value = frame.numbers[from] as number;
    const opensAt = fromIsDay ? this.#layout.policy.zone.startOfDay(value) : value;
    const { countsFrom, closesAt } = reach(opensAt, fromIsDay ? value : undefined);
    return { state, opensAt, countsFrom, closesAt, decimals: null };
  }

  #slowly(slot: number): number {
    const state = this.#situationOf().stateOf(this.#ids[slot] ?? '');
    return state === undefined ? stateCodes.unknown : state === null ? stateCodes.none : stateCodes[state];
  }

  #quickly({ at, from, fromIsDay, closesAt }: QuickWindow, { codes, numbers }: Frame): number {
    if (codes[from] !== 0) return codes[from] === 1 ? stateCodes.early : stateCodes.unknown;
    const value = numbers[from] as number;
    const start = fromIsDay ? this.#layout.policy.zone.startOfDay(value) : value;
    const judged = numbers[at] as number;
    if (codes[at] !== 0) return codes[at] === 1 ? stateCodes.none : stateCodes.unknown;
    if (judged < start) return stateCodes.early;
    const end = closesAt(start, fromIsDay ? value : undefined);
    return end === null || judged <= end ? stateCodes.open : stateCodes.closed;
  }

  #toQuick(span: WindowSpan): QuickWindow | undefined {
    const { policy, factSlots } = this.#layout;
    if (span.kind !== 'time' || span.from.kind !== 'fact' || span.calendar !== null || span.pauses !== null) return undefined;
    const [at, from] = [factSlots.get(span.at), factSlots.get(span.from.fact)];
    const type = policy.facts.get(span.from.fact)?.type;
    const isPlain = policy.facts.get(span.at)?.type === 'instant' && (type === 'instant' || type === 'date');
    const reach = this.#reachOf(span);
    if (at === undefined || from === undefined || reach === undefined || !isPlain) return undefined;
    const { length } = span;
    const elapses = length.kind === 'hours' && length.countingFrom === 'at-once' ? length.count * hour : undefined;
    const closesAt: QuickWindow['closesAt'] = elapses === undefined ? (start, day) => reach(start, day).closesAt : (start) => start + elapses;
    return { at, from, fromIsDay: type === 'date', reach, closesAt };
  }

  #reachOf(span: TimeSpan): QuickWindow['reach'] | undefined {
    const { zone } = this.#layout.policy;
    const { length } = span;
    if (length.kind === 'forever') return (start) => ({ countsFrom: start, closesAt: null });
    if (length.kind === 'until') return undefined;
    const factor = length.kind === 'hours' ? 1 / 24 : length.kind === 'months' ? 31 : 1;
    if (length.count * factor > safeDays) return undefined;
    if (length.kind === 'hours')
      return (start) => {
        const countsFrom = length.countingFrom === 'at-once' ? start : zone.nextFullHour(start);
        return { countsFrom, closesAt: countsFrom + length.count * hour };
      };
    return (start, day) => {
      const extent = extentOf(span, { instant: start, day: () => day ?? zone.dayOf(start) }, { zone, calendar: null, pauses: [] });
      return extent.beyond === undefined ? extent : { countsFrom: null, closesAt: null };
    };
  }
}
