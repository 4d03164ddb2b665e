import { parse } from 'csv-parse/sync';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { listWords } from '../diagnostics/list-words.ts';
import { evidenceNamesOf } from '../language/request-schema.ts';
import { valueOfText } from '../language/value-of-text.ts';
import type { CorePolicy } from '../model/policy.ts';
import type { Request } from '../policy/policy.ts';

/** How a table of requests is written: what stands between its cells, and what its columns tell. */
export interface TableHeader {
  readonly delimiter: string;
  /** Names of facts, and `evidence.<item>`. */
  readonly columns: readonly string[];
}

export type ReadHeader = { readonly ok: true; readonly header: TableHeader } | { readonly ok: false; readonly message: string; readonly help?: string };

/** What stands between the cells of a table: a comma, or a semicolon or tab where the first line has no comma. */
export function delimiterOf(firstLine: string): string {
  return [',', ';', '\t'].find((delimiter) => firstLine.includes(delimiter)) ?? ',';
}

/** Reads the first line of a table: each column is known to one of the versions at least, and stands once. */
export function readTableHeader(line: string, policies: readonly CorePolicy[]): ReadHeader {
  const delimiter = delimiterOf(line);
  const cells = cellsOf(line, delimiter);
  if (cells === undefined) return { ok: false, message: 'the quotes in the first line do not match' };
  const columns = cells.map((cell) => cell.trim());
  const known = [...new Set(policies.flatMap(columnsOf))];
  const strange = columns.find((column) => !known.includes(column));
  const twice = columns.find((column, index) => columns.indexOf(column) < index);
  if (strange !== undefined) return { ok: false, ...sayStrangeColumn(strange, known) };
  if (twice !== undefined) return { ok: false, message: `the column \`${twice}\` stands twice in the first line` };
  return { ok: true, header: { delimiter, columns } };
}

function sayStrangeColumn(column: string, known: readonly string[]): { readonly message: string; readonly help: string } {
  if (column === 'items') return { message: 'requests of several items do not fit into a table', help: 'write them as NDJSON: one JSON object on each line' };
  const nearest = nearestName(column, known);
  const help = nearest === undefined ? `the first line names the columns; possible here: ${listWords(known)}` : `did you mean \`${nearest}\`?`;
  return { message: column === '' ? 'a column has no name in the first line' : `there is no fact \`${column}\`, which the first line names`, help };
}

function columnsOf(policy: CorePolicy): readonly string[] {
  const told = [...policy.facts.values()].filter(({ derived }) => derived === null);
  return [...told.map(({ name }) => name), ...evidenceNamesOf(policy).map(({ id }) => `evidence.${id}`)];
}

/** The cells of a row; undefined where its quotes do not match. */
export function cellsOf(row: string, delimiter: string): readonly string[] | undefined {
  if (!row.includes('"')) return row.split(delimiter);
  try {
    const rows = parse(row, { delimiter, relax_column_count: true, record_delimiter: '\n' });
    return rows.length === 1 ? rows[0] : undefined;
  } catch {
    return undefined;
  }
}

/** What the cells of a row tell, as texts; an empty cell tells nothing. */
export function toldByCells(cells: readonly string[], { columns }: TableHeader): Readonly<Record<string, string>> {
  const told: Record<string, string> = Object.create(null);
  columns.forEach((column, index) => {
    const cell = cells[index] ?? '';
    if (cell !== '') told[column] = cell;
  });
  return told;
}

/** A row as a request of one version: what its texts mean is up to the types of the facts. */
export function requestOfCells(told: Readonly<Record<string, string>>, { facts }: CorePolicy): Request {
  const request: Record<string, unknown> = Object.create(null);
  const evidence: Record<string, string> = Object.create(null);
  for (const [column, text] of Object.entries(told)) {
    const type = facts.get(column)?.type;
    if (column.startsWith('evidence.')) evidence[column.slice('evidence.'.length)] = text;
    // Spreadsheets write these two in capitals.
    else request[column] = valueOfText(type === 'boolean' && /^(TRUE|FALSE)$/.test(text) ? text.toLowerCase() : text, type, '|');
  }
  return Object.keys(evidence).length === 0 ? request : { ...request, evidence };
}
