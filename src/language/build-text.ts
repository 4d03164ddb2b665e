import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { Text } from '../model/policy.ts';
import { stringOf, type TextNode } from '../text/node.ts';
import type { Names } from './names.ts';

const instants = ['opensAt', 'countsFrom', 'closesAt'] as const;

/** Splits a text at its placeholders; reports one that names no window's instant and no line. */
export function buildText(node: TextNode | undefined, fallback: string, names: Names, diagnostics: DiagnosticList): Text {
  const source = stringOf(node);
  if (node === undefined || source === undefined) return [fallback];
  const windows = names.ofKind('window');
  const lines = names.lines;
  const parts: Text[number][] = [];
  source.split(/(\{[^{}]*\})/).forEach((piece, index) => {
    if (index % 2 === 0) {
      if (piece !== '') parts.push(piece);
      return;
    }
    const word = piece.slice(1, -1);
    const dot = word.lastIndexOf('.');
    const instant = instants.find((name) => name === word.slice(dot + 1));
    if (dot !== -1 && instant !== undefined && windows.includes(word.slice(0, dot))) parts.push({ window: word.slice(0, dot), instant });
    else if (lines.includes(word)) parts.push({ line: word });
    else {
      const possible = [...windows.flatMap((window) => instants.map((name) => `${window}.${name}`)), ...lines];
      diagnostics.add('placeholder', node.span, piece, nearestName(word, possible));
    }
  });
  return parts.length === 0 ? [source] : parts;
}

/** The windows that a text shows. */
export function windowsInText(text: Text): readonly string[] {
  return text.flatMap((part) => (typeof part === 'object' && 'window' in part ? [part.window] : []));
}
