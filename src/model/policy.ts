/**
 * The core: what a checked policy comes down to. Sections, terms, readings and `unless` are gone; engines and analysis see
 * nothing else. Every value is frozen by construction: nobody writes to a policy after it was built.
 */
import type { Exact, Rounding } from './exact.ts';
import type { MonthEnd, WorkCalendar } from './calendar.ts';
import type { Outcome } from './generated/decision.ts';
import type { Zone } from './time.ts';

export type FactType = 'boolean' | 'enum' | 'set' | 'text' | 'integer' | 'decimal' | 'money' | 'instant' | 'date' | 'instants' | 'dates' | 'periods';

/** A stretch in which a clock stands still: from an instant, inside, to an instant, outside; `to` is null while it lasts. */
export interface Period {
  readonly from: number;
  readonly to: number | null;
}

/**
 * The value of a fact inside the program. Ordered types are whole numbers, so that every comparison is exact: an integer itself, a
 * decimal or an amount in units of its last decimal, an instant in milliseconds, a date in days. `undefined` is not told.
 */
export type FactValue = boolean | string | number | ReadonlySet<string> | readonly number[] | readonly Period[] | null | undefined;

export interface Fact {
  readonly name: string;
  readonly type: FactType;
  /** Of an enum or a set; else empty. */
  readonly values: readonly string[];
  readonly ask: string | null;
  readonly nullable: boolean;
  /** It has a `when`, and so may be null where it does not exist. */
  readonly conditional: boolean;
  readonly remedy: boolean;
  /** Of a decimal or an amount; 0 for other types. */
  readonly decimals: number;
  /** Of an amount. */
  readonly currency: string | null;
  readonly atLeast: number | null;
  readonly atMost: number | null;
  /** Where this is false, the fact is null. */
  readonly when: Condition;
  /** What the customer keeps: the fact `from` less the fact `less` of every item that is granted. Never told. */
  readonly derived: { readonly from: string; readonly less: string } | null;
}

export type WindowState = 'early' | 'open' | 'closed';

export type Comparison = 'over' | 'atLeast' | 'under' | 'atMost';

/** Strong Kleene. Shared parts are shared objects, so a condition may be a graph; it is never larger than `maximumTests` when written out. */
export type Condition =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | Test;

/** A leaf: one fact or window compared with constants. */
export type Test =
  /** The value is one of these. */
  | { readonly kind: 'is'; readonly fact: string; readonly values: readonly (string | boolean | number | null)[] }
  /** The set contains at least one of these (`some`), or all of them (`every`). */
  | { readonly kind: 'has'; readonly fact: string; readonly quantity: 'some' | 'every'; readonly values: readonly string[] }
  | { readonly kind: 'compare'; readonly fact: string; readonly comparison: Comparison; readonly bound: number }
  | { readonly kind: 'window'; readonly window: string; readonly states: readonly WindowState[] };

export interface Impossible {
  readonly when: Condition;
  readonly because: string;
}

/** What statements have in common. */
export interface Statement {
  readonly id: string;
  readonly clauses: readonly string[];
  /** The readings that it consults, by name. */
  readonly readings: readonly string[];
}

export interface Window extends Statement {
  readonly title: string;
  readonly span: WindowSpan;
}

export type WindowSpan = TimeSpan | NumberSpan | CombinedSpan;

/** A stretch of time that begins with an event. */
export interface TimeSpan {
  readonly kind: 'time';
  /** The fact that is judged. */
  readonly at: string;
  readonly from: WindowEvent;
  readonly length: WindowLength;
  /** Null where the length needs none. */
  readonly calendar: CalendarChoice | null;
  /** Whether a last day that is not worked moves to the next one that is. */
  readonly rolls: boolean;
  /** The fact that tells when the clock stands still. */
  readonly pauses: string | null;
}

export type WindowEvent =
  | { readonly kind: 'fact'; readonly fact: string }
  /** The first or last of all values of these facts. */
  | { readonly kind: 'first-of' | 'last-of'; readonly facts: readonly string[] }
  | { readonly kind: 'fixed'; readonly type: 'instant' | 'date'; readonly value: number }
  | { readonly kind: 'end-of'; readonly window: string };

export type WindowLength =
  | { readonly kind: 'hours'; readonly count: number; readonly countingFrom: 'at-once' | 'next-hour' }
  | CalendarLength
  | { readonly kind: 'until'; readonly type: 'instant' | 'date'; readonly value: number }
  | { readonly kind: 'forever' };

/** A length in units of the calendar; weeks are days and years are months here. */
export interface CalendarLength {
  readonly kind: 'days' | 'business-days' | 'months';
  readonly count: number;
  readonly countingFrom: 'at-once' | 'same-day' | 'next-day';
  /** Of months. */
  readonly monthEnd: MonthEnd | null;
}

