import { Command, Option } from 'commander';
import { openPolicy } from '../open-policy.ts';
import { policiesOption } from './options.ts';

interface Options {
  readonly out: string;
  readonly policies?: string;
}

/** @param program the version of the program, for the files that it writes */
export function compileCommand(program: string): Command {
  return new Command('compile')
    .description('write a module that decides by a policy, for browsers, edge runtimes and services without this program')
    .argument('<policy>', 'a policy id (its newest version), <policy-id>@<version>, or a policy file')
    .addOption(new Option('--out <folder>', 'where the module and its types go; the folder is made where there is none').makeOptionMandatory())
    .addOption(policiesOption())
    .addHelpText(
      'after',
      `
Examples:
  recourse compile 1688order-after-sales --out generated
  recourse compile 1688order-after-sales@1 --out generated
  recourse compile policies/shop/v2.policy.yaml --out src/generated

Two files are written: <policy-id>.v<version>.mjs, an ES module that imports nothing and needs no package, and its types, .d.mts.
  import { decide } from './generated/1688order-after-sales.v1.mjs';
  const evaluation = decide({ stage: 'in-warehouse', action: 'return' });
decide(request, { alternatives: true }) gives what \`policy.evaluate\` gives, byte for byte; decide.outcome(request) outcome and totals alone.
No code is made of text while it runs. The same version of the policy and of this program write the same bytes.
A file that this command did not write is never written over.
Exit codes: 0 both files are written; 2 the policy or the usage is wrong, or a file cannot be written.`,
    )
    .action(async (reference: string, { out, policies }: Options) => {
      const { policy } = await openPolicy(reference, { policies });
      // Other commands need nothing of this, and loading it takes time.
      const { writeModule } = await import('../write-module.ts');
      await writeModule(policy, out, program);
    });
}
