/** A length of time as a policy says it. */
export interface Duration {
  readonly unit: 'hours' | 'days';
  readonly count: number;
}

/** Reads `120 hours`, `1 day`, …; undefined for anything else. */
export function parseDuration(text: string): Duration | undefined {
  const match = /^([1-9][0-9]{0,5}) (hour|day)s?$/.exec(text);
  if (match === null) return undefined;
  return { unit: match[2] === 'hour' ? 'hours' : 'days', count: Number(match[1]) };
}
