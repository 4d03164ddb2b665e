import { Command, Option } from 'commander';
import type { CasesOptions } from '../write-missing-cases.ts';
import { policiesOption } from './options.ts';

export function casesCommand(): Command {
  return new Command('cases')
    .description('write the boundary cases that the cases of a policy lack, for review')
    .argument('<policy>', 'a policy id, <policy-id>@<version>, or a policy file')
    .addOption(new Option('--out <file>', 'where the new cases go (default: standard output)').conflicts('write'))
    .option('--write', "add them to the policy's own cases, v<N>.cases.yaml; what stands there stays as it is")
    .addOption(policiesOption())
    .addHelpText(
      'after',
      `
Examples:
  recourse cases 1688order-after-sales
  recourse cases 1688order-after-sales@1 --write
  recourse cases policies/shop/v2.policy.yaml --out missing.cases.yaml

Each case has a request that reaches something which no case reaches yet, such as the first millisecond after a window, and expects what is
decided today. Whether that is right is for you to say: read each one, and correct the policy or the case. \`recourse test --coverage\` shows
what is missing without writing anything.

Exit codes: 0 done, or no case is missing; 2 wrong usage, or a policy or cases file with mistakes.`,
    )
    .action(run);
}

async function run(reference: string, options: CasesOptions): Promise<void> {
  // No other command needs it, and loading it takes time.
  const { writeMissingCases } = await import('../write-missing-cases.ts');
  await writeMissingCases(reference, options);
}
