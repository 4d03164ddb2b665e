/** A cell of a table without lines. Its style is put on after its width is taken. */
export interface Cell {
  readonly text: string;
  readonly style?: (text: string) => string;
}

/** Rows whose columns stand under each other, two spaces apart; the columns in `right` end at the same place. */
export function alignColumns(rows: readonly (readonly Cell[])[], right: readonly number[] = []): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) => Math.max(0, ...rows.map((row) => widthOf(row[column]?.text ?? ''))));
  return rows.map((row) => {
    const last = row.findLastIndex(({ text }) => text !== '');
    return row
      .slice(0, last + 1)
      .map(({ text, style = (plain: string): string => plain }, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - widthOf(text));
        return right.includes(column) ? space + style(text) : column === last ? style(text) : style(text) + space;
      })
      .join('  ');
  });
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Takes the place of two: Chinese, Japanese and Korean letters with their marks, and pictures. */
const wide = /^[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;

/** How many places a text takes on a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of characters.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}
