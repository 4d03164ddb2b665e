import type { PaperBlock, PaperCell, PaperPart, PolicyPaper } from './policy-paper.ts';
import { printable } from './printable.ts';

/** The document as one HTML file that needs no other: no scripts, and a style that prints well. */
export function renderPaperHtml({ title, about, notice, parts }: PolicyPaper): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(title)}</title>
<style>
${style}
</style>
</head>
<body>
<header>
<h1>${escape(title)}</h1>
<p>${about.map(escape).join('<br>\n')}</p>
${notice === null ? '' : `<p class="notice">${escape(notice)}</p>\n`}</header>
<main>
${parts.map(renderPart).join('\n')}
</main>
</body>
</html>
`;
}

const style = `:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; line-height: 1.2; }
h2 { font-size: 1.25rem; margin-top: 2.2rem; border-bottom: 1px solid #bbb; }
h3 { font-size: 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: 0.92rem; }
th, td { border: 1px solid #bbb; padding: 0.35rem 0.5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #f0f0f0; }
li { margin: 0.3rem 0; }
.notice { border: 2px solid #8a5a00; background: #fff6e0; padding: 0.5rem 0.75rem; }
@media print {
  body { margin: 0; max-width: none; font-size: 10pt; }
  h2, h3 { break-after: avoid; }
  tr, li { break-inside: avoid; }
  thead { display: table-header-group; }
}`;

function renderPart({ heading, blocks }: PaperPart): string {
  return `<section>\n<h2>${escape(heading)}</h2>\n${blocks.map(renderBlock).join('\n')}\n</section>`;
}

function renderBlock(block: PaperBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${escape(block.text)}</p>`;
    case 'heading':
      return `<h3>${escape(block.text)}</h3>`;
    case 'points':
      return `<ul>\n${block.points.map(({ lead, text }) => `<li><strong>${escape(lead)}</strong>${escape(text)}</li>`).join('\n')}\n</ul>`;
    case 'table': {
      const head = block.head.map((title) => `<th scope="col">${escape(title)}</th>`).join('');
      return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${block.rows.map(renderRow).join('\n')}\n</tbody>\n</table>`;
    }
  }
}

function renderRow(cells: readonly PaperCell[]): string {
  return `<tr>${cells.map((cell) => `<td>${cell.map(escape).join('<br>')}</td>`).join('')}</tr>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return printable(text).replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
