import Table from 'cli-table3';
import { printable } from './printable.ts';
import { plainStyle, type Style } from './style.ts';

/** One version in the history of a policy. */
export interface HistoryEntry {
  readonly version: number;
  /** Instants with offset; null where the file has mistakes. */
  readonly from: string | null;
  /** The start of the next version that holds; null where none is known. */
  readonly until: string | null;
  readonly standing: 'released' | 'unreleased' | 'by-date' | 'draft' | 'mistakes';
  readonly digest: string | null;
  readonly release: { readonly released: string; readonly reason: string; readonly by: string | null } | null;
  /** Why it is a draft. */
  readonly draft: string | null;
  /** What is different from the version before it, in one line; null for the first, and where one of the two has mistakes. */
  readonly changes: string | null;
}

/** The versions of a policy as a table, the oldest first. */
export function renderHistory(title: string, entries: readonly HistoryEntry[], width: number, style: Style = plainStyle): string {
  const share = Math.max(16, Math.floor((Math.max(70, width) - 9 - 2 * 12 - 6) / 3));
  const table = new Table({
    head: ['Version', 'From', 'Until', 'Status', 'Why', 'Changes'],
    style: { head: [], border: [] },
    wordWrap: true,
    colWidths: [9, 12, 12, share, share, share],
  });
  for (const entry of entries)
    table.push([String(entry.version), dayOf(entry.from), untilOf(entry), sayStanding(entry), whyOf(entry), entry.changes ?? ''].map(printable));
  return `${style.bold(printable(title))}\n${table.toString()}\n`;
}

/** The day and the minute, on two lines of a narrow column. */
function dayOf(instant: string | null): string {
  return instant === null ? '' : instant.slice(0, 16).replace('T', ' ');
}

function untilOf({ until, standing }: HistoryEntry): string {
  return standing === 'released' || standing === 'by-date' ? dayOf(until) : '';
}

function sayStanding({ standing, release }: HistoryEntry): string {
  switch (standing) {
    case 'released':
      return `released on ${release?.released.slice(0, 10) ?? ''}${release === null || release.by === null ? '' : ` by ${release.by}`}`;
    case 'unreleased':
      return 'not released';
    case 'by-date':
      return 'in force by its date';
    case 'draft':
      return 'draft';
    case 'mistakes':
      return 'has mistakes: run `recourse check`';
  }
}

function whyOf({ release, draft }: HistoryEntry): string {
  return release?.reason ?? draft ?? '';
}
