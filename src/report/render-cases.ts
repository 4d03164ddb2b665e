import type { CaseResult } from '../policy/run-cases.ts';
import { printableData } from './printable.ts';
import { plainStyle, type Style } from './style.ts';

/** What cases came to: each that failed with its differences, then the count. */
export function renderCases(found: readonly CaseResult[], style: Style = plainStyle): string {
  const results = printableData(found);
  const failed = results.filter((result) => !result.passed);
  const lines = failed.flatMap((result) => [
    `${style.red('FAILED')} ${style.bold(result.id)}${result.title === null ? '' : `: ${result.title}`} ${style.dim(`${result.path}:${result.line}`)}`,
    ...result.differences.map((difference) => `  ${difference.what}: expected ${style.green(difference.expected)}, decided ${style.red(difference.found)}`),
  ]);
  return [...lines, `${results.length - failed.length} of ${results.length} cases passed`, ''].join('\n');
}
