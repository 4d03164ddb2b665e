import { Command } from 'commander';
import { type CaseResult, runCases } from '../../policy/run-cases.ts';
import { renderCases } from '../../report/render-cases.ts';
import { renderDiagnostics } from '../../report/render-diagnostics.ts';
import { checkFiles } from '../check-files.ts';
import { CommandError, exitCodes, styleOf, writeError, writeOut } from '../terminal.ts';
import { formatOption } from './options.ts';

export function testCommand(): Command {
  return new Command('test')
    .description('run the cases of policies and show what is decided otherwise than they expect')
    .argument('[paths...]', 'files or folders (default: policies)')
    .addOption(formatOption('text', 'json', 'junit'))
    .addHelpText(
      'after',
      `
Examples:
  recourse test
  recourse test policies/1688order-after-sales
  recourse test policies --format junit > cases.xml

Exit codes: 0 all cases passed, 1 some did not, 2 wrong usage, or a policy or cases file with mistakes.`,
    )
    .action(run);
}

async function run(paths: readonly string[], { format }: { readonly format: 'text' | 'json' | 'junit' }): Promise<void> {
  const checked = await checkFiles(paths.length === 0 ? ['policies'] : paths);
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
  writeOut(await render(results, format));
  if (results.some((result) => !result.passed)) process.exitCode = exitCodes.problems;
}

async function render(results: readonly CaseResult[], format: 'text' | 'json' | 'junit'): Promise<string> {
  const passed = results.filter((result) => result.passed).length;
  switch (format) {
    case 'json':
      return `${JSON.stringify({ passed, failed: results.length - passed, cases: results }, null, 2)}\n`;
    case 'junit': {
      // Few ask for it, and loading it takes time.
      const { renderJunit } = await import('../../report/render-junit.ts');
      return renderJunit(results);
    }
    case 'text':
      return renderCases(results, styleOf(process.stdout));
  }
}
