import { stringify } from 'csv-stringify/sync';
import type { Decision, Total } from '../model/generated/decision.ts';
import { compareText } from '../model/order.ts';
import type { CorePolicy } from '../model/policy.ts';

const sides = ['charges', 'credits', 'net'] as const;
const parts = ['kind', 'value', 'atLeast', 'atMost', 'known', 'because'] as const;

/** The currencies that decisions of some versions can have totals in, in the order of their codes. */
export function currenciesOf(policies: readonly CorePolicy[]): readonly string[] {
  const all = policies.flatMap(({ currency, lines }) => [currency, ...lines.map((line) => line.currency)]);
  return [...new Set(all)].sort(compareText);
}

/** The first line of a table of decisions. Its columns are named as their places in a decision. */
export function writeDecisionHeader(currencies: readonly string[], delimiter: string): string {
  const totals = currencies.flatMap((currency) => sides.flatMap((side) => parts.map((part) => `totals.${currency}.${side}.${part}`)));
  return writeRow(['line', 'version', 'outcome', 'remedy', 'missing.facts', 'missing.evidence', ...totals], delimiter);
}

/** A decision as one row. Only what is exact stands under `value`, so that the known part of a total is never taken for the whole. */
export function writeDecisionRow(line: number, decision: Decision, currencies: readonly string[], delimiter: string): string {
  const { version, outcome, remedy, missing, totals } = decision;
  const amounts = currencies.flatMap((currency) => sides.flatMap((side) => cellsOfTotal(totals[currency]?.[side])));
  return writeRow([String(line), String(version), outcome, remedy ?? '', missing.facts.join('|'), missing.evidence.join('|'), ...amounts], delimiter);
}

function cellsOfTotal(total: Total | undefined): readonly string[] {
  switch (total?.kind) {
    case undefined:
      return ['', '', '', '', '', ''];
    case 'exact':
      return [total.kind, total.value, '', '', '', ''];
    case 'range':
      return [total.kind, '', total.atLeast, total.atMost, total.known, total.because.join('|')];
    case 'unspecified':
    case 'unknown':
      return [total.kind, '', '', '', total.known, total.because.join('|')];
  }
}

const number = /^-?[0-9]+(\.[0-9]+)?$/;

/** A cell that a spreadsheet would take for a formula is written as a text; a negative number is none. */
function writeRow(cells: readonly string[], delimiter: string): string {
  return stringify([cells], {
    delimiter,
    escape_formulas: true,
    cast: { string: (value) => (number.test(value) ? { value, escape_formulas: false } : value) },
  });
}