export type CalendarChoice =
  | { readonly kind: 'one'; readonly calendar: string }
  | { readonly kind: 'by-fact'; readonly fact: string; readonly calendars: ReadonlyMap<string, string> };

/** A stretch of numbers, in units of `decimals`. */
export interface NumberSpan {
  readonly kind: 'number';
  readonly at: string;
  /** Null: without a lower end. */
  readonly from: string | null;
  readonly length: { readonly kind: 'lasts' | 'until'; readonly value: number };
  readonly decimals: number;
}

/** `of` has no order in `later-of` and `earlier-of`. */
export type CombinedSpan =
  | { readonly kind: 'later-of' | 'earlier-of'; readonly of: readonly string[] }
  | { readonly kind: 'choose'; readonly branches: readonly { readonly when: Condition; readonly window: string }[]; readonly otherwise: string };

/** A rate or sum in the currency's smallest units, or not given by the source. */
export type Rate = bigint | 'unspecified';

export interface Band {
  /** The last number in the band; null in the last band. */
  readonly upTo: number | null;
  /** By column; under '' where the tier has no columns. */
  readonly rates: ReadonlyMap<string, Rate>;
}

export interface Tier extends Statement {
  readonly counts: string;
  /** null: one unit. */
  readonly units: string | null;
  readonly mode: 'graduated' | 'volume';
  readonly column: string | null;
  readonly currency: string;
  /** The text fact that tells units apart where a request has several items: the same one takes its number once. */
  readonly distinct: string | null;
  readonly bands: readonly Band[];
}

export type Amount =
  | { readonly kind: 'fixed'; readonly value: Exact }
  | { readonly kind: 'unspecified' }
  | { readonly kind: 'fact'; readonly fact: string }
  | { readonly kind: 'tier'; readonly tier: string }
  | { readonly kind: 'percent'; readonly percent: Exact; readonly of: Amount; readonly bounds: Bounds }
  | { readonly kind: 'each'; readonly each: Amount; readonly per: string; readonly bounds: Bounds }
  | { readonly kind: 'started'; readonly each: Amount; readonly size: Exact; readonly of: string; readonly bounds: Bounds }
  | { readonly kind: 'late'; readonly each: Amount; readonly unit: 'hours' | 'days'; readonly count: number; readonly window: string; readonly bounds: Bounds }
  | { readonly kind: 'sum'; readonly of: readonly Amount[]; readonly bounds: Bounds }
  /** The first less the others. */
  | { readonly kind: 'difference'; readonly of: readonly Amount[]; readonly bounds: Bounds }
  | { readonly kind: 'pro-rata'; readonly of: Amount; readonly part: string; readonly whole: string; readonly bounds: Bounds }
  /** Anything from `atLeast` to the amount. */
  | { readonly kind: 'up-to'; readonly of: Amount; readonly atLeast: Exact }
  | {
      readonly kind: 'match';
      readonly fact: string;
      /** Each value of the fact that has an amount, with the key under which that stands. */
      readonly keys: ReadonlyMap<string, string>;
      readonly amounts: ReadonlyMap<string, Amount>;
      readonly otherwise: Amount | null;
    }
  | { readonly kind: 'choose'; readonly branches: readonly { readonly when: Condition; readonly amount: Amount }[]; readonly otherwise: Amount };

export interface Bounds {
  readonly atLeast: Exact | 'unspecified' | null;
  readonly atMost: Exact | 'unspecified' | null;
}

/** A text with the places where a decision puts a deadline or an amount. */
export type Text = readonly (string | { readonly window: string; readonly instant: 'opensAt' | 'countsFrom' | 'closesAt' } | { readonly line: string })[];

/** A statement that holds under a condition. `guard` is the section's part of `condition`, for asking its facts first. */
export interface Conditional extends Statement {
  readonly section: string;
  readonly guard: Condition;
  readonly condition: Condition;
}

/** `entitle`: what a floor accepts. */
export type Effect = 'accept' | 'reject' | 'review' | 'entitle';

export interface Rule extends Conditional {
  readonly effect: Effect;
  readonly message: Text;
}

export interface Line extends Conditional {
  readonly side: 'charge' | 'credit';
  readonly title: Text;
  readonly on: 'granted' | 'rejected';
  /** Charged for each item, or once for a request of several. */
  readonly per: 'item' | 'request';
  readonly waived: { readonly when: Condition; readonly because: Text } | null;
  readonly amount: Amount;
  readonly currency: string;
  /** null where the amount never has more decimals than the currency. */
  readonly round: Rounding | null;
}

