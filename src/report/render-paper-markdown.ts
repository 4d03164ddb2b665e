import type { PaperBlock, PaperCell, PaperPart, PolicyPaper } from './policy-paper.ts';
import { printable } from './printable.ts';

/** The document as Markdown, as GitHub and others show it. Texts of the policy stay texts, whatever signs stand in them. */
export function renderPaperMarkdown({ title, about, notice, parts }: PolicyPaper): string {
  const head = [`# ${escape(title)}`, about.map(escape).join('\\\n'), ...(notice === null ? [] : [`> **${escape(notice)}**`])];
  return `${[...head, ...parts.flatMap(renderPart)].join('\n\n')}\n`;
}

function renderPart({ heading, blocks }: PaperPart): readonly string[] {
  return [`## ${escape(heading)}`, ...blocks.map(renderBlock)];
}

function renderBlock(block: PaperBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return escape(block.text);
    case 'heading':
      return `### ${escape(block.text)}`;
    case 'points':
      return block.points.map(({ lead, text }) => `- **${escape(lead.trim())}**${escape(text)}`).join('\n');
    case 'table':
      return [row(block.head.map((title) => [title])), `|${' --- |'.repeat(block.head.length)}`, ...block.rows.map(row)].join('\n');
  }
}

function row(cells: readonly PaperCell[]): string {
  return `| ${cells.map((cell) => cell.map(escape).join('<br>')).join(' | ')} |`;
}

/** One line of text in which no sign has a meaning: neither a tag or an entity, nor emphasis, a link, a column, or the beginning of a list. */
function escape(text: string): string {
  return printable(text)
    .replace(/^\s+/, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_{}[\]|~#$@]/g, '\\$&')
    .replaceAll(/!(?=\\\[)/g, '\\!')
    .replaceAll(/:\/\//g, ':&#47;/')
    .replaceAll(/\bwww\./gi, (start) => `${start.slice(0, -1)}&#46;`)
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*[0-9]{1,9})([.)])/, '$1\\$2');
}
