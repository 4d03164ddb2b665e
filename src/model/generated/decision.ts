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
      /**
       * How much is known of it.
       */
      readonly kind: 'exact';
      /**
       * The sum, as a decimal string.
       */
      readonly value: string;
    }
  | {
      /**
       * How much is known of it.
       */
      readonly kind: 'range';
      /**
       * The sum of the exact lines.
       */
      readonly known: string;
      /**
       * The least it can be.
       */
      readonly atLeast: string;
      /**
       * The most it can be.
       */
      readonly atMost: string;
      /**
       * The ids of the lines that are not exact.
       */
      readonly because: readonly string[];
    }
  | {
      /**
       * How much is known of it.
       */
      readonly kind: 'unspecified' | 'unknown';
      /**
       * The sum of the exact lines.
       */
      readonly known: string;
      /**
       * The ids of the lines that are not exact.
       */
      readonly because: readonly string[];
    };
/**
 * What a rule does to the outcome; `entitle`: a mandatory floor accepts, whatever else rejects.
 */
export type Effect = 'accept' | 'reject' | 'review' | 'entitle';
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
      /**
       * How much is known of it.
       */
      readonly kind: 'exact';
      /**
       * The sum, as a decimal string.
       */
      readonly value: string;
      /**
       * ISO 4217.
       */
      readonly currency: string;
    }
  | {
      /**
       * How much is known of it.
       */
      readonly kind: 'range';
      /**
       * The least it can be.
       */
      readonly atLeast: string;
      /**
       * The most it can be.
       */
      readonly atMost: string;
      /**
       * ISO 4217.
       */
      readonly currency: string;
    }
  | {
      /**
       * How much is known of it.
       */
      readonly kind: 'unspecified';
      /**
       * ISO 4217.
       */
      readonly currency: string;
    }
  | {
      /**
       * How much is known of it.
       */
      readonly kind: 'unknown';
      /**
       * ISO 4217.
       */
      readonly currency: string;
      readonly waitsFor: WaitsFor;
    };
/**
 * How an amount came about, from the outside in; `amount` is exact, before rounding, both ends of a range, or `unspecified`.
 */
export type Working =
  | {
      /**
       * The kind of formula.
       */
      readonly kind: 'fixed' | 'unspecified';
      /**
       * The exact amount of this step, before rounding, `unspecified`, or both ends of a range: `10.00 to 50.00`.
       */
      readonly amount: string;
    }
  | {
      /**
       * The kind of formula.
       */
      readonly kind: 'fact';
      /**
       * The exact amount of this step, before rounding, `unspecified`, or both ends of a range: `10.00 to 50.00`.
       */
      readonly amount: string;
      /**
       * The fact that was passed through.
       */
      readonly fact: string;
    }
  | {
      /**
       * The kind of formula.
       */
      readonly kind: 'tier';
      /**
       * The exact amount of this step, before rounding, `unspecified`, or both ends of a range: `10.00 to 50.00`.
       */
      readonly amount: string;
      /**
       * The tier.
       */
      readonly tier: string;
      /**
       * How the tier applies.
       */
      readonly mode: 'graduated' | 'volume';
      /**
       * The value that picked the column; null where there is none.
       */
      readonly column: string | null;
      /**
       * Runs of numbers with one rate.
       */
      readonly parts: {
        /**
         * The first number.
         */
        readonly first: number;
        /**
         * The last number.
         */
        readonly last: number;
        /**
         * What one unit costs.
         */
        readonly rate: string;
        /**
         * The rate times the numbers.
         */
        readonly amount: string;
      }[];
    }
  | {
      /**
       * The kind of formula.
       */
      readonly kind: 'percent';
      /**
       * The exact amount of this step, before rounding, `unspecified`, or both ends of a range: `10.00 to 50.00`.
       */
      readonly amount: string;
      /**
       * The percentage.
       */
      readonly percent: string;
      readonly of: Working;
      readonly bound?: Bound;
    }
  | {
      /**
       * The kind of formula.
       */
      readonly kind: 'each' | 'started';
      /**
       * The exact amount of this step, before rounding, `unspecified`, or both ends of a range: `10.00 to 50.00`.
       */
      readonly amount: string;
      /**
       * How many units; null where the fact is null.
       */
      readonly units: string | null;
      readonly each: Working;
      readonly bound?: Bound;
    }
  | {
      /**
       * The kind of formula.
       */
      readonly kind: 'sum' | 'difference';
      /**
       * The exact amount of this step, before rounding, `unspecified`, or both ends of a range: `10.00 to 50.00`.
       */
      readonly amount: string;
      /**
       * The amounts that are added, or the first and those that are taken from it.
       */
      readonly of: readonly Working[];
      readonly bound?: Bound;
    }
  | {
      /**
       * The kind of formula.
       */
      readonly kind: 'pro-rata';
      /**
       * The exact amount of this step, before rounding, `unspecified`, or both ends of a range: `10.00 to 50.00`.
       */
      readonly amount: string;
      /**
       * The part; null where its fact is null.
       */
      readonly part: string | null;
      /**
       * The whole; null where its fact is null.
       */
      readonly whole: string | null;
      readonly of: Working;
      readonly bound?: Bound;
    }
  | {
      /**
       * The kind of formula.
       */
      readonly kind: 'up-to';
      /**
       * The exact amount of this step, before rounding, `unspecified`, or both ends of a range: `10.00 to 50.00`.
       */
      readonly amount: string;
      readonly of: Working;
    }
  | {
      /**
       * The kind of formula.
       */
      readonly kind: 'match';
      /**
       * The exact amount of this step, before rounding, `unspecified`, or both ends of a range: `10.00 to 50.00`.
       */
      readonly amount: string;
      /**
       * The fact whose value picked the amount.
       */
      readonly fact: string;
      /**
       * The entry that was taken; null where the fact is null and there is no `otherwise`.
       */
      readonly value: string | null;
      readonly of: Working;
    }
  | {
      /**
       * The kind of formula.
       */
      readonly kind: 'choose';
      /**
       * The exact amount of this step, before rounding, `unspecified`, or both ends of a range: `10.00 to 50.00`.
       */
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
  /**
   * The decisions of single items, in the order of the request; absent where a request has no `items`.
   */
  readonly items?: readonly Decision[];
  readonly summary?: Summary;
}
export interface Alternative {
  readonly outcome: Outcome;
  readonly totals: Totals;
}
/**
 * By currency: what the customer pays (`charges`), what the customer gets back (`credits`), and credits less charges (`net`), which is negative where the customer has to pay.
 */
