import type { Library } from '../language/library.ts';
import type { Decision } from '../model/generated/decision.ts';
import { compile } from '../policy/compile.ts';
import type { Decide } from '../policy/decide-compiled.ts';
import { loadWithLibrary, type Policy, type Request } from '../policy/policy.ts';
import { sayBeforeFirst, versionInForce } from '../policy/version-in-force.ts';
import type { SourceFile } from '../text/source-file.ts';
import { type BadLine, type LineProblem, oneProblem } from './bad-line.ts';
import { cellsOf, requestOfCells, type TableHeader, toldByCells } from './read-csv-row.ts';
import { readJsonLine } from './read-json-line.ts';
import { type Batch, maximumLineLength, type RecordPlace } from './split-records.ts';
import { currenciesOf, writeDecisionRow } from './write-csv-row.ts';

/** How all lines are decided: plain data, so that each thread can be given it. */
export interface BulkPlan {
  /** The texts of the versions, the newest first. */
  readonly versions: readonly { readonly file: SourceFile; readonly library: Library }[];
  readonly readings: Readonly<Record<string, string>>;
  /** The policy's id where each request is decided by the version of its own moment; undefined where the first version decides all. */
  readonly byMoment: string | undefined;
  readonly alternatives: boolean;
  /** The first line of a table; undefined where each line is JSON. */
  readonly table: TableHeader | undefined;
  /** How decisions are written. */
  readonly output: { readonly format: 'ndjson' } | { readonly format: 'csv'; readonly delimiter: string };
  /** Whether the lines after a bad one are decided. */
  readonly goesOn: boolean;
}

/** What some lines came to. */
export interface BatchResult {
  /** The decisions as they are written: whole lines in UTF-8. */
  readonly output: Uint8Array<ArrayBuffer>;
  readonly decided: number;
  readonly bad: readonly BadLine[];
  /** How many lines were read, blank ones included. */
  readonly lines: number;
}

interface Version {
  readonly policy: Policy;
  readonly decide: Decide;
}

type Decided = { readonly ok: true; readonly decision: Decision } | { readonly ok: false; readonly problems: readonly LineProblem[] };

/** Decides batches of lines. It holds the policy, and nothing of the lines. */
export class BatchDecider {
  readonly #plan: BulkPlan;
  readonly #versions: readonly Version[];
  readonly #currencies: readonly string[];
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  readonly #encoder = new TextEncoder();

  /** @throws where a version has mistakes: whoever makes the plan has loaded all of them before */
  constructor(plan: BulkPlan) {
    this.#plan = plan;
    this.#versions = plan.versions.map(({ file, library }) => toVersion(file, library, plan.readings));
    this.#currencies = currenciesOf(this.#versions.map(({ policy }) => policy.core));
  }

  /** Decides the lines in their order; ends with the first bad one where the run does not go on. */
  decide({ bytes, records }: Batch): BatchResult {
    const bad: BadLine[] = [];
    let output = '';
    let decided = 0;
    for (const record of records) {
      const text = this.#textOf(bytes.subarray(record.start, record.end), record);
      if (text === undefined) continue;
      const result = typeof text === 'string' ? this.#decideLine(text) : { ok: false as const, problems: text.problems };
      if (result.ok) {
        output += this.#write(record.line, result.decision);
        decided += 1;
        continue;
      }
      bad.push(typeof text === 'string' ? { line: record.line, problems: result.problems, text } : text);
      if (!this.#plan.goesOn) break;
    }
    return { output: this.#encoder.encode(output), decided, bad, lines: records.length };
  }

  /** The text of a line; undefined for a blank one. */
  #textOf(bytes: Uint8Array, { line, length }: RecordPlace): string | BadLine | undefined {
    if (length > maximumLineLength) return tooLong(bytes, line, length, this.#plan.table !== undefined);
    try {
      const text = this.#decoder.decode(bytes).replace(/\r$/, '');
      return isBlank(text, this.#plan.table?.delimiter) ? undefined : text;
    } catch {
      const problems = oneProblem('not-utf-8', 'this line is not text in UTF-8', 'save the file with that encoding');
      return { line, problems, base64: Buffer.from(bytes).toString('base64') };
    }
  }

  #decideLine(text: string): Decided {
    const { table } = this.#plan;
    if (table !== undefined) return this.#decideRow(text, table);
    const read = readJsonLine(text);
    return read.ok ? this.#decideRequest(read.request, () => read.request) : read;
  }

  #decideRow(text: string, table: TableHeader): Decided {
    const cells = cellsOf(text, table.delimiter);
    if (cells === undefined)
      return refuse('the quotes in this row do not match', 'a cell with a quote in it stands in quotes, and each quote within it is written twice');
    if (cells.length !== table.columns.length) return refuse(`this row has ${cells.length} cells, and the first line names ${table.columns.length}`);
    const told = toldByCells(cells, table);
    return this.#decideRequest(told, (policy) => requestOfCells(told, policy.core));
  }

  /** @param told what the request tells, at least as far as it is needed to choose the version */
  #decideRequest(told: Request, requestFor: (policy: Policy) => Request): Decided {
    const version = this.#versionFor(told);
    if (!('decide' in version)) return version;
    return version.decide(requestFor(version.policy), { alternatives: this.#plan.alternatives });
  }

  #versionFor(told: Request): Version | Extract<Decided, { readonly ok: false }> {
    const { byMoment } = this.#plan;
    const picks = byMoment !== undefined && typeof told === 'object' && told !== null;
    const picked = versionInForce(this.#versions, picks ? told : {});
    if (picked.kind === 'found' || picked.kind === 'untold') return picked.version;
    const message = picked.kind === 'none' ? '' : sayBeforeFirst(picked.first.policy, byMoment ?? '');
    return { ok: false, problems: oneProblem('before-first-version', message, 'name a version: <policy-id>@<version>') };
  }

  #write(line: number, decision: Decision): string {
    const { output } = this.#plan;
    return output.format === 'ndjson'
      ? `{"line":${line},"decision":${JSON.stringify(decision)}}\n`
      : writeDecisionRow(line, decision, this.#currencies, output.delimiter);
  }
}

function toVersion(file: SourceFile, library: Library, readings: Readonly<Record<string, string>>): Version {
  const loaded = loadWithLibrary(file, library, readings);
  if (!loaded.ok) throw new Error(`\`${file.path}\` has mistakes and cannot be used`);
  return { policy: loaded.policy, decide: compile(loaded.policy) };
}

function refuse(message: string, help?: string): Decided {
  return { ok: false, problems: oneProblem('malformed-row', message, help) };
}

/** Spreadsheets write rows of empty cells after the last one that is filled. */
function isBlank(text: string, delimiter: string | undefined): boolean {
  return (delimiter === undefined ? text : text.replaceAll(delimiter, '')).trim() === '';
}

function tooLong(beginning: Uint8Array, line: number, length: number, isTable: boolean): BadLine {
  const text = new TextDecoder().decode(beginning);
  const help = isTable ? 'look for a quote that is not closed: it makes one row of all that follows' : 'each line is one request';
  return { line, problems: oneProblem('line-too-long', `this line has ${length} bytes, more than the ${maximumLineLength} that are read`, help), text };
}
