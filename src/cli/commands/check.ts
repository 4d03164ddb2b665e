import { Command } from 'commander';
import { renderAccepted, renderCount, renderDiagnostics, renderProven } from '../../report/render-diagnostics.ts';
import { toSarif } from '../../report/to-sarif.ts';
import { type CheckedFiles, checkFiles } from '../check-files.ts';
import { CommandError, exitCodes, styleOf, writeOut } from '../terminal.ts';
import { formatOption } from './options.ts';

export function checkCommand(): Command {
  return new Command('check')
    .description('say everything that is wrong with policies, cases, calendars and lists of releases, with line and column')
    .argument('[paths...]', 'files or folders (default: policies)')
    .addOption(formatOption('text', 'json', 'sarif'))
    .option('--no-proofs', 'only read the texts: say nothing of all requests together')
    .addHelpText(
      'after',
      `
Examples:
  recourse check
  recourse check policies/1688order-after-sales/v1.policy.yaml
  recourse check policies --format json
  recourse check policies --format sarif > recourse.sarif
  recourse check --no-proofs policies/1688order-after-sales/v1.policy.yaml

Unless --no-proofs is given, all complete requests to each policy are looked at, too: what no rule decides, what never matters, where an amount
jumps, and whether the policy's invariants hold.

Exit codes: 0 no errors, 1 errors were found, 2 wrong usage, or a file that cannot be read.`,
    )
    .action(run);
}

interface CheckCommandOptions {
  readonly format: 'text' | 'json' | 'sarif';
  readonly proofs: boolean;
}

async function run(paths: readonly string[], { format, proofs }: CheckCommandOptions): Promise<void> {
  const checked = await checkFiles(paths.length === 0 ? ['policies'] : paths, { proofs });
  const { diagnostics, files, problems } = checked;
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
  if (files === 0)
    throw new CommandError(
      `there is no file of a policy, of cases, of a calendar or of releases in ${paths.length === 0 ? '`policies`' : paths.map((path) => `\`${path}\``).join(', ')}`,
      'they end with .policy.yaml, .cases.yaml and .calendar.yaml, or are called releases.yaml',
    );
  writeOut(render(checked, format));
  if (diagnostics.some((diagnostic) => diagnostic.code === 'file-unreadable')) process.exitCode = exitCodes.usage;
  else if (diagnostics.some((diagnostic) => diagnostic.severity === 'error')) process.exitCode = exitCodes.problems;
}

function render({ files, diagnostics, accepted, proven }: CheckedFiles, format: CheckCommandOptions['format']): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ files, diagnostics, accepted, proven }, null, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(toSarif(diagnostics, accepted), null, 2)}\n`;
    case 'text': {
      const style = styleOf(process.stdout);
      const found = [renderDiagnostics(diagnostics, style), renderAccepted(accepted, style)].filter((text) => text !== '');
      const text = found.length === 0 ? '' : `${found.join('\n')}\n`;
      return `${text}${renderCount(diagnostics, files)}\n${renderProven(accepted.length, proven.length)}`;
    }
  }
}
