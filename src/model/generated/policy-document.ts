// Generated from schema/ by `npm run generate`. Do not edit.

/**
 * What the clause says, in short; with `no-effect`, why no statement cites it.
 */
export type ClauseText =
  | string
  | {
      /**
       * What the clause says, in short.
       */
      readonly says: string | By<string>;
      /**
       * Why the clause decides nothing.
       */
      readonly 'no-effect': string | By<string>;
    };
/**
 * One value of an enum or a set.
 */
export type EnumValue = string;
/**
 * The fact exists only where this holds; elsewhere it is `null` and must not be told.
 */
export type Condition = ConditionForm;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition1 = ConditionForm;
/**
 * One of a reading's choices.
 */
export type ChoiceName = string;
/**
 * What the choice means; with `needs`, what the policy would have to ask for before it could be chosen.
 */
export type Choice =
  | string
  | {
      /**
       * What the choice means.
       */
      readonly means: string | By<string>;
      /**
       * What is missing for it: it is written down, and cannot be chosen.
       */
      readonly needs: string | By<string>;
    };
/**
 * The clause, or clauses, of the source that say so.
 *
 * @minItems 1
 */
export type Clause = string | readonly string[];
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition2 = ConditionForm;
/**
 * How long: hours elapse one by one; days, weeks, business days, months and years are those of the calendar in the policy's zone; `forever` has no end. Of a window of numbers, a number.
 */
export type Duration = string | number | By<string | number>;
/**
 * A name: letters and digits, with single hyphens between them, beginning with a small letter.
 */
export type Name = string;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition3 = ConditionForm;
/**
 * One row of a tier: its last number, and a rate for each column (or one `rate`).
 */
export type Band = BandForm;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition4 = ConditionForm;
/**
 * A mandatory floor: what is accepted here cannot be rejected elsewhere, and only the charges that stand here, or that `charges` names, may be asked for it.
 */
export type Floor =
  boolean | {readonly charges: readonly string[]} | {readonly by: string; readonly [choice: string]: unknown};
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition5 = ConditionForm;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition6 = ConditionForm;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition7 = ConditionForm;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition8 = ConditionForm;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition9 = ConditionForm;
/**
 * How much: a sum, `unspecified` where the source gives none, or a formula.
 */
export type Amount = AmountForm;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition10 = ConditionForm;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition11 = ConditionForm;
/**
 * A sentence, as a person will read it.
 */
export type Text = string | By<string>;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition12 = ConditionForm;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition13 = ConditionForm;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition14 = ConditionForm;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition15 = ConditionForm;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition16 = ConditionForm;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition17 = ConditionForm;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition18 = ConditionForm;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition19 = ConditionForm;
/**
 * The least that it can be: a sum in its currency, or a money fact.
 */
export type MeasureBound = MeasureBoundForm;
/**
 * The most that it can be: a sum in its currency, or a money fact.
 */
export type MeasureBound1 = MeasureBoundForm;
/**
 * All of its entries hold. An entry names a fact, term, window or reading and what it must be; `any`, `all` and `unless` combine conditions.
 */
export type Condition20 = ConditionForm;
/**
 * The clause, or clauses, of the source that say so.
 *
 * @minItems 1
 */
export type Clause1 = string | readonly string[];

/**
 * One version of one policy: what a customer may ask for, until when, at what cost and with which proof.
 */
