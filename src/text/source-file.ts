/** A text with a name: what every position in the program refers to. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A stretch of a source file: UTF-16 offsets, the end outside. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** The file that it is in. Absent: the one that is being read. */
  readonly file?: SourceFile;
}

/** A place as people count: line and column begin with 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A place with the path of its file. */
export interface Place extends Position {
  readonly path: string;
}

/** Texts longer than this (in UTF-16 units) are refused unread: some ten thousand lines, more than a person writes or reads. */
export const maximumTextLength = 500_000;

const lineStarts = new WeakMap<SourceFile, readonly number[]>();

function lineStartsOf(file: SourceFile): readonly number[] {
  const known = lineStarts.get(file);
  if (known !== undefined) return known;
  const starts = [0];
  for (let at = file.text.indexOf('\n'); at !== -1; at = file.text.indexOf('\n', at + 1)) starts.push(at + 1);
  lineStarts.set(file, starts);
  return starts;
}

/** The line and column of an offset; an offset beyond the text is its end. */
export function positionOf(file: SourceFile, offset: number): Position {
  const starts = lineStartsOf(file);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The first character of a stretch: where a map or list is pointed at as a whole. */
export function beginningOf(span: Span): Span {
  return { ...span, end: span.start + 1 };
}

/** Where a stretch begins, in its own file or, where it names none, in `file`. */
export function placeOf(span: Span, file: SourceFile): Place {
  const own = span.file ?? file;
  return { path: own.path, ...positionOf(own, span.start) };
}

/** The text of a line (counted from 1), without its line break. */
export function lineOf(file: SourceFile, line: number): string {
  const starts = lineStartsOf(file);
  const start = starts[line - 1] ?? file.text.length;
  const end = starts[line] ?? file.text.length + 1;
  return file.text.slice(start, end - 1).replace(/\r$/, '');
}
