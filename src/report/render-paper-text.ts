import Table from 'cli-table3';
import { widthOf } from './align-columns.ts';
import type { PaperBlock, PaperPart, PolicyPaper } from './policy-paper.ts';
import { printableData } from './printable.ts';
import { plainStyle, type Style } from './style.ts';

/** Narrower tables than this cannot be read. */
const leastWidth = 60;

/** The document for a terminal of some width. */
export function renderPaperText(paper: PolicyPaper, terminal: number, style: Style = plainStyle): string {
  const { title, about, notice, parts } = printableData(paper);
  const width = Math.max(leastWidth, terminal);
  const head = [style.bold(title), ...about, ...(notice === null ? [] : [style.yellow(notice)])];
  return `${[head.map((line) => wrap(line, width)).join('\n'), ...parts.map((part) => renderPart(part, width, style))].join('\n\n')}\n`;
}

function renderPart({ heading, blocks }: PaperPart, width: number, style: Style): string {
  return [wrap(style.bold(heading), width), ...blocks.map((block) => renderBlock(block, width, style))].join('\n');
}

function renderBlock(block: PaperBlock, width: number, style: Style): string {
  switch (block.kind) {
    case 'paragraph':
      return wrap(block.text, width);
    case 'heading':
      return `\n${wrap(style.bold(block.text), width)}`;
    case 'points':
      return withoutLines(
        block.points.map(({ lead, text }) => ['-', `${style.bold(lead)}${text}`]),
        [2, width - 2],
      );
    case 'table': {
      const table = new Table({ head: [...block.head], style: { head: [], border: [] }, wordWrap: true, colWidths: [...columnWidths(block, width)] });
      for (const row of block.rows) table.push(row.map((cell) => cell.join('\n')));
      return table.toString();
    }
  }
}

function wrap(text: string, width: number): string {
  return withoutLines([[text]], [width]);
}

const noLines = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`]).map((place) => [place, '']),
);

/** Rows whose cells are wrapped, without any lines around them. */
function withoutLines(rows: readonly (readonly string[])[], widths: readonly number[]): string {
  const table = new Table({
    chars: { ...noLines, middle: '' },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    wordWrap: true,
    colWidths: [...widths],
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A space on each side of a cell, and a line between columns and at both ends. */
const padding = 2;

/** Columns take what they need while there is room, and share what is left where there is none; no word of usual length is cut. */
function columnWidths({ head, rows }: Extract<PaperBlock, { readonly kind: 'table' }>, width: number): readonly number[] {
  const lines = head.map((title, column) => [title, ...rows.flatMap((row) => row[column] ?? [])]);
  const widest = (texts: readonly string[]): number => Math.max(1, ...texts.map(widthOf));
  const needed = lines.map(widest);
  const least = lines.map((texts) => Math.min(longestWord, widest(texts.flatMap((text) => text.split(' ')))));
  const room = width - head.length * (padding + 1) - 1;
  const shares = new Map<number, number>();
  // The narrowest first: what they do not need is left to the others.
  const order = needed.map((_width, column) => column).sort((a, b) => (needed[a] ?? 0) - (needed[b] ?? 0));
  let left = room;
  order.forEach((column, index) => {
    const share = Math.max(least[column] ?? 0, Math.min(needed[column] ?? 0, Math.floor(left / (order.length - index))));
    shares.set(column, share);
    left -= share;
  });
  return needed.map((_width, column) => (shares.get(column) ?? 0) + padding);
}

const longestWord = 24;
