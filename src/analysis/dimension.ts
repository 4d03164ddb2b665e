import type { CorePolicy, Fact, WindowEvent } from '../model/policy.ts';

/** What a request can be along a dimension, as far as any policy tells it apart. */
export type Cell =
  /** The fact is null or does not exist; of a measure, one of its facts is. */
  | { readonly kind: 'none' }
  /** One of these values; no values: an empty list. */
  | { readonly kind: 'values'; readonly values: readonly (string | boolean)[] }
  /** Any value that is told. */
  | { readonly kind: 'told' }
  /** A whole number from one to another, both inside, in units of the fact's last decimal, milliseconds or days; null: without an end. */
  | { readonly kind: 'span'; readonly from: number | null; readonly to: number | null }
  /** The event is yet to come. */
  | { readonly kind: 'early' }
  /** After so many units of the measure, and within so many, or after and until fixed days; null: from the event on, or without an end. */
  | { readonly kind: 'elapsed'; readonly after: number | null; readonly within: number | null }
  | { readonly kind: 'ending'; readonly ends: boolean }
  | { readonly kind: 'member'; readonly isMember: boolean }
  | { readonly kind: 'evidence'; readonly state: 'missing' | 'provided' | 'unavailable' };

/** How far a moment is from an event, in units of one calendar and way of counting. */
export interface Measure {
  readonly key: string;
  readonly at: string;
  readonly event: WindowEvent;
  /** The facts that the event needs, one of which must be told. */
  readonly facts: readonly string[];
  /** What is counted; `order`: only whether the event has come. */
  readonly unit: MeasureUnit;
  /** A window that is measured so, for constructing moments. */
  readonly sample: { readonly policy: CorePolicy; readonly window: string };
}

export type MeasureUnit =
  | { readonly kind: 'order' }
  /** Ends on fixed days, which a calendar that a fact picks can move on. */
  | { readonly kind: 'until' }
  | { readonly kind: 'hours'; readonly countingFrom: 'at-once' | 'next-hour'; readonly isPaused: boolean }
  | {
      readonly kind: 'days' | 'business-days' | 'months';
      readonly countingFrom: 'at-once' | 'same-day' | 'next-day';
      readonly rolls: boolean;
      readonly isPaused: boolean;
    };

/** One thing that decisions depend on, cut into cells. */
export type Dimension = { readonly key: string; readonly cells: readonly Cell[] } & (
  | { readonly kind: 'fact'; readonly fact: Fact }
  /** Whether a value is in a set. */
  | { readonly kind: 'member'; readonly fact: Fact; readonly member: string }
  /** The last number of a tier that a request takes: `counts` and `units` added. */
  | { readonly kind: 'sum'; readonly counts: string; readonly units: string }
  /** How much one number is over another. */
  | { readonly kind: 'difference'; readonly at: Fact; readonly from: string }
  | { readonly kind: 'elapsed'; readonly measure: Measure }
  /** Whether a window has an end, which a pause that still lasts takes away. */
  | { readonly kind: 'ending'; readonly sample: Measure['sample'] }
  | { readonly kind: 'evidence'; readonly name: string }
);

/** Whether these cells say only that something is told, or that it is not. */
export function saysPresence({ cells }: Dimension, allowed: ReadonlySet<number>): boolean {
  const isPresent = ({ kind }: Cell): boolean => kind !== 'none' && kind !== 'early';
  const [inside, outside] = [cells.filter((_, cell) => allowed.has(cell)), cells.filter((_, cell) => !allowed.has(cell))];
  return inside.every(({ kind }) => kind === 'none') || (inside.every(isPresent) && !outside.some(isPresent));
}
