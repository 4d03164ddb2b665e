import type { LineProblem } from '../bulk/bad-line.ts';
import { printable } from '../report/printable.ts';

/** All that is wrong with a request, one line for each mistake. */
export function renderProblems(problems: readonly LineProblem[]): string {
  const say = ({ pointer, message, help }: LineProblem): string =>
    `${pointer === '' ? '(the request)' : pointer}: ${message}${help === undefined ? '' : `; ${help}`}`;
  return problems.map((problem) => `  ${printable(say(problem))}`).join('\n');
}