export interface Evidence extends Conditional {
  readonly what: Text;
  /** Names of alternatives with their texts; empty where the item stands for itself. */
  readonly anyOf: readonly { readonly id: string; readonly what: string }[];
  /** How many of the alternatives are enough. */
  readonly atLeast: number;
  readonly unavailable: 'review' | 'reject' | 'nothing';
  readonly message: Text;
}

export interface Duty extends Conditional {
  readonly who: string;
  readonly what: Text;
  readonly deadline: string | null;
}

export interface Reading {
  readonly name: string;
  readonly question: string;
  readonly choice: string;
  readonly choices: readonly { readonly name: string; readonly means: string | null; readonly needs: string | null }[];
  readonly clauses: readonly string[];
}

/** An amount of a decision: one line of it, or a total in the policy's currency. `net` is credits less charges. */
export type Measure =
  | { readonly kind: 'line'; readonly side: 'charge' | 'credit'; readonly id: string }
  | { readonly kind: 'total'; readonly of: 'charges' | 'credits' | 'net' };

/** What an amount is held against: a sum, or a money fact of the same currency. */
export type MeasureBound = { readonly kind: 'sum'; readonly value: Exact } | { readonly kind: 'fact'; readonly fact: string };

/** What is said of all requests for which the invariant's `when` is true. */
export type Claim =
  /** The outcome is none of these, or one of these. */
  | { readonly kind: 'never' | 'always'; readonly outcomes: readonly Outcome[] }
  | { readonly kind: 'never-counts'; readonly what: 'charge' | 'credit' | 'evidence' | 'duty'; readonly id: string }
  /** As the ordered fact grows and all else stays, between requests that both have the amount. */
  | { readonly kind: 'never-falls' | 'never-rises'; readonly of: Measure; readonly as: string }
  /** The outcome for the customer, accepted > review > rejected, as the ordered fact grows and all else stays. */
  | { readonly kind: 'never-better' | 'never-worse'; readonly as: string }
  /** At least one of the two is there. */
  | { readonly kind: 'bounds'; readonly of: Measure; readonly atLeast: MeasureBound | null; readonly atMost: MeasureBound | null };

/** A claim about all requests, which the analysis proves or refutes; no decision depends on it. */
export interface Invariant {
  readonly id: string;
  /** Those that the claim was made for; they are not cited by it. */
  readonly clauses: readonly string[];
  readonly because: string | null;
  readonly when: Condition;
  readonly claim: Claim;
}

/** What the analysis can find in a policy, and its editor accept. */
export type AcceptableFinding =
  | 'uncovered'
  | 'never-holds'
  | 'never-decides'
  | 'cliff'
  | 'inversion'
  | 'evidence-impossible'
  | 'reading-without-effect'
  | 'invariant-refuted'
  | 'invariant-not-proven';

export interface Acceptance {
  readonly finding: AcceptableFinding;
  /** The statement, window, tier, reading or invariant that the finding is about; null: all findings of this kind. */
  readonly of: string | null;
  readonly because: string;
}

/** What only readers see of a policy: none of it reaches a decision. */
export interface About {
  /** The title of the document that the policy says in other words. */
  readonly source: string | null;
  /** The titles of sections, by name, in the order of the file; null where a section has none. */
  readonly sections: ReadonlyMap<string, string | null>;
}

/** One version of a policy under one choice for each reading. Lists of statements are sorted by clause, then id; facts by name. */
export interface CorePolicy {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** Why this version is only a draft; null for one that holds. */
  readonly draft: string | null;
  readonly about: About;
  readonly effectiveFrom: number;
  readonly effectiveBy: string;
  readonly zone: Zone;
  readonly currency: string;
  readonly clauses: ReadonlyMap<string, string>;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly impossible: readonly Impossible[];
  readonly readings: ReadonlyMap<string, Reading>;
  readonly windows: ReadonlyMap<string, Window>;
  readonly tiers: ReadonlyMap<string, Tier>;
  /** The calendars that windows name. */
  readonly calendars: ReadonlyMap<string, WorkCalendar>;
  /** Sections that are a mandatory floor, with the charges of other sections that they allow. */
  readonly floors: ReadonlyMap<string, ReadonlySet<string>>;
  readonly rules: readonly Rule[];
  readonly lines: readonly Line[];
  readonly evidence: readonly Evidence[];
  readonly duties: readonly Duty[];
  /** Sorted by id. */
  readonly invariants: readonly Invariant[];
  /** In the order of the text, by which their places are found. */
  readonly accepted: readonly Acceptance[];
  /** `sha256:…` over all that can reach a decision's bytes. */
  readonly digest: string;
}
