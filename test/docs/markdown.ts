/** What the tests of the documents see of a Markdown text: its headings, code blocks, marks and links. */

/** A fenced code block. The words after its language say how it is tested. */
export interface Block {
  readonly kind: 'block';
  readonly language: string;
  readonly mark: string;
  readonly text: string;
  /** The index of its first line among the lines of the document. */
  readonly start: number;
  readonly end: number;
}

/** A comment such as `<!-- docs:base -->`. */
export interface Mark {
  readonly kind: 'mark';
  readonly name: string;
}

/** A heading with what stands under it, up to the next heading. */
export interface Section {
  readonly title: string;
  readonly parts: readonly (Block | Mark)[];
}

/** Splits a document at its headings. What stands before the first one is a section without title. */
export function sectionsOf(text: string): readonly Section[] {
  const sections: { title: string; parts: (Block | Mark)[] }[] = [{ title: '', parts: [] }];
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const fence = /^( *)(`{3,})([\w-]*) *(.*)$/.exec(line);
    if (fence === null) {
      const heading = /^#{1,6} (.+)$/.exec(line);
      const mark = /^<!-- docs:([\w-]+) -->$/.exec(line);
      if (heading !== null) sections.push({ title: heading[1] ?? '', parts: [] });
      if (mark !== null) sections.at(-1)?.parts.push({ kind: 'mark', name: mark[1] ?? '' });
      continue;
    }
    const [, indent = '', ticks = '', language = '', mark = ''] = fence;
    const start = index + 1;
    const end = lines.findIndex((candidate, at) => at >= start && candidate.trim() === ticks);
    if (end === -1) throw new Error(`the code block in line ${start} is not closed`);
    const inside = lines.slice(start, end).map((inner) => (inner.startsWith(indent) ? inner.slice(indent.length) : inner));
    sections.at(-1)?.parts.push({ kind: 'block', language, mark: mark.trim(), text: inside.join('\n'), start, end });
    index = end;
  }
  return sections;
}

/** All code blocks of a document. */
export function blocksOf(text: string): readonly Block[] {
  return sectionsOf(text).flatMap((section) => section.parts.filter((part) => part.kind === 'block'));
}

/** The document with other texts in some of its blocks. */
export function replaceBlocks(text: string, replacements: ReadonlyMap<number, string>): string {
  const lines = text.split('\n');
  for (const block of blocksOf(text).toReversed()) {
    const replacement = replacements.get(block.start);
    if (replacement !== undefined) lines.splice(block.start, block.end - block.start, ...replacement.split('\n'));
  }
  return lines.join('\n');
}

/** The text outside code blocks and `inline code`. */
export function proseOf(text: string): string {
  return text.replaceAll(/^( *)(`{3,})[^\n]*\n[\s\S]*?\n\1\2$/gm, '').replaceAll(/`[^`\n]+`/g, '');
}

/** The anchors that links can lead to. */
export function anchorsOf(text: string): ReadonlySet<string> {
  return new Set(sectionsOf(text).map(({ title }) => toAnchor(title)));
}

/** A heading as GitHub makes an anchor of it. */
function toAnchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}
