import { lineOf, type Place, type Position, positionOf, type SourceFile, type Span } from '../text/source-file.ts';
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
  /** What a proof found. */
  readonly proof?: ProofDetails;
}

/** What is known beside the message of something that was found by looking at all requests. */
export interface ProofDetails {
  readonly about: { readonly kind: string; readonly id: string };
  /** For which requests, in words; none: for all, or for no requests. */
  readonly where: readonly string[];
  /** Requests that show it, with what was really decided about them. */
  readonly examples: readonly ProofExample[];
  /** False where no such request was found, and neither that there is none. */
  readonly confirmed: boolean;
}

/** A request that was decided. */
export interface ProofExample {
  readonly request: Readonly<Record<string, unknown>>;
  readonly outcome: string;
  readonly totals: Readonly<Record<string, unknown>>;
}

/** A diagnostic about a place of which only the beginning is known: the word that stands there. */
export function diagnosticAt<Code extends DiagnosticCode>(
  code: Code,
  { path, line, column }: Place,
  file: SourceFile,
  ...words: DiagnosticWords<Code>
): Diagnostic {
  const source = lineOf(file, line);
  const [word = ''] = /^[^\s:,{}[\]]+/.exec(source.slice(column - 1)) ?? [];
  return { code, ...phrase(code, words), path, start: { line, column }, end: { line, column: column + Math.max(1, word.length) }, source };
}

interface Found {
  readonly diagnostic: Diagnostic;
  readonly span: Span;
  /** The number of its file. */
  readonly file: number;
}

/** Gathers the diagnostics of one file, and of those that it is put together from: each once, however often it is found. */
export class DiagnosticList {
  readonly #file: SourceFile;
  /** Files by number: equal paths do not make two texts one. */
  readonly #files = new Map<SourceFile, number>();
  readonly #found = new Map<string, Found>();
  /** Places of which enough is said: what else is found there follows from it. */
  readonly #silenced: Span[] = [];
  /** Where earlier rounds found what. */
  readonly #before = new Set<string>();

  constructor(file: SourceFile) {
    this.#file = file;
    this.#files.set(file, 0);
  }

  add<Code extends DiagnosticCode>(code: Code, span: Span, ...words: DiagnosticWords<Code>): void {
    const place = `${code} ${this.#spotOf(span)}`;
    const key = `${place} ${JSON.stringify(words)}`;
    if (this.isFull || this.#found.has(key) || this.#before.has(place) || this.#isSilenced(span)) return;
    const file = span.file ?? this.#file;
    const start = positionOf(file, span.start);
    const diagnostic = {
      code,
      ...phrase(code, words),
      path: file.path,
      start,
      end: positionOf(file, Math.max(span.end, span.start + 1)),
      source: lineOf(file, start.line),
    };
    this.#found.set(key, { diagnostic, span, file: this.#numberOf(file) });
  }

  /** Adds what was found in a file that this one is put together from. */
  takeIn(other: DiagnosticList): void {
    for (const { diagnostic, span } of other.#found.values()) {
      const own = { ...span, file: span.file ?? other.#file };
      const key = `${diagnostic.code} ${this.#spotOf(own)} ${diagnostic.message}`;
      if (!this.isFull) this.#found.set(key, { diagnostic, span: own, file: this.#numberOf(own.file) });
    }
  }

  /** Does not say anew what is said of another file already. */
  leaveTo(other: DiagnosticList): void {
    for (const { diagnostic, span } of other.#found.values())
      this.#before.add(`${diagnostic.code} ${this.#spotOf({ ...span, file: span.file ?? other.#file })}`);
  }

  /** Reports nothing more that begins in this place. */
  silence(span: Span): void {
    this.#silenced.push(span);
  }

  /** Where in a place a piece of its text stands; the whole place where it is written otherwise. */
  within(span: Span, piece: string): Span {
    const start = (span.file ?? this.#file).text.indexOf(piece, span.start);
    return start === -1 || start + piece.length > span.end ? span : { ...span, start, end: start + piece.length };
  }

  /** The same text is looked at once more, under other readings: a code that a place has already is not repeated there in other words. */
  startRound(): void {
    for (const { diagnostic, span } of this.#found.values()) this.#before.add(`${diagnostic.code} ${this.#spotOf(span)}`);
  }

  /** Whether so much is wrong that no more is taken in. */
  get isFull(): boolean {
    return this.#found.size >= maximumDiagnostics;
  }

  #isSilenced(span: Span): boolean {
    const file = span.file ?? this.#file;
    return this.#silenced.some((silenced) => silenced.start <= span.start && span.start < silenced.end && (silenced.file ?? this.#file) === file);
  }

  #numberOf(file: SourceFile): number {
    const number = this.#files.get(file) ?? this.#files.size;
    this.#files.set(file, number);
    return number;
  }

  /** The file and the beginning of a place. */
  #spotOf(span: Span): string {
    return `${this.#numberOf(span.file ?? this.#file)}:${span.start}`;
  }

  get hasErrors(): boolean {
    return [...this.#found.values()].some(({ diagnostic }) => diagnostic.severity === 'error');
  }

  /** Whether something is wrong in another file than the one that is read. */
  get hasErrorsElsewhere(): boolean {
    return [...this.#found.values()].some(({ diagnostic, file }) => file !== 0 && diagnostic.severity === 'error');
  }

  /** In the order of the file; then what is in others, by their paths. */
  toArray(): readonly Diagnostic[] {
    return [...this.#found.values()].sort(compareFound).map(({ diagnostic }) => diagnostic);
  }
}

/** More mistakes than this in one file help nobody. */
const maximumDiagnostics = 200;

function compareFound(a: Found, b: Found): number {
  const byFile = Math.min(a.file, 1) - Math.min(b.file, 1) || compare(a.diagnostic.path, b.diagnostic.path) || a.file - b.file;
  return byFile || a.span.start - b.span.start || a.span.end - b.span.end || compare(a.diagnostic.code, b.diagnostic.code);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
