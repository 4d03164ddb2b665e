import type { RequestProblem } from '../model/request-problem.ts';

/** What keeps a line from being read as a request at all. These words are part of the interface. */
export type LineProblemCode = 'not-utf-8' | 'not-json' | 'not-one-value' | 'line-too-long' | 'malformed-row';

/** One mistake in a line. */
export interface LineProblem extends Omit<RequestProblem, 'code'> {
  readonly code: RequestProblem['code'] | LineProblemCode;
}

/** A line that cannot be decided, with all that is wrong with it. */
export interface BadLine {
  /** The number of the line, from 1; of a row of several lines, the first. */
  readonly line: number;
  readonly problems: readonly LineProblem[];
  /** The line as it came in; its beginning, where it is too long; absent where it is no text. */
  readonly text?: string;
  /** The bytes of a line that is no text. */
  readonly base64?: string;
}

/** One mistake, where that is all there is to say of a line. */
export function oneProblem(code: LineProblem['code'], message: string, help?: string): readonly LineProblem[] {
  return [{ pointer: '', code, message, ...(help === undefined ? {} : { help }) }];
}
