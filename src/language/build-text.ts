import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { Line, Text } from '../model/policy.ts';
import { stringOf, type TextNode } from '../text/node.ts';
import { instants, type Names } from './names.ts';

/**
 * Splits a text at its placeholders; reports one that names no window's instant and no line, or a line that is not in the decision of the text.
 * @param per whether the text is of each item, or of a line that counts once
 */
export function buildText(node: TextNode | undefined, fallback: string, per: Line['per'], names: Names, diagnostics: DiagnosticList): Text {
  const source = stringOf(node);
  if (node === undefined || source === undefined) return [fallback];
  const parts: Text[number][] = [];
  for (const piece of piecesOf(source)) {
    const part = isPlaceholder(piece) ? placeholderOf(piece.slice(1, -1), names) : piece;
    const alone = isPlaceholder(piece) ? undefined : /[{}]/.exec(piece)?.[0];
    if (alone !== undefined) diagnostics.add('brace-alone', diagnostics.within(node.span, alone), alone);
    const line = typeof part === 'object' && 'line' in part ? part.line : undefined;
    if (line !== undefined && names.perOf(line) !== per)
      diagnostics.add('placeholder-per', diagnostics.within(node.span, piece), piece, line, per === 'request');
    if (part !== undefined) parts.push(part);
    else if (!diagnostics.isFull) diagnostics.add('placeholder', diagnostics.within(node.span, piece), piece, meantBy(piece.slice(1, -1).trim(), names));
  }
  return parts.length === 0 ? [source] : parts;
}

/** Reports braces in a text that is shown as it stands. */
export function checkNoPlaceholder(node: TextNode | undefined, diagnostics: DiagnosticList): void {
  const found = piecesOf(stringOf(node) ?? '').find((piece) => isPlaceholder(piece) && /^\{\s*[a-z][A-Za-z0-9-]*(\.[A-Za-z]+)?\s*\}$/.test(piece));
  if (node !== undefined && found !== undefined) diagnostics.add('placeholder-place', diagnostics.within(node.span, found), found);
}

/** What a placeholder was probably meant to be: any moment of the window that it names, or what is written most alike. */
function meantBy(word: string, names: Names): readonly string[] {
  const window = word.split('.')[0] ?? '';
  const nearest = nearestName(word, names.placeholders);
  const exact = nearest !== undefined && nearest.toLowerCase() === word.toLowerCase();
  const meant = names.kindOf(window) === 'window' && !exact ? instants.map((name) => `${window}.${name}`) : [nearest].filter((name) => name !== undefined);
  return meant.map((name) => `{${name}}`);
}

function piecesOf(source: string): readonly string[] {
  return source.split(/(\{[^{}]*\})/).filter((piece) => piece !== '');
}

function isPlaceholder(piece: string): boolean {
  return piece.startsWith('{') && piece.endsWith('}');
}

function placeholderOf(word: string, names: Names): Text[number] | undefined {
  const dot = word.lastIndexOf('.');
  const instant = instants.find((name) => name === word.slice(dot + 1));
  const window = word.slice(0, Math.max(dot, 0));
  if (instant !== undefined && names.kindOf(window) === 'window') return { window, instant };
  return names.isLine(word) ? { line: word } : undefined;
}

/** The windows that a text shows. */
export function windowsInText(text: Text): readonly string[] {
  return text.flatMap((part) => (typeof part === 'object' && 'window' in part ? [part.window] : []));
}
