// Generated from schema/ by `npm run generate`. Do not edit.

/**
 * Facts and evidence that every case starts from.
 */
export type Request = Readonly<Record<string, unknown>>;
export type Word = string;
/**
 * Facts and evidence of this case; they replace those of `defaults`.
 */
export type Request1 = Readonly<Record<string, unknown>>;
/**
 * Facts of `defaults` that are not told in this case; `evidence` is all evidence of `defaults`.
 */
export type Words = readonly Word[];
/**
 * The ids of all reasons, in any order.
 */
export type Words1 = readonly Word[];
/**
 * All facts that must be told.
 */
export type Words2 = readonly Word[];
/**
 * All items that must be shown.
 */
export type Words3 = readonly Word[];
/**
 * The state alone, or some of state, opensAt, countsFrom and closesAt.
 */
export type Window =
  | string
  | {
      /**
       * early, open or closed; unknown where that is not known, none where the judged fact is null.
       */
      readonly state?: 'early' | 'open' | 'closed' | 'unknown' | 'none';
      /**
       * The event.
       */
      readonly opensAt?: string | number | null;
      /**
       * Where the length begins.
       */
      readonly countsFrom?: string | number | null;
      /**
       * The last instant inside.
       */
      readonly closesAt?: string | number | null;
    };
/**
 * An exact sum, a range by its two ends, `unspecified`, or `unknown`.
 */
export type Amount =
  | string
  | number
  | {
      /**
       * The lower end of a range.
       */
      readonly atLeast: string | number;
      /**
       * The upper end of a range.
       */
      readonly atMost: string | number;
    };
/**
 * The total of the charges.
 */
export type Total =
  | string
  | number
  | {
      /**
       * Why the total is not exact.
       */
      readonly kind: 'range' | 'unspecified' | 'unknown';
      /**
       * The part that is exact.
       */
      readonly known: string | number;
      readonly because?: Words4;
      /**
       * Of a range: the least that it can be.
       */
      readonly atLeast?: string | number;
      /**
       * Of a range: the most that it can be.
       */
      readonly atMost?: string | number;
    };
/**
 * The ids of the lines that are not exact.
 */
export type Words4 = readonly Word[];
/**
 * The total of the credits.
 */
export type Total1 =
  | string
  | number
  | {
      /**
       * Why the total is not exact.
       */
      readonly kind: 'range' | 'unspecified' | 'unknown';
      /**
       * The part that is exact.
       */
      readonly known: string | number;
      readonly because?: Words4;
      /**
       * Of a range: the least that it can be.
       */
      readonly atLeast?: string | number;
      /**
       * Of a range: the most that it can be.
       */
      readonly atMost?: string | number;
    };
/**
 * The credits less the charges.
 */
export type Total2 =
  | string
  | number
  | {
      /**
       * Why the total is not exact.
       */
      readonly kind: 'range' | 'unspecified' | 'unknown';
      /**
       * The part that is exact.
       */
      readonly known: string | number;
      readonly because?: Words4;
      /**
       * Of a range: the least that it can be.
       */
      readonly atLeast?: string | number;
      /**
       * Of a range: the most that it can be.
       */
      readonly atMost?: string | number;
    };
export type Instant = string | null;
export type Outcome = 'accepted' | 'rejected' | 'review' | 'incomplete' | 'uncovered';

/**
 * Executable examples of one policy version: requests, and what must be decided about them.
 */
export interface CasesDocument {
  /**
   * The policy file, relative to this file.
   */
  readonly policy: string;
  readonly defaults?: Request;
  /**
   * The cases, by name.
   */
  readonly cases: {
    readonly [k: string]: Case;
  };
}
export interface Case {
  /**
   * What the case shows.
   */
  readonly title?: string;
  /**
   * The clause, or clauses, that it exercises.
   */
  readonly clause?: string | readonly Word[];
  readonly given?: Request1;
  readonly without?: Words;
  /**
   * Readings chosen otherwise in this case.
   */
  readonly readings?: {
    readonly [k: string]: Word;
  };
  readonly expect: Expectation;
}
/**
 * What the decision must say. What is left out is not compared.
 */
export interface Expectation {
  /**
   * What becomes of the request.
   */
  readonly outcome?: 'accepted' | 'rejected' | 'review' | 'incomplete' | 'uncovered';
  readonly reasons?: Words1;
  /**
   * What must be told, in any order.
   */
  readonly missing?: {
    readonly facts?: Words2;
    readonly evidence?: Words3;
  };
  /**
   * Windows, by id; others are not compared.
   */
  readonly windows?: {
    readonly [k: string]: Window;
  };
  /**
   * All items that must be shown, by id, with their state.
   */
  readonly evidence?: {
    readonly [k: string]: 'provided' | 'unavailable' | 'missing';
  };
  readonly charges?: Lines;
  readonly credits?: Lines;
  readonly total?: Total;
  readonly credit?: Total1;
  readonly net?: Total2;
  /**
   * All duties, by id, with their deadline or null.
   */
  readonly duties?: {
    readonly [k: string]: Instant;
  };
  /**
   * Outcomes of other remedies, by remedy.
   */
  readonly alternatives?: {
    readonly [k: string]: Outcome;
  };
  /**
   * All readings that were consulted, with the choice that held.
   */
  readonly readings?: {
    readonly [k: string]: Word;
  };
  /**
   * What must be decided about each item, in the order of the request.
   *
   * @minItems 1
   */
  readonly items?: readonly Expectation[];
  /**
   * How many items have an outcome; what is left out is not compared.
   */
  readonly summary?: {
    /**
     * All items.
     */
    readonly items?: number;
    /**
     * Items that are accepted.
     */
    readonly accepted?: number;
    /**
     * Items that are rejected.
     */
    readonly rejected?: number;
    /**
     * Items for a person to decide.
     */
    readonly review?: number;
    /**
     * Items of which something is not told.
     */
    readonly incomplete?: number;
    /**
     * Items that the policy does not cover.
     */
    readonly uncovered?: number;
  };
  /**
   * The request is refused, and these are the JSON pointers of its mistakes, in any order.
   *
   * @minItems 1
   */
  readonly invalid?: readonly string[];
}
/**
 * All lines of the bill, by id: a line that is not named here must not be there.
 */
export interface Lines {
  readonly [k: string]: Amount;
}
