import { Command } from 'commander';
import { buildPaper } from '../../report/build-paper.ts';
import { renderPaperHtml } from '../../report/render-paper-html.ts';
import { renderPaperMarkdown } from '../../report/render-paper-markdown.ts';
import { renderPaperText } from '../../report/render-paper-text.ts';
import type { PolicyPaper } from '../../report/policy-paper.ts';
import { openPolicy } from '../open-policy.ts';
import { styleOf, widthOfTerminal, writeOut } from '../terminal.ts';
import { formatOption, policiesOption } from './options.ts';

type Format = 'text' | 'markdown' | 'html';

export function showCommand(): Command {
  return new Command('show')
    .description('show a version as a document for customers: rules, fees, periods, evidence and duties in words')
    .argument('<policy>', 'a policy id, <policy-id>@<version>, or a policy file')
    .addOption(formatOption('text', 'markdown', 'html'))
    .addOption(policiesOption())
    .addHelpText(
      'after',
      `
Examples:
  recourse show 1688order-after-sales@1
  recourse show 1688order-after-sales@1 --format markdown > returns.md
  recourse show 1688order-after-sales@2 --format html > returns.html

With an id alone the newest version that is released is shown. The HTML is one file without scripts.`,
    )
    .action(async (reference: string, options: { readonly format: Format; readonly policies?: string }) => {
      const { policy } = await openPolicy(reference, { policies: options.policies });
      writeOut(render(buildPaper(policy.core), options.format));
    });
}

function render(paper: PolicyPaper, format: Format): string {
  switch (format) {
    case 'text':
      return renderPaperText(paper, widthOfTerminal(), styleOf(process.stdout));
    case 'markdown':
      return renderPaperMarkdown(paper);
    case 'html':
      return renderPaperHtml(paper);
  }
}
