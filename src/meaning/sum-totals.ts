import { decimalsOfCurrency } from '../model/currency.ts';
import { add, type Exact, parseDecimal, printExact, zero } from '../model/exact.ts';
import type { Decision, Total, Totals } from '../model/generated/decision.ts';
import { compareText } from '../model/order.ts';

/** The totals of a part of a request; `prefix` stands before the ids of its lines. */
export interface PartTotals {
  readonly prefix: string;
  readonly totals: Decision['totals'];
}

/** Adds the totals of a request's parts, by currency. */
export function sumTotals(parts: readonly PartTotals[]): Totals {
  const currencies = [...new Set(parts.flatMap(({ totals }) => Object.keys(totals)))].sort(compareText);
  const side = (currency: string, of: 'charges' | 'credits'): Total =>
    sumOf(
      parts.flatMap(({ prefix, totals }) => {
        const total = totals[currency]?.[of];
        return total === undefined ? [] : [{ prefix, total }];
      }),
      decimalsOfCurrency(currency) ?? 2,
    );
  return Object.fromEntries(currencies.map((currency) => [currency, { charges: side(currency, 'charges'), credits: side(currency, 'credits') }]));
}

/** What is least known decides how much is known of the sum. */
const leastKnownFirst = ['unspecified', 'unknown', 'range'] as const;

function sumOf(parts: readonly { readonly prefix: string; readonly total: Total }[], decimals: number): Total {
  const known = printExact(
    parts.reduce((sum: Exact, { total }) => add(sum, parseDecimal(total.kind === 'exact' ? total.value : total.known) ?? zero), zero),
    decimals,
  );
  const kind = leastKnownFirst.find((candidate) => parts.some(({ total }) => total.kind === candidate));
  if (kind === undefined) return { kind: 'exact', value: known };
  return { kind, known, because: parts.flatMap(({ prefix, total }) => (total.kind === 'exact' ? [] : total.because.map((id) => `${prefix}${id}`))) };
}
