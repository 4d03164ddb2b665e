/** A length of time as a policy says it. */
export interface Duration {
  readonly unit: 'hours' | 'days' | 'weeks' | 'business days' | 'months' | 'years';
  readonly count: number;
}

/** No window that anybody means lasts longer. */
const most: Readonly<Record<Duration['unit'], number>> = {
  hours: 999_999,
  days: 999_999,
  weeks: 100_000,
  'business days': 100_000,
  months: 12_000,
  years: 1_000,
};

/** Reads `120 hours`, `1 day`, `10 business days`, `2 months`, …; undefined for anything else, and for more than any window lasts. */
export function parseDuration(text: string): Duration | undefined {
  const match = /^([1-9][0-9]{0,5}) (hour|day|week|business day|month|year)s?$/.exec(text);
  if (match === null) return undefined;
  const unit = `${match[2] ?? ''}s` as Duration['unit'];
  const count = Number(match[1]);
  return count > most[unit] ? undefined : { unit, count };
}
