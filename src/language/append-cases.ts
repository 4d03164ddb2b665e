import { childOf, entriesOf, entryOf, toPlainData } from '../text/node.ts';
import { positionOf, type SourceFile } from '../text/source-file.ts';
import { type Cases, readCases } from './read-cases.ts';

/** Entries as text, each line indented by so many spaces. */
export type EntriesAt = (indent: number, defaults: readonly string[]) => string;

export type Appended = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/** Adds cases after those of a file. All that stands in the file stays as it is, to the byte. */
export function appendCases({ file, root, cases }: Cases, entriesAt: EntriesAt): Appended {
  const entry = entryOf(root, 'cases');
  const [first] = entriesOf(entry?.value);
  const last = entriesOf(entry?.value).at(-1);
  const { text } = file;
  if (entry === undefined || first === undefined || last === undefined || text[entry.value.span.start] === '{' || text[root.span.start] === '{')
    return { ok: false, message: `the cases of \`${file.path}\` stand in braces, so that none can be added on lines of their own` };
  const isLastKey = entriesOf(root).every(({ keySpan }) => keySpan.start <= entry.keySpan.start);
  const at = isLastKey ? text.length : endOfLine(text, last.value.span.end);
  const indent = positionOf(file, first.keySpan.start).column - 1;
  const defaults = entriesOf(childOf(root, 'defaults')).map(({ key }) => key);
  const before = text.slice(0, at);
  const joined = `${before}${before.endsWith('\n') ? '' : '\n'}${entriesAt(indent, defaults)}${text.slice(at)}`;
  return keepsCases({ path: file.path, text: joined }, cases)
    ? { ok: true, text: joined }
    : { ok: false, message: `cases cannot be added to \`${file.path}\` without changing what is read there` };
}

function endOfLine(text: string, offset: number): number {
  if (text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** Whether the cases that stood in a file are read from it as before. */
function keepsCases(file: SourceFile, before: Cases['cases']): boolean {
  const { cases: read } = readCases(file);
  if (read === undefined || read.cases.length < before.length) return false;
  const data = (cases: Cases['cases']): string =>
    JSON.stringify(cases.map(({ id, title, request, readings, expect }) => [id, title, request, readings, toPlainData(expect)]));
  return data(read.cases.slice(0, before.length)) === data(before);
}
