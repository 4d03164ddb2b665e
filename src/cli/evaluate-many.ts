import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { extname, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { BadLine } from '../bulk/bad-line.ts';
import type { BatchResult, BulkPlan } from '../bulk/batch-decider.ts';
import { decideMany } from '../bulk/decide-many.ts';
import { readTableHeader, type TableHeader } from '../bulk/read-csv-row.ts';
import { LineEnds, RowEnds } from '../bulk/record-ends.ts';
import { splitRecords } from '../bulk/split-records.ts';
import { takeFirstLine } from '../bulk/take-first-line.ts';
import { currenciesOf, writeDecisionHeader } from '../bulk/write-csv-row.ts';
import { looksLikeFile } from '../store/policy-folder.ts';
import { decodeText, sayFileError } from '../store/read-text-file.ts';
import { type FileBeside, writeBeside, WriteError } from '../store/write-beside.ts';
import type { OpenedVersion } from '../store/policy-versions.ts';
import { openVersions, withChoices } from './open-policy.ts';
import { Progress } from './progress.ts';
import { renderProblems } from './render-problems.ts';
import { CommandError, exitCodes, sayError, whenOutputEnds, writeError } from './terminal.ts';

/** How requests and decisions stand in a file. */
export type BulkFormat = 'ndjson' | 'csv';

/** What the command line says of a run over many requests. */
export interface BulkOptions {
  /** A file, or `-` for standard input. */
  readonly requests: string;
  readonly format?: BulkFormat | undefined;
  /** Standard output where left out. */
  readonly out?: string | undefined;
  /** Where bad lines go; left out, the first one stops the run. */
  readonly rejects?: string | undefined;
  /** Left out, as many as the machine has processors. */
  readonly workers?: number | undefined;
  readonly policies?: string | undefined;
  readonly readings: Readonly<Record<string, string>>;
  readonly alternatives: boolean;
}

/** Why a run ended: at the end, at a bad line, because it was told to, or because nobody reads on. */
type End = { readonly kind: 'done' | 'interrupted' | 'closed' } | { readonly kind: 'stopped'; readonly bad: BadLine };

/** Decides all requests of a file. What is written is whole lines, however the run ends; the exit code says whether all lines were decided. */
export async function evaluateMany(reference: string, options: BulkOptions): Promise<void> {
  checkPlaces(options);
  const versions = await openVersions(reference, options);
  for (const { policy } of versions) withChoices(policy, options.readings);
  const input = await openInput(options.requests);
  const { format, written } = formatsOf(options);
  if (options.alternatives && written === 'csv') throw new CommandError('`--alternatives` do not fit into a table', 'write NDJSON: `--format ndjson`');
  const { table, rest } = format === 'csv' ? await readHeader(input, options.requests, versions) : { table: undefined, rest: input };
  const plan: BulkPlan = {
    versions: versions.map(({ file, library }) => ({ file, library })),
    readings: options.readings,
    byMoment: looksLikeFile(reference) || reference.includes('@') ? undefined : reference,
    alternatives: options.alternatives,
    table,
    output: written === 'csv' ? { format: written, delimiter: table?.delimiter ?? ',' } : { format: written },
    goesOn: options.rejects !== undefined,
  };
  const batches = splitRecords(rest, table === undefined ? new LineEnds() : new RowEnds(table.delimiter), table === undefined ? 1 : 2);
  const results = decideMany(batches, plan, options.workers ?? availableParallelism());
  const headline = plan.output.format === 'csv' ? writeDecisionHeader(currenciesOf(versions.map(({ policy }) => policy.core)), plan.output.delimiter) : '';
  await new BulkRun(options, input).write(headline, results);
}

/** A file that is read and written at once, or written twice, would come out as neither. */
function checkPlaces({ requests, out, rejects }: BulkOptions): void {
  const places = [requests, out, rejects].filter((path) => path !== undefined && path !== '-').map((path) => resolve(path ?? ''));
  const twice = places.find((path, index) => places.indexOf(path) < index);
  if (twice !== undefined)
    throw new CommandError(`\`${twice}\` stands in two of \`--requests\`, \`--out\` and \`--rejects\``, 'name a file of its own for each');
}

async function openInput(path: string): Promise<Readable> {
  if (path === '-') return process.stdin;
  const info = await stat(path).catch((error: unknown) => {
    throw new CommandError(sayFileError(path, error));
  });
  if (info.isDirectory()) throw new CommandError(`\`${path}\` is a folder, and a file is needed`);
  const stream = createReadStream(path);
  await once(stream, 'open').catch((error: unknown) => {
    throw new CommandError(sayFileError(path, error));
  });
  return stream;
}

/** A file's ending says how it is written, `--format` what no ending says; else standard input is NDJSON, and results are like the requests. */
function formatsOf({ requests, out, format }: BulkOptions): { readonly format: BulkFormat; readonly written: BulkFormat } {
  const read = formatOfEnding(requests) ?? format ?? (requests === '-' ? 'ndjson' : undefined);
  if (read === undefined) throw new CommandError(`the name of \`${requests}\` does not say how it is written`, 'say `--format ndjson` or `--format csv`');
  return { format: read, written: formatOfEnding(out ?? '') ?? format ?? read };
}

function formatOfEnding(path: string): BulkFormat | undefined {
  const ending = extname(path).toLowerCase();
  return ending === '.csv' ? 'csv' : ending === '.ndjson' || ending === '.jsonl' ? 'ndjson' : undefined;
}

async function readHeader(
  input: Readable,
  path: string,
  versions: readonly OpenedVersion[],
): Promise<{ readonly table: TableHeader; readonly rest: AsyncIterable<Uint8Array> }> {
  const { line, rest } = await takeFirstLine(input);
  const name = path === '-' ? 'standard input' : path;
  if (line === undefined) throw new CommandError(`\`${name}\` is empty, and its first line would have to name the facts`);
  const decoded = decodeText(name, line);
  if (!decoded.ok) throw new CommandError(decoded.message);
  const read = readTableHeader(
    decoded.file.text.replace(/^\uFEFF/, '').replace(/\r$/, ''),
    versions.map(({ policy }) => policy.core),
  );
  if (!read.ok) throw new CommandError(`${name}: ${read.message}`, read.help);
  return { table: read.header, rest };
}

/** Writes the results of one run, and ends it well. */
class BulkRun {
  readonly #options: BulkOptions;
  readonly #input: Readable;
  readonly #ending = new AbortController();
  readonly #encoder = new TextEncoder();
  readonly #progress: Progress;
  #end: End = { kind: 'done' };
  #failure: CommandError | undefined;
  #decided = 0;
  #bad = 0;

  constructor(options: BulkOptions, input: Readable) {
    this.#options = options;
    this.#input = input;
    this.#progress = new Progress(process.stderr, options.out === undefined && process.stdout.isTTY);
  }

  /** @param headline what stands before all results */
  async write(headline: string, results: AsyncIterable<BatchResult>): Promise<void> {
    const files: FileBeside[] = [];
    const open = async (path: string): Promise<FileBeside> => {
      const file = await writeBeside(path);
      files.push(file);
      return file;
    };
    const interrupt = (): void => this.#stop('interrupted');
    try {
      const out = this.#options.out === undefined || this.#options.out === '-' ? this.#standardOutput() : await open(this.#options.out);
      const rejects = this.#options.rejects === undefined ? undefined : await open(this.#options.rejects);
      for (const signal of signals) process.once(signal, interrupt);
      whenOutputEnds((failure) => this.#stop('closed', failure));
      await this.#writeAll(headline, results, out, rejects);
      if (this.#failure !== undefined) throw this.#failure;
      for (const file of files) await file.keep();
    } catch (error) {
      for (const file of files) await file.drop();
      throw error instanceof WriteError ? new CommandError(error.message) : error;
    } finally {
      for (const signal of signals) process.off(signal, interrupt);
      this.#progress.clear();
      this.#input.destroy();
    }
    this.#report();
  }

  /** Ends the reading: what was read before is still decided and written. */
  #stop(kind: 'interrupted' | 'closed', failure?: CommandError): void {
    this.#failure ??= failure;
    if (this.#ending.signal.aborted) return;
    this.#end = { kind };
    this.#ending.abort();
    this.#input.destroy();
  }

  #standardOutput(): Pick<FileBeside, 'write'> {
    const { signal } = this.#ending;
    return {
      write: async (bytes) => {
        signal.throwIfAborted();
        if (!process.stdout.write(bytes)) await once(process.stdout, 'drain', { signal });
      },
    };
  }

  async #writeAll(headline: string, results: AsyncIterable<BatchResult>, out: Pick<FileBeside, 'write'>, rejects: FileBeside | undefined): Promise<void> {
    try {
      if (headline !== '') await out.write(this.#encoder.encode(headline));
      for await (const { output, decided, bad, lines } of results) {
        if (output.length > 0) await out.write(output);
        this.#decided += decided;
        const [first] = bad;
        if (first !== undefined && rejects === undefined) {
          this.#end = { kind: 'stopped', bad: first };
          return;
        }
        this.#bad += bad.length;
        if (bad.length > 0) await rejects?.write(this.#encoder.encode(bad.map((line) => `${JSON.stringify(line)}\n`).join('')));
        this.#progress.count(lines);
      }
    } catch (error) {
      if (error instanceof WriteError || !this.#ending.signal.aborted) throw this.#sayReadError(error);
    }
  }

  #sayReadError(error: unknown): unknown {
    const isOfInput = error instanceof Error && this.#input.errored === error;
    return isOfInput ? new CommandError(sayFileError(this.#options.requests, error)) : error;
  }

  #report(): void {
    const end = this.#end;
    switch (end.kind) {
      case 'stopped':
        throw new CommandError(
          `line ${end.bad.line} ${sayBad(end.bad)}\n${renderProblems(end.bad.problems)}`,
          'what stands before it is decided and written; `--on-error reject --rejects <file>` goes on after such lines',
        );
      case 'interrupted':
        writeError(sayError(`interrupted: ${count(this.#decided, 'request')} decided and written`));
        process.exitCode = exitCodes.interrupted;
        return;
      case 'done':
      case 'closed':
        if (this.#bad === 0) return;
        writeError(sayError(`${count(this.#bad, 'line')} could not be decided, and went to \`${this.#options.rejects ?? ''}\``));
        process.exitCode = exitCodes.problems;
    }
  }
}

const signals = ['SIGINT', 'SIGTERM'] as const;

function sayBad({ problems }: BadLine): string {
  return `has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}, and the run stops there`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
