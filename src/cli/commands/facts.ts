import { Command } from 'commander';
import { evidenceNamesOf } from '../../language/request-schema.ts';
import { type OpenedPolicy, openPolicy } from '../open-policy.ts';
import { styleOf, widthOfTerminal, writeOut } from '../terminal.ts';
import { formatOption, policiesOption } from './options.ts';

type Format = 'table' | 'json-schema' | 'typescript';

export function factsCommand(): Command {
  return new Command('facts')
    .description('what a caller may tell: the facts and evidence of a policy')
    .argument('<policy>', 'a policy id, <policy-id>@<version>, or a policy file')
    .addOption(formatOption('table', 'json-schema', 'typescript'))
    .addOption(policiesOption())
    .addHelpText(
      'after',
      `
Examples:
  recourse facts 1688order-after-sales
  recourse facts 1688order-after-sales@1 --format typescript > request.ts
  recourse facts 1688order-after-sales --format json-schema > request.schema.json`,
    )
    .action(async (reference: string, options: { readonly format: Format; readonly policies?: string }) => {
      writeOut(await render(await openPolicy(reference, { policies: options.policies }), options.format));
    });
}

async function render({ policy }: OpenedPolicy, format: Format): Promise<string> {
  // Other commands need nothing of this, and loading it takes time.
  const { renderFacts, renderRequestType } = await import('../../report/render-facts.ts');
  const evidence = evidenceNamesOf(policy.core);
  switch (format) {
    case 'json-schema':
      return `${JSON.stringify(policy.requestSchema, null, 2)}\n`;
    case 'typescript':
      return renderRequestType(policy.core, evidence);
    case 'table':
      return renderFacts(policy.core, policy.factConditions, evidence, widthOfTerminal(), styleOf(process.stdout));
  }
}