export interface PolicyDocument {
  /**
   * The version of the policy language; it pins the meaning of everything below.
   */
  readonly language: 1;
  /**
   * The policy's id, the same in all of its versions and equal to the name of its folder.
   */
  readonly policy: string;
  /**
   * The number of this version: 1, 2, 3 … A version ends where the next one starts.
   */
  readonly version: number;
  /**
   * The policy's name, as a customer would read it.
   */
  readonly title: string | By<string>;
  /**
   * Notes for whoever reads this file. They reach no decision.
   */
  readonly description?: string | By<string>;
  /**
   * Why this version is only a draft. A draft is never picked by the moment of a request and cannot be released; it is used where it is named itself. Remove the line to make it a version like others.
   */
  readonly draft?: string | By<string>;
  /**
   * The policy that this one is made from, with its version: everything of it holds here, but for what stands under `overrides`.
   */
  readonly extends?: string;
  /**
   * From when this version holds, and which fact is compared with that moment.
   */
  readonly effective: {
    /**
     * The first moment of this version, with its offset from UTC.
     */
    readonly from: string;
    /**
     * The instant fact that picks the version; it is also the moment at which windows are judged, unless a window names another with `at`.
     */
    readonly by: string;
  };
  /**
   * The document that this policy says in other words.
   */
  readonly source?: {
    /**
     * The document's name.
     */
    readonly title?: string | By<string>;
    /**
     * Where the document is kept.
     */
    readonly file?: string | By<string>;
    /**
     * Where the document was published.
     */
    readonly url?: string | By<string>;
    /**
     * The SHA-256 of the document, 64 hexadecimal digits.
     */
    readonly sha256?: string;
    /**
     * The clauses of the document. Each must be cited by a statement, or say with `no-effect` why it decides nothing.
     */
    readonly clauses: {
      readonly [k: string]: ClauseText;
    };
  };
  /**
   * The IANA time zone in which days, months and clock hours are counted and instants are printed.
   */
  readonly timezone?: string;
  /**
   * The ISO 4217 currency of amounts that name none; amounts have its number of decimals.
   */
  readonly currency?: string;
  /**
   * What a caller must tell, by name.
   */
  readonly facts?: {
    readonly [k: string]: Fact;
  };
  /**
   * Combinations of facts that cannot be. A request in one of them is an error.
   */
  readonly impossible?: readonly Impossible[];
  /**
   * Where the source can be read in two ways: the question, the ways, and the one that holds.
   */
  readonly readings?: {
    readonly [k: string]: Reading;
  };
  /**
   * Conditions with a name, used like boolean facts (`late: true`).
   */
  readonly terms?: {
    readonly [k: string]: Condition2;
  };
  /**
   * Stretches of time that begin with an event. Conditions ask whether one is `early`, `open` or `closed`.
   */
  readonly windows?: {
    readonly [k: string]: Window;
  };
  /**
   * Tables of rates that depend on how many units were handled already.
   */
  readonly tiers?: {
    readonly [k: string]: Tier;
  };
  /**
   * The headings of the document, by name. A section's `when` applies to all that stands in it.
   */
  readonly sections?: {
    readonly [k: string]: Section;
  };
  /**
   * Claims about all requests, by name, which the tools prove or refute. No decision depends on them.
   */
  readonly invariants?: {
    readonly [k: string]: Invariant;
  };
  /**
   * Findings of the checks that are accepted as they are, each with its reason.
   */
  readonly accepted?: readonly Acceptance[];
  /**
   * What replaces something of the policy that this one extends, in the same structure. Each entry must exist there; whole statements are replaced, and `remove` takes one away.
   */
  readonly overrides?: OverridesForm;
}
/**
 * One thing that a caller may tell.
 */
export interface Fact {
  /**
   * What its values are. `enum`: one of `values`; `set`: any number of `values`; `decimal`: a number with `decimals`; `money`: an amount; `instant`: a moment; `date`: a day; `instants`, `dates`: a list of them; `periods`: stretches of time; `text`: a name or number that is only told apart from others.
   */
  type:
    | 'boolean'
    | 'enum'
    | 'set'
    | 'text'
    | 'integer'
    | 'decimal'
    | 'money'
    | 'instant'
    | 'date'
    | 'instants'
    | 'dates'
    | 'periods';
  /**
   * The values of an enum or a set.
   *
   * @minItems 1
   * @maxItems 500
   */
  readonly values?: readonly EnumValue[];
  /**
   * The values of an enum as a tree of categories, in place of `values`. A condition on a category holds for all that stands below it too.
   */
  readonly tree?: {
    readonly [k: string]: Category;
  };
  /**
   * The question that a form asks.
   */
  readonly ask?: string | By<string>;
  readonly when?: Condition;
  /**
   * True where `null` may be told: it did not happen, there is none.
   */
  readonly nullable?: boolean;
  /**
   * True for the one enum fact that says what is asked for.
   */
  readonly remedy?: boolean;
  /**
   * How many decimals a `decimal` fact has at most (6 where this is left out).
   */
  readonly decimals?: number;
  /**
   * The currency of a `money` fact, where it is not the policy's.
   */
  readonly currency?: string;
  /**
   * The fact is worked out and never told: the amount `from` less the amount `less` of every item that is accepted or for review. It is for lines with `per: request` alone.
   */
  readonly derived?: {
    /**
     * A name: letters and digits, with single hyphens between them, beginning with a small letter.
     */
    readonly from: string;
    /**
     * A name: letters and digits, with single hyphens between them, beginning with a small letter.
     */
    readonly less: string;
  };
  /**
   * The smallest value that can be told. 0 for integer, decimal and money facts that do not say otherwise.
   */
  readonly atLeast?: string | number | boolean | null;
  /**
   * The largest value that can be told.
   */
  readonly atMost?: string | number | boolean | null;
}
/**
 * One category: where it stands in the tree, and its traits.
 */
