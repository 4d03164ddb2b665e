import type { YAMLError } from 'yaml';
import type { Span } from './source-file.ts';

/** What a person does wrong in YAML; the catalogue of diagnostics has the words for each. */
export type SyntaxMistakeKind =
  | 'bracket-open'
  | 'bracket-stray'
  | 'colon-missing'
  | 'colon-second'
  | 'comma-missing'
  | 'comma-stray'
  | 'escape'
  | 'indent'
  | 'indent-deeper'
  | 'key-too-long'
  | 'quote-inside'
  | 'quote-open'
  | 'start-character'
  | 'block-text'
  | 'other';

export interface SyntaxMistake {
  readonly mistake: SyntaxMistakeKind;
  readonly span: Span;
}

/** The mistake that most likely led to an error of the YAML parser, and the place to be looked at. */
export function syntaxMistakeOf(error: YAMLError, text: string): SyntaxMistake {
  const [start, end] = error.pos;
  const here = { start, end: Math.max(end, start + 1) };
  const rest = { start: firstVisible(text, start), end: endOfLine(text, firstVisible(text, start)) };
  switch (error.code) {
    case 'BAD_INDENT':
      return error.message.startsWith('Flow ') ? { mistake: 'bracket-open', span: here } : { mistake: 'indent', span: rest };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return { mistake: /:(\s|$)/.test(text.slice(rest.start, rest.end)) ? 'colon-second' : 'indent-deeper', span: rest };
    case 'MULTILINE_IMPLICIT_KEY':
      return { mistake: 'colon-missing', span: { start, end: endOfLine(text, start) } };
    case 'MISSING_CHAR':
      return { mistake: missing(error.message), span: error.message.includes('quote') ? openingQuote(text, start) : here };
    case 'UNEXPECTED_TOKEN':
      return { mistake: unexpected(error.message), span: here };
    default:
      return { mistake: byCode[error.code] ?? 'other', span: here };
  }
}

const byCode: Readonly<Record<string, SyntaxMistakeKind>> = {
  BLOCK_IN_FLOW: 'comma-missing',
  BAD_SCALAR_START: 'start-character',
  BAD_DQ_ESCAPE: 'escape',
  KEY_OVER_1024_CHARS: 'key-too-long',
};

function missing(message: string): SyntaxMistakeKind {
  if (message.includes('closing')) return 'quote-open';
  return message.includes(', ') ? 'comma-missing' : 'colon-missing';
}

function unexpected(message: string): SyntaxMistakeKind {
  if (message.includes('at node end') || message.includes('scalar token')) return 'quote-inside';
  if (message.includes('-end token')) return 'bracket-stray';
  if (message.includes('Unexpected ,')) return 'comma-stray';
  return message.startsWith('Block scalar') || message.startsWith('Not a YAML token') ? 'block-text' : 'other';
}

function firstVisible(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return Math.max(end === -1 ? text.length : end, from + 1);
}

/** The line of the last quote before the place at which the parser gave up. */
function openingQuote(text: string, end: number): Span {
  const start = Math.max(text.lastIndexOf('"', end - 1), text.lastIndexOf("'", end - 1), 0);
  return { start, end: Math.max(endOfLine(text, start), start + 1) };
}
