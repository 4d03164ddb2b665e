/** What can be wrong with a request. */
export const requestProblemCodes = [
  'not-an-object',
  'unknown-fact',
  'unknown-evidence',
  'wrong-type',
  'unknown-value',
  'malformed-value',
  'too-many-decimals',
  'out-of-range',
  'repeated',
  'empty-period',
  'calendar-end',
  'told-twice',
  'request-level',
  'not-applicable',
  'impossible',
  'fetch-failed',
  'unknown-policy',
  'policy-mistakes',
  'no-version',
  'moment-not-told',
  'before-first-version',
] as const;

export type RequestProblemCode = (typeof requestProblemCodes)[number];

/** One mistake in a request. */
export interface RequestProblem {
  /** The JSON pointer of what is wrong; empty for the request as a whole. */
  readonly pointer: string;
  readonly code: RequestProblemCode;
  /** One sentence in lower case, without a full stop. */
  readonly message: string;
  readonly help?: string;
}