export interface Category {
  /**
   * The category, or categories, that it belongs to. Left out: it stands at the top.
   *
   * @minItems 1
   */
  readonly in?: string | readonly EnumValue[];
  /**
   * What else is true or false of it and of all that stands below it. A trait is used in conditions like a boolean fact.
   */
  readonly traits?: {
    readonly [k: string]: boolean;
  };
}
export interface Impossible {
  readonly when: Condition1;
  /**
   * Why it cannot be, for whoever sent the request.
   */
  readonly because: string | By<string>;
}
/**
 * A place where the source can be read in more than one way.
 */
export interface Reading {
  /**
   * What the source leaves open.
   */
  readonly question: string | By<string>;
  /**
   * The choice that holds.
   */
  readonly choose: string;
  /**
   * The choices: a list of names, or each name with what it means.
   *
   * @minItems 2
   * @maxItems 20
   */
  of:
    | ChoiceName[]
    | {
        readonly [k: string]: Choice;
      };
  readonly clause: Clause;
}
/**
 * A stretch of time that begins with an event, a stretch of numbers, or several windows put together. It is `early` before its event, `open` from it on, and `closed` after its last moment.
 */
export interface Window {
  /**
   * What a customer would call it.
   */
  readonly title?: string | By<string>;
  /**
   * The event: an instant or date fact, a day or moment, the first or last of several, or the end of another window.
   */
  readonly from?: WindowFromForm;
  /**
   * A name: letters and digits, with single hyphens between them, beginning with a small letter.
   */
  readonly at?: string;
  /**
   * Where the length begins. Hours: `at-once`, or `next-hour`, the next full clock hour strictly after the event. Units of the calendar: `same-day`, the event's day is the first; `next-day`, the day after it is; `at-once`, to the clock time of the event.
   */
  readonly 'counting-from'?: CountingFromForm | By<CountingFromForm>;
  readonly lasts?: Duration;
  /**
   * The last day, or moment, or number inside, in place of a length.
   */
  until?:
    | string
    | number
    | {
        /**
         * A name: letters and digits, with single hyphens between them, beginning with a small letter.
         */
        readonly by: string;
        readonly [k: string]: string | number;
      };
  /**
   * Of months and years: what a day is that the last month does not have. `last-day`: the last day of that month; `overflow`: as many days into the next one.
   */
  readonly 'month-end'?: MonthEndForm | By<MonthEndForm>;
  /**
   * The calendar that says what a working day is: a name, or a name for each value of an enum fact.
   */
  readonly calendar?: string | {readonly [value: string]: string};
  /**
   * `next-working-day`: where the last day is not worked, the next that is takes its place.
   */
  readonly roll?: 'next-working-day' | By<'next-working-day'>;
  /**
   * A name: letters and digits, with single hyphens between them, beginning with a small letter.
   */
  readonly pauses?: string;
  /**
   * The later of several windows: open while one of them is, closed when all are.
   *
   * @minItems 2
   * @maxItems 50
   */
  readonly 'later-of'?: readonly Name[];
  /**
   * The earlier of several windows: closed when one of them is, open while all are.
   *
   * @minItems 2
   * @maxItems 50
   */
  readonly 'earlier-of'?: readonly Name[];
  /**
   * The window of the first branch that applies, ending with `otherwise`.
   *
   * @minItems 2
   * @maxItems 100
   */
  readonly choose?: readonly WindowBranch[];
  readonly clause: Clause;
}
export interface WindowBranch {
  readonly when?: Condition3;
  /**
   * A name: letters and digits, with single hyphens between them, beginning with a small letter.
   */
  readonly window?: string;
  /**
   * A name: letters and digits, with single hyphens between them, beginning with a small letter.
   */
  readonly otherwise?: string;
}
/**
 * A table of rates by the number of the unit: after `counts` units, a request's own are the numbers that follow.
 */
