import { Command } from 'commander';
import { renderCount, renderDiagnostics } from '../../report/render-diagnostics.ts';
import { checkFiles } from '../check-files.ts';
import { CommandError, exitCodes, styleOf, writeOut } from '../terminal.ts';
import { formatOption } from './options.ts';

export function checkCommand(): Command {
  return new Command('check')
    .description('say everything that is wrong with policies, cases, calendars and lists of releases, with line and column')
    .argument('[paths...]', 'files or folders (default: policies)')
    .addOption(formatOption('text', 'json'))
    .addHelpText(
      'after',
      `
Examples:
  recourse check
  recourse check policies/1688order-after-sales/v1.policy.yaml
  recourse check policies --format json

Exit codes: 0 no errors, 1 errors were found, 2 wrong usage, or a file that cannot be read.`,
    )
    .action(run);
}

async function run(paths: readonly string[], { format }: { readonly format: 'text' | 'json' }): Promise<void> {
  const { diagnostics, files, problems } = await checkFiles(paths.length === 0 ? ['policies'] : paths);
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
  if (files === 0)
    throw new CommandError(
      `there is no file of a policy, of cases, of a calendar or of releases in ${paths.length === 0 ? '`policies`' : paths.map((path) => `\`${path}\``).join(', ')}`,
      'they end with .policy.yaml, .cases.yaml and .calendar.yaml, or are called releases.yaml',
    );
  const style = styleOf(process.stdout);
  const text = diagnostics.length === 0 ? '' : `${renderDiagnostics(diagnostics, style)}\n`;
  writeOut(format === 'json' ? `${JSON.stringify({ files, diagnostics }, null, 2)}\n` : `${text}${renderCount(diagnostics, files)}\n`);
  if (diagnostics.some((diagnostic) => diagnostic.code === 'file-unreadable')) process.exitCode = exitCodes.usage;
  else if (diagnostics.some((diagnostic) => diagnostic.severity === 'error')) process.exitCode = exitCodes.problems;
}
