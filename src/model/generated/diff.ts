// Generated from schema/ by `npm run generate`. Do not edit.

/**
 * What a request must be along one dimension to be in a box. A dimension that is not named does not matter.
 */
export type DiffConstraint =
  DiffValues | DiffRanges | DiffTold | DiffMember | DiffSum | DiffDifference | DiffElapsed | DiffEnding | DiffEvidence;

/**
 * All complete requests that two versions decide otherwise, and the changes of the text that cause it. The same two versions give the same bytes.
 */
export interface PolicyDiff {
  readonly old: DiffSide;
  readonly new: DiffSide;
  /**
   * No complete request is decided otherwise: there are no regions, and nothing is different everywhere.
   */
  readonly same: boolean;
  readonly fingerprints: DiffFingerprints;
  readonly summary: DiffSummary;
  /**
   * The regions: other outcomes first, then money by its largest difference, then evidence, duties, windows, and what is only shown.
   */
  readonly regions: readonly DiffRegion[];
  /**
   * What is different in every decision, such as the currency of totals.
   */
  readonly everywhere: readonly string[];
  /**
   * Where this document says more than is so, or may.
   */
  readonly limits: readonly string[];
  /**
   * The changes of the text, in the order of the new one.
   */
  readonly changes: readonly DiffChange[];
  /**
   * All tiers, before and after.
   */
  readonly tiers: readonly DiffTier[];
  /**
   * All windows, before and after.
   */
  readonly windows: readonly DiffWindow[];
}
/**
 * A version that is compared.
 */
export interface DiffSide {
  /**
   * The policy's id.
   */
  readonly policy: string;
  /**
   * The policy's version.
   */
  readonly version: number;
  /**
   * The policy's title.
   */
  readonly title: string;
  /**
   * The digest of everything in it that can reach a decision.
   */
  readonly digest: string;
  /**
   * Where its text was read: a file, or a place in a repository.
   */
  readonly from: string;
  /**
   * The choice of each reading.
   */
  readonly readings: {
    readonly [k: string]: string;
  };
}
/**
 * What the versions mean, and the change from one to the other: equal where the meaning is, whatever the layout, comments and order of the text.
 */
export interface DiffFingerprints {
  /**
   * Of the old version.
   */
  readonly old: string;
  /**
   * Of the new version.
   */
  readonly new: string;
  /**
   * Of both, in this order: what an approval can name.
   */
  readonly change: string;
}
/**
 * How many regions there are, by who is better or worse off.
 */
export interface DiffSummary {
  readonly better: number;
  readonly worse: number;
  readonly mixed: number;
  readonly unclear: number;
  readonly neutral: number;
}
/**
 * Requests that are decided otherwise in one way.
 */
export interface DiffRegion {
  /**
   * Its number in this document.
   */
  readonly number: number;
  /**
   * Who is better or worse off: `mixed` where some requests are and others are not, `unclear` where an amount is not given, `neutral` where nothing but what is shown changes.
   */
  readonly effect: 'better' | 'worse' | 'mixed' | 'unclear' | 'neutral';
  /**
   * Only texts, clauses, ids or steps differ: nothing that is granted or paid.
   */
  readonly isTextOnly: boolean;
  /**
   * What is decided otherwise.
   */
  readonly what: readonly DiffWhat[];
  /**
   * Boxes that together hold the region.
   */
  readonly where: readonly DiffBox[];
  /**
   * Whether the boxes hold nothing else; if not, one box is drawn around a region of many parts.
   */
  readonly isWhereExact: boolean;
  /**
   * The difference in money, by currency; empty where there is none, or none can be named.
   */
  readonly money: readonly DiffMoney[];
  /**
   * A request that shows the difference; null: none was found, and the region is not confirmed.
   */
  readonly witness: null | DiffWitness;
  /**
   * The numbers of the changes of the text that cause it.
   *
   * Items: The number of a change.
   */
  readonly causes: readonly number[];
}
/**
 * One thing that is decided otherwise.
 */
export interface DiffWhat {
  /**
   * What it is.
   */
  readonly kind: 'outcome' | 'reason' | 'charge' | 'credit' | 'evidence' | 'duty' | 'window';
  /**
   * The statement's or window's id; null for the outcome.
   */
  readonly id: string | null;
  /**
   * The id that it has in the new version, where only that is different; else null.
   */
  readonly renamedTo: string | null;
  /**
   * What was decided or shown, in words; null: nothing.
   */
  readonly old: string | null;
  /**
   * What is decided or shown now, in words; null: nothing.
   */
  readonly new: string | null;
  /**
   * It means the same, and is shown in other words, with other clauses, steps or readings, or under another id.
   */
  readonly isTextOnly: boolean;
  /**
   * Of what both versions show: the parts that differ, such as `message` or `clauses`.
   */
  readonly differs: readonly string[];
}
/**
 * A part of a region: all requests that meet every constraint. What no request can be may lie in it, too.
 */