export interface Tier {
  /**
   * A name: letters and digits, with single hyphens between them, beginning with a small letter.
   */
  readonly counts: string;
  /**
   * A name: letters and digits, with single hyphens between them, beginning with a small letter.
   */
  readonly units?: string;
  /**
   * A name: letters and digits, with single hyphens between them, beginning with a small letter.
   */
  readonly distinct?: string;
  /**
   * `graduated`: each unit at the rate of the band that its own number falls in. `volume`: all units at the rate of the band that the last one reaches.
   */
  readonly mode: TierModeForm | By<TierModeForm>;
  /**
   * A name: letters and digits, with single hyphens between them, beginning with a small letter.
   */
  readonly column?: string;
  /**
   * The currency of its rates, where it is not the policy's.
   */
  readonly currency?: string;
  /**
   * From the lowest numbers to the highest. Each but the last ends with `upTo`, its last number.
   *
   * @minItems 1
   * @maxItems 1000
   */
  readonly bands: readonly Band[];
  readonly clause: Clause;
}
/**
 * What stands under one heading.
 */
export interface Section {
  /**
   * The heading.
   */
  readonly title?: string | By<string>;
  readonly when?: Condition4;
  readonly floor?: Floor;
  /**
   * What is accepted, rejected, or left to a person.
   */
  readonly rules?: {
    readonly [k: string]: Rule;
  };
  /**
   * What the customer pays.
   */
  readonly charges?: {
    readonly [k: string]: Line;
  };
  /**
   * What the customer gets back.
   */
  readonly credits?: {
    readonly [k: string]: Line;
  };
  /**
   * What the customer must show.
   */
  readonly evidence?: {
    readonly [k: string]: Evidence;
  };
  /**
   * What somebody must do.
   */
  readonly duties?: {
    readonly [k: string]: Duty;
  };
}
/**
 * Where its condition holds, it accepts, rejects, or asks for a person's review; the text is the reason. Rejecting outranks review, and review outranks accepting.
 */
export interface Rule {
  readonly when?: Condition5;
  readonly unless?: Condition6;
  /**
   * Accepts, for this reason.
   */
  readonly accept?: string | By<string>;
  /**
   * Rejects, for this reason.
   */
  readonly reject?: string | By<string>;
  /**
   * Leaves it to a person or a third party, for this reason.
   */
  readonly review?: string | By<string>;
  readonly clause: Clause;
}
/**
 * A line of the bill.
 */
export interface Line {
  /**
   * What the line is for, as it stands on the bill.
   */
  readonly title?: string | By<string>;
  readonly when?: Condition7;
  readonly unless?: Condition8;
  /**
   * `rejected`: the line counts where the request is rejected, and only there. Left out: it counts where the request is neither rejected nor uncovered.
   */
  readonly on?: 'rejected';
  /**
   * Where this holds, the line stands on the bill with 0 and says why.
   */
  readonly waived?: {
    readonly when: Condition9;
    /**
     * Why, for the customer.
     */
    readonly because: string | By<string>;
  };
  /**
   * The currency of the sums in its amount, where it is not the policy's.
   */
  readonly currency?: string;
  /**
   * `request`: the line counts once where a request has several items. Left out: it counts for each of them.
   */
  readonly per?: 'request';
  readonly amount: Amount;
  /**
   * How the line is rounded to the currency's decimals, once, at its end.
   */
  readonly round?: RoundingForm | By<RoundingForm>;
  readonly clause: Clause;
}
/**
 * Something that must be shown where the condition holds.
 */
export interface Evidence {
  /**
   * What must be shown.
   */
  readonly what: string | By<string>;
  readonly when?: Condition10;
  readonly unless?: Condition11;
  /**
   * Alternatives, by name: any one of them is enough, or as many as `atLeast` says.
   */
  readonly 'any-of'?: {
    readonly [k: string]: Text;
  };
  /**
   * How many of the alternatives are enough. Left out: one.
   */
  readonly atLeast?: number;
  /**
   * What follows where it cannot be shown: `review`, `reject` or `nothing`; or { review: reason } and { reject: reason }.
   */
  readonly unavailable: UnavailableForm;
  readonly clause: Clause;
}
/**
 * What somebody must do where the condition holds.
 */
export interface Duty {
  /**
   * A name: letters and digits, with single hyphens between them, beginning with a small letter.
   */
  readonly who: string;
  /**
   * A sentence, as a person will read it.
   */
  readonly what: string | By<string>;
  readonly when?: Condition12;
  readonly unless?: Condition13;
  /**
   * A name: letters and digits, with single hyphens between them, beginning with a small letter.
   */
  readonly deadline?: string;
  readonly clause: Clause;
}
/**
 * A claim about all requests, which the tools prove or refute. No decision depends on it. One kind of claim stands in each.
 */
