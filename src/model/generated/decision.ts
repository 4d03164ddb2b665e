// Generated from schema/ by `npm run generate`. Do not edit.

/**
 * accepted; rejected; review: a person or third party decides; incomplete: something was not told; uncovered: the policy says nothing about it.
 */
export type Outcome = 'accepted' | 'rejected' | 'review' | 'incomplete' | 'uncovered';
/**
 * The sum of the lines; where one is not exact, the known part and the ids of the lines that are not.
 */
export type Total =
  | {
      readonly kind: 'exact';
      readonly value: string;
    }
  | {
      readonly kind: 'range' | 'unspecified' | 'unknown';
      readonly known: string;
      readonly because: readonly string[];
    };
export type Effect = 'accept' | 'reject' | 'review';
/**
 * The clauses of the source that say so.
 *
 * @minItems 1
 */
export type Clauses = readonly string[];
/**
 * In the policy's zone, with milliseconds and offset; null where there is none.
 */
export type Instant = string | null;
/**
 * missing: not told.
 */
export type EvidenceState = 'provided' | 'unavailable' | 'missing';
/**
 * The facts that were not told and that it depends on.
 */
export type WaitsFor = readonly string[];
/**
 * Of a line, rounded to the currency's decimals.
 */
export type Amount =
  | {
      readonly kind: 'exact';
      readonly value: string;
      readonly currency: string;
    }
  | {
      readonly kind: 'range';
      readonly atLeast: string;
      readonly atMost: string;
      readonly currency: string;
    }
  | {
      readonly kind: 'unspecified';
      readonly currency: string;
    }
  | {
      readonly kind: 'unknown';
      readonly currency: string;
      readonly waitsFor: WaitsFor;
    };
/**
 * How an amount came about, from the outside in; `amount` is exact, before rounding, or `unspecified`.
 */
export type Working =
  | {
      readonly kind: 'fixed' | 'unspecified';
      readonly amount: string;
    }
  | {
      readonly kind: 'fact';
      readonly amount: string;
      readonly fact: string;
    }
  | {
      readonly kind: 'tier';
      readonly amount: string;
      readonly tier: string;
      readonly mode: 'graduated' | 'volume';
      readonly column: string | null;
      readonly parts: {
        readonly first: number;
        readonly last: number;
        readonly rate: string;
        readonly amount: string;
      }[];
    }
  | {
      readonly kind: 'percent';
      readonly amount: string;
      readonly percent: string;
      readonly of: Working;
      readonly bound?: Bound;
    }
  | {
      readonly kind: 'each' | 'started';
      readonly amount: string;
      /**
       * How many units; null where the fact is null.
       */
      readonly units: string | null;
      readonly each: Working;
      readonly bound?: Bound;
    }
  | {
      readonly kind: 'choose';
      readonly amount: string;
      /**
       * The number of the branch taken, from 1; `otherwise` is the last.
       */
      readonly branch: number;
      readonly of: Working;
    };
/**
 * The bound that the amount was raised or lowered to.
 */
export type Bound = 'atLeast' | 'atMost';

/**
 * What a policy version decides about one request. The same version and request give the same bytes.
 */
export interface Decision {
  /**
   * The policy's id.
   */
  readonly policy: string;
  /**
   * The policy's version.
   */
  readonly version: number;
  /**
   * The digest of everything in the policy that can reach a decision, its readings included.
   */
  readonly digest: string;
  readonly outcome: Outcome;
  /**
   * The remedy that is decided; null where the policy has none or it was not told.
   */
  readonly remedy: string | null;
  /**
   * The same request decided for the other remedies: on request, and where the remedy was not told.
   */
  readonly alternatives?: {
    readonly [k: string]: Alternative;
  };
  /**
   * All true rules of the deciding effect; none where incomplete or uncovered.
   */
  readonly reasons: readonly Reason[];
  readonly missing: Missing;
  /**
   * Each window whose event was told.
   */
  readonly windows: {
    readonly [k: string]: WindowState;
  };
  /**
   * What must be shown.
   */
  readonly evidence: readonly Evidence[];
  /**
   * What the customer pays, line by line.
   */
  readonly charges: readonly Charge[];
  /**
   * What the customer gets back, line by line.
   */
  readonly credits: readonly Credit[];
  readonly totals: Totals;
  /**
   * Who must do what, by when.
   */
  readonly duties: readonly Duty[];
  /**
   * The readings that the statements shown in this decision consulted, with the choice that held.
   */
  readonly readings: {
    readonly [k: string]: string;
  };
}
export interface Alternative {
  readonly outcome: Outcome;
  readonly totals: Totals;
}
/**
 * By currency.
 */
export interface Totals {
  readonly [k: string]: {
    readonly charges: Total;
    readonly credits: Total;
  };
}
/**
 * A rule, or an item of evidence that is unavailable.
 */
export interface Reason {
  readonly rule?: string;
  readonly evidence?: string;
  readonly effect: Effect;
  readonly message: string;
  readonly clauses: Clauses;
}
/**
 * What must be told before the request can be decided; empty where it is decided.
 */
export interface Missing {
  readonly facts: readonly string[];
  readonly evidence: readonly string[];
}
export interface WindowState {
  /**
   * unknown: the judged fact was not told; none: it is null.
   */
  readonly state: 'early' | 'open' | 'closed' | 'unknown' | 'none';
  readonly opensAt: Instant;
  readonly countsFrom: Instant;
  /**
   * In the policy's zone, with milliseconds and offset; null where there is none.
   */
  readonly closesAt: string | null;
}
export interface Evidence {
  readonly evidence: string;
  readonly what: string;
  readonly state: EvidenceState;
  /**
   * The alternatives.
   */
  readonly anyOf?: {
    readonly [k: string]: EvidenceState;
  };
  readonly clauses: Clauses;
  readonly waitsFor?: WaitsFor;
}
export interface Charge {
  readonly charge: string;
  readonly title: string;
  readonly amount: Amount;
  readonly clauses: Clauses;
  readonly working?: Working;
}
export interface Credit {
  readonly credit: string;
  readonly title: string;
  readonly amount: Amount;
  readonly clauses: Clauses;
  readonly working?: Working;
}
export interface Duty {
  readonly duty: string;
  readonly who: string;
  readonly what: string;
  readonly by: Instant;
  readonly clauses: Clauses;
  readonly waitsFor?: WaitsFor;
}
