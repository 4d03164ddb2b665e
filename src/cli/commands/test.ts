import { Command, InvalidArgumentError, Option } from 'commander';
import type { Cases } from '../../language/read-cases.ts';
import { type CaseResult, runCases } from '../../policy/run-cases.ts';
import type { CoverageReport } from '../../policy/coverage.ts';
import type { Policy } from '../../policy/policy.ts';
import { renderCases } from '../../report/render-cases.ts';
import { percentOf, renderCoverage } from '../../report/render-coverage.ts';
import { renderDiagnostics } from '../../report/render-diagnostics.ts';
import { checkFiles } from '../check-files.ts';
import { CommandError, exitCodes, sayError, styleOf, writeError, writeOut } from '../terminal.ts';
import { formatOption } from './options.ts';

type Format = 'text' | 'json' | 'junit';

interface Options {
  readonly format: Format;
  readonly coverage?: boolean;
  readonly threshold?: number | undefined;
}

export function testCommand(): Command {
  return new Command('test')
    .description('run the cases of policies and show what is decided otherwise than they expect')
    .argument('[paths...]', 'files or folders (default: policies)')
    .addOption(formatOption('text', 'json', 'junit'))
    .option('--coverage', 'also say what of each policy the cases exercise, and what they do not')
    .addOption(new Option('--threshold <percent>', 'with --coverage: how much of each policy must be exercised').argParser(parsePercent))
    .addHelpText(
      'after',
      `
Examples:
  recourse test
  recourse test policies/1688order-after-sales
  recourse test policies --format junit > cases.xml
  recourse test policies --coverage
  recourse test policies --coverage --threshold 95

Coverage counts for each policy: rules that are a reason and that do not apply, charges and credits, branches, tiers and their bounds, the values
on both sides of each bound of a fact, the moments on both sides of each edge of a window, each state of evidence, duties, what is impossible,
and readings. What no request can reach is proven to be so and does not count. \`recourse cases <policy>\` writes the cases that are missing.

Exit codes: 0 all cases passed, 1 some did not or the coverage is below the threshold, 2 wrong usage, or a policy or cases file with mistakes.`,
    )
    .action(run);
}

async function run(paths: readonly string[], { format, coverage, threshold }: Options): Promise<void> {
  if (threshold !== undefined && coverage !== true) throw new CommandError('`--threshold` goes with `--coverage`');
  const checked = await checkFiles(paths.length === 0 ? ['policies'] : paths, { proofs: false });
  if (checked.problems.length > 0) throw new CommandError(checked.problems.join('\n'));
  const errors = checked.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  if (errors.length > 0) {
    writeError(`${renderDiagnostics(errors, styleOf(process.stderr))}\n`);
    throw new CommandError('these mistakes must be mended before the cases can run');
  }
  if (checked.cases.length === 0)
    throw new CommandError(
      `there are no cases in ${paths.length === 0 ? '`policies`' : paths.map((path) => `\`${path}\``).join(', ')}`,
      'cases stand in files that end with .cases.yaml',
    );
  const results: CaseResult[] = [];
  for (const { cases, policy } of checked.cases) results.push(...(await runCases(cases, policy)));
  const reports = coverage === true ? await coverageOf(checked.cases) : undefined;
  writeOut(await render(results, reports, { format, threshold }));
  const low = (reports ?? []).flatMap((report) => shortfallOf(report, threshold) ?? []);
  if (format === 'text') for (const sentence of low) writeError(sayError(sentence, '`recourse cases <policy>` writes the cases that are missing'));
  if (low.length > 0 || results.some((result) => !result.passed)) process.exitCode = exitCodes.problems;
}

/** The coverage of each policy by all of its cases. */
async function coverageOf(
  found: readonly { readonly cases: Cases; readonly policy: Policy; readonly policyPath: string }[],
): Promise<readonly CoverageReport[]> {
  // Running cases needs nothing of this, and loading it takes time.
  const { coverOrSay, reportCoverage } = await import('../coverage-of.ts');
  return [...new Set(found.map(({ policy }) => policy))].map((policy) => {
    const own = found.filter((one) => one.policy === policy);
    const path = own[0]?.policyPath ?? '';
    const covered = coverOrSay(
      policy,
      path,
      own.map(({ cases }) => cases),
    );
    return reportCoverage(policy, path, covered);
  });
}

async function render(results: readonly CaseResult[], coverage: readonly CoverageReport[] | undefined, { format, threshold }: Options): Promise<string> {
  const passed = results.filter((result) => result.passed).length;
  switch (format) {
    case 'json':
      return `${JSON.stringify({ passed, failed: results.length - passed, cases: results, ...(coverage === undefined ? {} : { coverage }) }, null, 2)}\n`;
    case 'junit': {
      // Few ask for it, and loading it takes time.
      const { renderJunit } = await import('../../report/render-junit.ts');
      return renderJunit(
        results,
        coverage?.map((report) => ({ report, failure: shortfallOf(report, threshold) ?? null })),
      );
    }
    case 'text':
      return [renderCases(results, styleOf(process.stdout)), ...(coverage ?? []).map((report) => `\n${renderCoverage(report, styleOf(process.stdout))}`)].join(
        '',
      );
  }
}

/** Why the cases of a policy do not exercise enough of it. */
function shortfallOf({ path, reached, all }: CoverageReport, threshold: number | undefined): string | undefined {
  if (threshold === undefined || reached * 10_000 >= Math.round(threshold * 100) * all) return undefined;
  return `the cases exercise ${percentOf(reached, all)} % of \`${path}\`, and ${threshold} % are asked for`;
}

function parsePercent(text: string): number {
  if (!/^(100(\.0{1,2})?|[0-9]{1,2}(\.[0-9]{1,2})?)$/.test(text)) throw new InvalidArgumentError('It is a percentage from 0 to 100, such as 95.');
  return Number(text);
}