export interface DiffBox {
  /**
   * The constraints in words.
   */
  readonly words: string;
  /**
   * The constraints for programs.
   */
  readonly constraints: readonly DiffConstraint[];
}
/**
 * A fact has one of these values.
 */
export interface DiffValues {
  readonly kind: 'values';
  /**
   * The fact.
   */
  readonly fact: string;
  /**
   * The values; an empty list stands for an empty list of moments.
   */
  readonly oneOf: readonly (string | boolean)[];
  /**
   * Or it is null or does not exist.
   */
  readonly orNone: boolean;
}
/**
 * A fact is in one of these stretches.
 */
export interface DiffRanges {
  readonly kind: 'ranges';
  /**
   * The fact.
   */
  readonly fact: string;
  /**
   * The stretches.
   */
  readonly ranges: readonly DiffRange[];
  /**
   * Or it is null or does not exist.
   */
  readonly orNone: boolean;
}
/**
 * A stretch of values, both ends inside.
 */
export interface DiffRange {
  /**
   * The first value, inside, as it is written in a request; null: without an end.
   */
  readonly from: string | number | null;
  /**
   * The last value, inside, as it is written in a request; null: without an end.
   */
  readonly to: string | number | null;
}
/**
 * A fact has any value, or none.
 */
export interface DiffTold {
  readonly kind: 'told';
  /**
   * The fact.
   */
  readonly fact: string;
  /**
   * Whether it has a value.
   */
  readonly told: boolean;
  /**
   * Of a list of moments: whether it may be empty.
   */
  readonly orEmpty: boolean;
  /**
   * Or it is null or does not exist.
   */
  readonly orNone: boolean;
}
/**
 * A set has a member, or has it not.
 */
export interface DiffMember {
  readonly kind: 'member';
  /**
   * The set.
   */
  readonly fact: string;
  /**
   * The member.
   */
  readonly member: string;
  /**
   * Whether the set has it.
   */
  readonly has: boolean;
}
/**
 * The sum of two facts, the last number of a tier that the request takes, is in one of these stretches.
 */
export interface DiffSum {
  readonly kind: 'sum';
  /**
   * The two facts.
   */
  readonly of: readonly string[];
  /**
   * The stretches.
   */
  readonly ranges: readonly DiffRange[];
  /**
   * Or one of them has no value.
   */
  readonly orNone: boolean;
}
/**
 * One fact less another is in one of these stretches.
 */
export interface DiffDifference {
  readonly kind: 'difference';
  /**
   * The fact.
   */
  readonly at: string;
  /**
   * The fact that is taken away.
   */
  readonly from: string;
  /**
   * The stretches.
   */
  readonly ranges: readonly DiffRange[];
  /**
   * Or `at` is under `from`.
   */
  readonly orUnder: boolean;
  /**
   * Or one of them has no value.
   */
  readonly orNone: boolean;
}
/**
 * So much time has passed between an event and a moment.
 */
export interface DiffElapsed {
  readonly kind: 'elapsed';
  /**
   * The fact that tells the moment.
   */
  readonly at: string;
  /**
   * The event, in words.
   */
  readonly event: string;
  /**
   * The facts that the event needs, one of which must be told.
   */
  readonly facts: readonly string[];
  /**
   * The unit; `order` and `until`: only whether the event has come.
   */
  readonly unit: 'order' | 'until' | 'hours' | 'days' | 'business-days' | 'months';
  /**
   * From when is counted.
   */
  readonly countingFrom: 'at-once' | 'next-hour' | 'same-day' | 'next-day' | null;
  /**
   * Whether times that do not count are left out.
   */
  readonly pauses: boolean;
  /**
   * A window that is measured so.
   */
  readonly window: string;
  /**
   * The version that has this window.
   */
  readonly version: 'old' | 'new';
  /**
   * The stretches.
   */
  readonly stretches: readonly DiffStretch[];
  /**
   * Or the moment is before the event.
   */
  readonly orBefore: boolean;
  /**
   * Or one of them is not told.
   */
  readonly orNone: boolean;
}
/**
 * A stretch of time after the event, in the measure's units; of `until`, to a day.
 */
export interface DiffStretch {
  /**
   * More than so many units have passed, or after a day; null: from the event on.
   */
  readonly moreThan: number | string | null;
  /**
   * At most so many units have passed, or up to a day; null: without an end.
   */
  readonly atMost: number | string | null;
}
/**
 * A window has an end, or a pause lasts that takes it away.
 */
export interface DiffEnding {
  readonly kind: 'ending';
  /**
   * The window.
   */
  readonly window: string;
  /**
   * The version that has this window.
   */
  readonly version: 'old' | 'new';
  /**
   * Whether it has an end.
   */
  readonly ends: boolean;
}
/**
 * Evidence is in one of these states.
 */
