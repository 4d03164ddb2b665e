import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { inFile, type TextNode } from '../text/node.ts';
import { readYaml, type TextProblemCode } from '../text/read-yaml.ts';
import type { SourceFile } from '../text/source-file.ts';

/** After these the value at the place is a guess, and what a later check says of it would follow from the guess. */
const guessed: ReadonlySet<TextProblemCode> = new Set(['key-not-text', 'odd-number', 'odd-word', 'empty-value']);

/** The nodes of a text, each with its file, and with the text's problems reported; undefined where it cannot be read whole. */
export function readSource(file: SourceFile, diagnostics: DiagnosticList): TextNode | undefined {
  const { root, problems } = readYaml(file);
  for (const { code, span, detail } of problems) diagnostics.add(code, { ...span, file }, detail);
  for (const { code, span } of problems) if (guessed.has(code)) diagnostics.silence({ ...span, file });
  return root === undefined ? undefined : inFile(root, file);
}