export interface Invariant {
  /**
   * What never happens: an outcome, or that a charge, credit, evidence item or duty counts.
   */
  readonly never?: {
    /**
     * The outcome, or outcomes, that no such request has.
     */
    readonly outcome?: OutcomeForm | readonly OutcomeForm[];
    /**
     * A name: letters and digits, with single hyphens between them, beginning with a small letter.
     */
    readonly charge?: string;
    /**
     * A name: letters and digits, with single hyphens between them, beginning with a small letter.
     */
    readonly credit?: string;
    /**
     * A name: letters and digits, with single hyphens between them, beginning with a small letter.
     */
    readonly evidence?: string;
    /**
     * A name: letters and digits, with single hyphens between them, beginning with a small letter.
     */
    readonly duty?: string;
    readonly when?: Condition14;
  };
  /**
   * The outcome that every such request has, or the outcomes of which it has one.
   */
  readonly always?: {
    /**
     * The outcome, or outcomes, of which every such request has one.
     */
    readonly outcome: OutcomeForm | readonly OutcomeForm[];
    readonly when?: Condition15;
  };
  /**
   * The amount that never falls as a fact grows and all else stays, between requests that both have it.
   */
  readonly 'never-falls'?: {
    /**
     * A name: letters and digits, with single hyphens between them, beginning with a small letter.
     */
    readonly charge?: string;
    /**
     * A name: letters and digits, with single hyphens between them, beginning with a small letter.
     */
    readonly credit?: string;
    /**
     * A total in the policy's currency: all `charges`, all `credits`, or `net`, which is credits less charges.
     */
    readonly total?: 'charges' | 'credits' | 'net';
    /**
     * A name: letters and digits, with single hyphens between them, beginning with a small letter.
     */
    readonly as: string;
    readonly when?: Condition16;
  };
  /**
   * The amount that never rises as a fact grows and all else stays, between requests that both have it.
   */
  readonly 'never-rises'?: {
    /**
     * A name: letters and digits, with single hyphens between them, beginning with a small letter.
     */
    readonly charge?: string;
    /**
     * A name: letters and digits, with single hyphens between them, beginning with a small letter.
     */
    readonly credit?: string;
    /**
     * A total in the policy's currency: all `charges`, all `credits`, or `net`, which is credits less charges.
     */
    readonly total?: 'charges' | 'credits' | 'net';
    /**
     * A name: letters and digits, with single hyphens between them, beginning with a small letter.
     */
    readonly as: string;
    readonly when?: Condition17;
  };
  /**
   * The outcome never gets better for the customer as a fact grows and all else stays: accepted is better than review, and review better than rejected.
   */
  readonly 'never-better'?: {
    /**
     * A name: letters and digits, with single hyphens between them, beginning with a small letter.
     */
    readonly as: string;
    readonly when?: Condition18;
  };
  /**
   * The outcome never gets worse for the customer as a fact grows and all else stays: accepted is better than review, and review better than rejected.
   */
  readonly 'never-worse'?: {
    /**
     * A name: letters and digits, with single hyphens between them, beginning with a small letter.
     */
    readonly as: string;
    readonly when?: Condition19;
  };
  /**
   * What an amount never falls below or exceeds, wherever it counts.
   */
  readonly bounds?: {
    /**
     * A name: letters and digits, with single hyphens between them, beginning with a small letter.
     */
    readonly charge?: string;
    /**
     * A name: letters and digits, with single hyphens between them, beginning with a small letter.
     */
    readonly credit?: string;
    /**
     * A total in the policy's currency: all `charges`, all `credits`, or `net`, which is credits less charges.
     */
    readonly total?: 'charges' | 'credits' | 'net';
    readonly atLeast?: MeasureBound;
    readonly atMost?: MeasureBound1;
    readonly when?: Condition20;
  };
  /**
   * A sentence, as a person will read it.
   */
  readonly because?: string | By<string>;
  readonly clause?: Clause1;
}
/**
 * A finding of the checks that is accepted, and why.
 */
export interface Acceptance {
  /**
   * Which finding, by the code that the checks show.
   */
  readonly finding: FindingForm;
  /**
   * A name: letters and digits, with single hyphens between them, beginning with a small letter.
   */
  readonly of?: string;
  /**
   * A sentence, as a person will read it.
   */
  readonly because: string | By<string>;
}

