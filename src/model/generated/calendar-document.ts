// Generated from schema/ by `npm run generate`. Do not edit.

export type DayName = string;

/**
 * Which days are worked in one place, for the years that the file covers.
 */
export interface CalendarDocument {
  /**
   * The version of the policy language; it pins the meaning of everything below.
   */
  readonly language: 1;
  /**
   * The calendar's name, the same as that of its file: germany stands in germany.calendar.yaml.
   */
  readonly calendar: string;
  /**
   * What the calendar holds, in one line.
   */
  readonly title: string;
  /**
   * Notes for whoever reads this file. They reach no decision.
   */
  readonly description?: string;
  /**
   * The document that names the holidays.
   */
  readonly source?: {
    /**
     * The document's name.
     */
    readonly title: string;
    /**
     * Where the document was published.
     */
    readonly url?: string;
  };
  /**
   * The first and the last year of which all holidays are in this file. Beyond them nothing is decided by guess.
   */
  readonly covers: {
    /**
     * The first year.
     */
    readonly from: number;
    /**
     * The last year.
     */
    readonly to: number;
  };
  /**
   * The days of the week that are not worked; an empty list where all of them are.
   */
  readonly weekend: readonly ('monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday')[];
  readonly holidays: Days;
  readonly 'working-days'?: Days1;
}
/**
 * The holidays, each with its name; those that fall on a weekend may be among them.
 */
export interface Days {
  readonly [k: string]: DayName;
}
/**
 * Days of a weekend that are worked all the same, each with what it is.
 */
export interface Days1 {
  readonly [k: string]: DayName;
}