export interface Totals {
  readonly [k: string]: {
    readonly charges: Total;
    readonly credits: Total;
    readonly net: Total;
  };
}
/**
 * A rule, or an item of evidence that is unavailable.
 */
export interface Reason {
  /**
   * The id of the rule, where it is a rule.
   */
  readonly rule?: string;
  /**
   * The id of the item, where it is an unavailable item of evidence.
   */
  readonly evidence?: string;
  readonly effect: Effect;
  /**
   * The reason, as a person will read it.
   */
  readonly message: string;
  readonly clauses: Clauses;
}
/**
 * What must be told before the request can be decided; empty where it is decided.
 */
export interface Missing {
  /**
   * Facts that are not told, in the order in which they can be asked; those of an item as `items.0.name`.
   */
  readonly facts: readonly string[];
  /**
   * Items of evidence that are not told, by id; those of an item of the request as `items.0.id`.
   */
  readonly evidence: readonly string[];
}
/**
 * Instants or, of a window on a number, numbers.
 */
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
  /**
   * The id of the item.
   */
  readonly evidence: string;
  /**
   * What must be shown.
   */
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
  /**
   * The id of the line.
   */
  readonly charge: string;
  /**
   * What the line is for.
   */
  readonly title: string;
  readonly amount: Amount;
  readonly clauses: Clauses;
  /**
   * Why the line is waived; its amount is then 0.
   */
  readonly waived?: string;
  readonly working?: Working;
}
export interface Credit {
  /**
   * The id of the line.
   */
  readonly credit: string;
  /**
   * What the line is for.
   */
  readonly title: string;
  readonly amount: Amount;
  readonly clauses: Clauses;
  /**
   * Why the line is waived; its amount is then 0.
   */
  readonly waived?: string;
  readonly working?: Working;
}
export interface Duty {
  /**
   * The id of the duty.
   */
  readonly duty: string;
  /**
   * Whose duty it is.
   */
  readonly who: string;
  /**
   * What is to be done.
   */
  readonly what: string;
  readonly by: Instant;
  readonly clauses: Clauses;
  readonly waitsFor?: WaitsFor;
}
/**
 * How many items there are, and how many have each outcome; absent where a request has no `items`.
 */
export interface Summary {
  /**
   * All items.
   */
  readonly items: number;
  /**
   * Items that are accepted.
   */
  readonly accepted: number;
  /**
   * Items that are rejected.
   */
  readonly rejected: number;
  /**
   * Items that are for a person to decide.
   */
  readonly review: number;
  /**
   * Items that are incomplete.
   */
  readonly incomplete: number;
  /**
   * Items that are not covered by the policy.
   */
  readonly uncovered: number;
}
