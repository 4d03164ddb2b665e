import { create } from 'xmlbuilder2';
import type { CaseResult } from '../policy/run-cases.ts';
import { printableData } from './printable.ts';

/** Results of cases in the JUnit XML that build servers read: one suite a file. */
export function renderJunit(found: readonly CaseResult[]): string {
  // XML has no place for control characters, not even escaped.
  const results = printableData(found);
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('testsuites', { tests: results.length, failures: countFailures(results) });
  for (const path of new Set(results.map((result) => result.path))) {
    const suite = results.filter((result) => result.path === path);
    const node = root.ele('testsuite', { name: path, tests: suite.length, failures: countFailures(suite) });
    for (const result of suite) {
      const test = node.ele('testcase', { name: result.id, classname: path, file: path, line: result.line });
      if (result.passed) continue;
      const lines = result.differences.map((difference) => `${difference.what}: expected ${difference.expected}, decided ${difference.found}`);
      test.ele('failure', { message: lines[0] ?? 'failed' }).txt(lines.join('\n'));
    }
  }
  return `${root.end({ prettyPrint: true })}\n`;
}

function countFailures(results: readonly CaseResult[]): number {
  return results.filter((result) => !result.passed).length;
}
