import { fromUnits, printExact } from '../model/exact.ts';
import type { WindowState } from '../model/policy.ts';
import type { Zone } from '../model/time.ts';

/** A window for one request. */
export interface WindowSituation {
  /** Something of its event was told, so the window is shown. */
  readonly isShown: boolean;
  /** undefined: not known; null: the judged fact is null. */
  readonly state: WindowState | null | undefined;
  /** Instants; of a window on a number, numbers in units of its last decimal. */
  readonly opensAt: number | null;
  readonly countsFrom: number | null;
  /** The last instant inside; null where it is not known, or where there is none. */
  readonly closesAt: number | null;
  /** Whether there is an end, as far as that is known; `none` where the event did not happen. */
  readonly end: 'known' | 'never' | 'unknown' | 'none';
  /** The judged instant, where it is known. */
  readonly judgedAt: number | null;
  /** Of a window on a number: how many decimals its numbers have; null where its instants are instants. */
  readonly decimals: number | null;
  /** Why the window cannot be worked out: it reaches beyond what its calendar covers, or beyond the numbers that are kept exactly. */
  readonly beyond: string | null;
}

/** An instant, or a number, of a window as a decision shows it. */
export function printEdge(edge: number | null, { decimals }: Pick<WindowSituation, 'decimals'>, zone: Zone): string | null {
  if (edge === null) return null;
  return decimals === null ? zone.print(edge) : printExact(fromUnits(edge, decimals), 0);
}
