import { create } from 'xmlbuilder2';
import type { CaseResult } from '../policy/run-cases.ts';
import type { CoverageReport, GoalReport } from '../policy/coverage.ts';
import { printableData } from './printable.ts';
import { sayGoal } from './render-coverage.ts';

/** Coverage as build servers read it: what is not exercised is skipped; `failure` says why it is not enough. */
export interface CoverageSuite {
  readonly report: CoverageReport;
  readonly failure: string | null;
}

/** Results of cases in the JUnit XML that build servers read: one suite a file, and one for the coverage of each policy that is given. */
export function renderJunit(found: readonly CaseResult[], coverage: readonly CoverageSuite[] = []): string {
  // XML has no place for control characters, not even escaped.
  const results = printableData(found);
  const suites = printableData(coverage);
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('testsuites', {
    tests: results.length + suites.reduce((sum, { report }) => sum + countedGoals(report).length + 1, 0),
    failures: countFailures(results) + suites.filter(({ failure }) => failure !== null).length,
  });
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
  for (const suite of suites) addCoverage(root, suite);
  return `${root.end({ prettyPrint: true })}\n`;
}

function addCoverage(root: ReturnType<typeof create>, { report, failure }: CoverageSuite): void {
  const name = `coverage of ${report.path}`;
  const goals = countedGoals(report);
  const skipped = goals.filter(({ state }) => state === 'not-exercised').length;
  const node = root.ele('testsuite', { name, tests: goals.length + 1, failures: failure === null ? 0 : 1, skipped });
  const total = node.ele('testcase', { name: `${report.reached} of ${report.all} exercised`, classname: name });
  if (failure !== null) total.ele('failure', { message: failure });
  for (const goal of goals) {
    const place = goal.place === null ? {} : { file: goal.place.path, line: goal.place.line };
    const test = node.ele('testcase', { name: goal.key, classname: name, ...place });
    if (goal.state === 'not-exercised') test.ele('skipped', { message: sayGoal(goal) });
  }
}

function countedGoals({ goals }: CoverageReport): readonly GoalReport[] {
  return goals.filter(({ kind, state }) => kind !== 'other-reading' && state !== 'unreachable');
}

function countFailures(results: readonly CaseResult[]): number {
  return results.filter((result) => !result.passed).length;
}