export interface DiffEvidence {
  readonly kind: 'evidence';
  /**
   * The evidence.
   */
  readonly evidence: string;
  /**
   * The states.
   */
  readonly oneOf: readonly ('missing' | 'provided' | 'unavailable')[];
}
/**
 * How much more customers pay under the new version: charges less credits.
 */
export interface DiffMoney {
  /**
   * The currency.
   */
  readonly currency: string;
  /**
   * The smallest difference; below zero customers pay less. Null: without a limit.
   */
  readonly least: string | null;
  /**
   * The largest difference. Null: without a limit.
   */
  readonly most: string | null;
  /**
   * Whether these are the ends for all requests; else they are those of the requests that were tried.
   */
  readonly isProven: boolean;
  /**
   * How the amount is worked out before and after, where one line is concerned.
   */
  readonly formula: null | {
    /**
     * Before; null: there was none.
     */
    readonly old: string | null;
    /**
     * After; null: there is none.
     */
    readonly new: string | null;
  };
}
/**
 * One request of the region on which both versions were run, and whose decisions differ.
 */
export interface DiffWitness {
  readonly old: DiffRun;
  readonly new: DiffRun;
  /**
   * What differs in the decisions; the first ones of it.
   */
  readonly differences: readonly string[];
}
/**
 * A request as one version takes it, and what that decides.
 */
export interface DiffRun {
  /**
   * The request; ready to be evaluated.
   */
  readonly request: {
    readonly [k: string]: unknown;
  };
  /**
   * The outcome; `refused`: the version takes no such request.
   */
  readonly outcome: 'accepted' | 'rejected' | 'review' | 'incomplete' | 'uncovered' | 'refused';
  /**
   * The totals of the decision, by currency.
   */
  readonly totals: {
    readonly [k: string]: {
      /**
       * The total of the charges, in words.
       */
      readonly charges: string;
      /**
       * The total of the credits, in words.
       */
      readonly credits: string;
      /**
       * Credits less charges, in words.
       */
      readonly net: string;
    };
  };
}
/**
 * One change of the text. Comments, layout and the order of what has none are no changes.
 */
export interface DiffChange {
  /**
   * Its number in this document.
   */
  readonly number: number;
  /**
   * The keys that lead to it; items of lists by their position, the first one being 1.
   */
  readonly path: readonly string[];
  /**
   * What was done.
   */
  readonly kind: 'added' | 'removed' | 'changed' | 'renamed';
  /**
   * The change in one line.
   */
  readonly words: string;
  /**
   * Before; null where it is new.
   */
  readonly old: null | DiffPlace;
  /**
   * After; null where it is gone.
   */
  readonly new: null | DiffPlace;
  /**
   * The numbers of the regions that it causes; none: it has no effect on any decision.
   *
   * Items: The number of a region.
   */
  readonly regions: readonly number[];
  /**
   * Why it has no effect, where that can be said.
   */
  readonly note: string | null;
}
/**
 * What stands there, and where.
 */
export interface DiffPlace {
  /**
   * The value, written on one line.
   */
  readonly text: string;
  /**
   * The file.
   */
  readonly path: string;
  /**
   * The line.
   */
  readonly line: number;
  /**
   * The column.
   */
  readonly column: number;
}
export interface DiffTier {
  /**
   * The tier's id.
   */
  readonly id: string;
  /**
   * Whether it is another one.
   */
  readonly differs: boolean;
  /**
   * Before; null: there was none.
   */
  readonly old: null | DiffTierSide;
  /**
   * After; null: there is none.
   */
  readonly new: null | DiffTierSide;
}
/**
 * A tier of one version.
 */
export interface DiffTierSide {
  /**
   * The fact that it counts on from.
   */
  readonly counts: string;
  /**
   * Whether each number pays its own rate or all the last one's.
   */
  readonly mode: 'graduated' | 'volume';
  /**
   * The currency.
   */
  readonly currency: string;
  /**
   * The bands, in order.
   */
  readonly bands: readonly DiffBand[];
}
export interface DiffBand {
  /**
   * The last number in the band; null: without an end.
   */
  readonly upTo: number | null;
  /**
   * The rate by column, under `rate` where there are no columns; `unspecified` where the source gives none.
   */
  readonly rates: {
    readonly [k: string]: string;
  };
}
export interface DiffWindow {
  /**
   * The window's id.
   */
  readonly id: string;
  /**
   * Whether it is another one.
   */
  readonly differs: boolean;
  /**
   * Before; null: there was none.
   */
  readonly old: null | DiffWindowSide;
  /**
   * After; null: there is none.
   */
  readonly new: null | DiffWindowSide;
}
/**
 * A window of one version.
 */
export interface DiffWindowSide {
  /**
   * Its title.
   */
  readonly title: string;
  /**
   * How long it is and from when it counts, in words.
   */
  readonly length: string;
  /**
   * About how many hours it lasts, for drawing; null where it has no single length.
   */
  readonly hours: number | null;
}