/** One value for each choice of a reading. */
export type By<Value> = { readonly by: string } & { readonly [choice: string]: Value | string };
export type ScalarForm = string | number | boolean | null;
export type BoundForm = string | number | By<string | number>;
export type TestForm =
  | ScalarForm
  | readonly ScalarForm[]
  | { readonly not?: TestForm; readonly over?: BoundForm; readonly atLeast?: BoundForm; readonly under?: BoundForm; readonly atMost?: BoundForm; readonly all?: readonly string[] }
  | { readonly by: string; readonly [choice: string]: TestForm };
export type ConditionForm = { readonly any?: readonly ConditionForm[]; readonly all?: readonly ConditionForm[]; readonly unless?: ConditionForm } & {
  readonly [name: string]: TestForm | ConditionForm | readonly ConditionForm[] | undefined;
};
export type CountingFromForm = 'at-once' | 'next-hour' | 'same-day' | 'next-day';
export type WindowFromForm = string | { readonly 'first-of': string | readonly string[] } | { readonly 'last-of': string | readonly string[] } | { readonly 'end-of': string } | { readonly by: string; readonly [choice: string]: WindowFromForm };
export type MonthEndForm = 'last-day' | 'overflow';
export type TierModeForm = 'graduated' | 'volume';
export type RoundingForm = 'half-up' | 'half-even' | 'up' | 'down';
export type RateForm = number | string | By<number | string>;
export type BandForm = { readonly upTo?: number | By<number>; readonly rate?: RateForm } & { readonly [column: string]: RateForm | number | By<number> | undefined };
export type BranchForm = { readonly when: ConditionForm; readonly amount: AmountForm } | { readonly otherwise: AmountForm };
export type FormulaForm = {
  readonly fact?: string;
  readonly tier?: string;
  readonly percent?: RateForm;
  readonly of?: AmountForm;
  readonly each?: AmountForm;
  readonly per?: string;
  readonly 'per-started'?: RateForm;
  readonly late?: string;
  readonly atLeast?: RateForm;
  readonly atMost?: RateForm;
  readonly sum?: readonly AmountForm[];
  readonly difference?: readonly AmountForm[];
  readonly 'pro-rata'?: AmountForm;
  readonly part?: string;
  readonly whole?: string;
  readonly 'up-to'?: AmountForm;
  readonly choose?: readonly BranchForm[];
};
export type MatchForm = { readonly match: string; readonly [value: string]: AmountForm };
export type AmountForm = number | string | FormulaForm | MatchForm | { readonly by: string; readonly [choice: string]: AmountForm };
export type UnavailableForm = 'review' | 'reject' | 'nothing' | { readonly review: string } | { readonly reject: string };
export type OutcomeForm = 'accepted' | 'rejected' | 'review' | 'incomplete' | 'uncovered';
export type FindingForm =
  | 'uncovered'
  | 'never-holds'
  | 'never-decides'
  | 'cliff'
  | 'inversion'
  | 'evidence-impossible'
  | 'reading-without-effect'
  | 'invariant-refuted'
  | 'invariant-not-proven';
export type MeasureBoundForm = number | string | { readonly fact: string } | { readonly by: string; readonly [choice: string]: MeasureBoundForm };
export type OverridesForm = {
  readonly source?: { readonly clauses: { readonly [clause: string]: ClauseText | 'remove' } };
  readonly facts?: { readonly [name: string]: Fact | 'remove' };
  readonly readings?: { readonly [name: string]: Reading | string };
  readonly terms?: { readonly [name: string]: ConditionForm | 'remove' };
  readonly windows?: { readonly [name: string]: Window | 'remove' };
  readonly tiers?: { readonly [name: string]: Tier | 'remove' };
  readonly sections?: { readonly [name: string]: SectionOverridesForm | 'remove' };
  readonly invariants?: { readonly [name: string]: Invariant | 'remove' };
};
export type SectionOverridesForm = {
  readonly title?: Text;
  readonly when?: ConditionForm | 'remove';
  readonly floor?: boolean | { readonly charges: readonly string[] } | 'remove';
  readonly rules?: { readonly [id: string]: Rule | 'remove' };
  readonly charges?: { readonly [id: string]: Line | 'remove' };
  readonly credits?: { readonly [id: string]: Line | 'remove' };
  readonly evidence?: { readonly [id: string]: Evidence | 'remove' };
  readonly duties?: { readonly [id: string]: Duty | 'remove' };
};
