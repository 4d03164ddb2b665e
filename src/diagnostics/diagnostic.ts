import { lineOf, type Position, positionOf, type SourceFile, type Span } from '../text/source-file.ts';
import { type DiagnosticCode, type DiagnosticWords, phrase, type Severity } from './catalogue.ts';

/** One mistake in a file of the user's. `start` and `end` count lines and columns from 1; the end is outside. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly help?: string;
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
  /** The line in which it starts, as it stands in the file. */
  readonly source: string;
}

/** Gathers the diagnostics of one file: each once, however often it is found. */
export class DiagnosticList {
  readonly #file: SourceFile;
  readonly #found = new Map<string, { readonly diagnostic: Diagnostic; readonly span: Span }>();
  /** Places of which enough is said: what else is found there follows from it. */
  readonly #silenced: Span[] = [];
  /** Where earlier rounds found what. */
  readonly #before = new Set<string>();

  constructor(file: SourceFile) {
    this.#file = file;
  }

  add<Code extends DiagnosticCode>(code: Code, span: Span, ...words: DiagnosticWords<Code>): void {
    const key = `${code} ${span.start} ${JSON.stringify(words)}`;
    if (this.isFull || this.#found.has(key) || this.#before.has(`${code} ${span.start}`) || this.#isSilenced(span)) return;
    const start = positionOf(this.#file, span.start);
    const diagnostic = {
      code,
      ...phrase(code, words),
      path: this.#file.path,
      start,
      end: positionOf(this.#file, Math.max(span.end, span.start + 1)),
      source: lineOf(this.#file, start.line),
    };
    this.#found.set(key, { diagnostic, span });
  }

  /** Reports nothing more that begins in this place. */
  silence(span: Span): void {
    this.#silenced.push(span);
  }

  /** Where in a place a piece of its text stands; the whole place where it is written otherwise. */
  within(span: Span, piece: string): Span {
    const start = this.#file.text.indexOf(piece, span.start);
    return start === -1 || start + piece.length > span.end ? span : { start, end: start + piece.length };
  }

  /** The same text is looked at once more, under other readings: a code that a place has already is not repeated there in other words. */
  startRound(): void {
    for (const { diagnostic, span } of this.#found.values()) this.#before.add(`${diagnostic.code} ${span.start}`);
  }

  /** Whether so much is wrong that no more is taken in. */
  get isFull(): boolean {
    return this.#found.size >= maximumDiagnostics;
  }

  #isSilenced(span: Span): boolean {
    return this.#silenced.some((silenced) => silenced.start <= span.start && span.start < silenced.end);
  }

  get hasErrors(): boolean {
    return [...this.#found.values()].some(({ diagnostic }) => diagnostic.severity === 'error');
  }

  /** In the order of the file. */
  toArray(): readonly Diagnostic[] {
    return [...this.#found.values()]
      .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || compare(a.diagnostic.code, b.diagnostic.code))
      .map(({ diagnostic }) => diagnostic);
  }
}

/** More mistakes than this in one file help nobody. */
const maximumDiagnostics = 200;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
