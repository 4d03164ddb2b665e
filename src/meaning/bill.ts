import { decimalsOfCurrency } from '../model/currency.ts';
import { add, type Exact, parseDecimal, printExact, printUnits, roundToUnits, subtract, zero } from '../model/exact.ts';
import type { Amount, Decision, Total, Totals } from '../model/generated/decision.ts';
import { compareText } from '../model/order.ts';
import type { Line } from '../model/policy.ts';
import type { Result } from './amounts.ts';

/** What a line comes to, rounded as it says. */
export function amountOf(result: Result, { currency, round }: Pick<Line, 'currency' | 'round'>): Amount {
  if (result.kind === 'unspecified') return { kind: 'unspecified', currency };
  if (result.kind === 'unknown') return { kind: 'unknown', currency, waitsFor: [...result.facts].sort(compareText) };
  const decimals = decimalsOfCurrency(currency) ?? 2;
  const print = (value: Exact): string => printUnits(roundToUnits(value, decimals, round ?? 'half-up'), decimals);
  const [atLeast, atMost] = [print(result.value.low), print(result.value.high)];
  return atLeast === atMost ? { kind: 'exact', value: atLeast, currency } : { kind: 'range', atLeast, atMost, currency };
}

/** An amount in a sentence; undefined is a line that does not count. */
export function sayAmount(amount: Amount | undefined): string {
  switch (amount?.kind) {
    case undefined:
      return '(no charge)';
    case 'exact':
      return `${amount.value} ${amount.currency}`;
    case 'range':
      return `${amount.atLeast} to ${amount.atMost} ${amount.currency}`;
    case 'unspecified':
      return '(unspecified)';
    case 'unknown':
      return '(not known yet)';
  }
}

/** A line of a bill, as totals need it. */
export interface BillLine {
  readonly id: string;
  readonly side: Line['side'];
  readonly amount: Amount;
}

/** The lines of a decision; `prefix` stands before their ids. */
export function billLinesOf({ charges, credits }: Pick<Decision, 'charges' | 'credits'>, prefix: string): readonly BillLine[] {
  return [
    ...charges.map(({ charge, amount }): BillLine => ({ id: `${prefix}${charge}`, side: 'charge', amount })),
    ...credits.map(({ credit, amount }): BillLine => ({ id: `${prefix}${credit}`, side: 'credit', amount })),
  ];
}

/** The totals of some lines by currency; the policy's own is always among them. */
export function totalsOf(lines: readonly BillLine[], policyCurrency: string): Totals {
  const currencies = [...new Set([policyCurrency, ...lines.map(({ amount }) => amount.currency)])].sort(compareText);
  return Object.fromEntries(
    currencies.map((currency) => {
      const decimals = decimalsOfCurrency(currency) ?? 2;
      const sideOf = (side: Line['side']): Sum => sumOf(lines.filter((line) => line.amount.currency === currency && line.side === side));
      const [charges, credits] = [sideOf('charge'), sideOf('credit')];
      return [currency, { charges: toTotal(charges, decimals), credits: toTotal(credits, decimals), net: toTotal(less(credits, charges), decimals) }];
    }),
  );
}

/** The lines of one side put together: `known` is the sum of the exact ones, `low` and `high` have the ends of ranges too. */
interface Sum {
  readonly known: Exact;
  readonly low: Exact;
  readonly high: Exact;
  readonly open: readonly { readonly id: string; readonly kind: 'range' | 'unspecified' | 'unknown' }[];
}

function sumOf(lines: readonly BillLine[]): Sum {
  let sum: Sum = { known: zero, low: zero, high: zero, open: [] };
  for (const { id, amount } of lines) {
    const [low, high] = endsOf(amount);
    const open = amount.kind === 'exact' ? sum.open : [...sum.open, { id, kind: amount.kind }];
    sum = { known: amount.kind === 'exact' ? add(sum.known, low) : sum.known, low: add(sum.low, low), high: add(sum.high, high), open };
  }
  return sum;
}

function endsOf(amount: Amount): readonly [Exact, Exact] {
  const read = (text: string): Exact => parseDecimal(text) ?? zero;
  if (amount.kind === 'exact') return [read(amount.value), read(amount.value)];
  return amount.kind === 'range' ? [read(amount.atLeast), read(amount.atMost)] : [zero, zero];
}

function less(credits: Sum, charges: Sum): Sum {
  return {
    known: subtract(credits.known, charges.known),
    low: subtract(credits.low, charges.high),
    high: subtract(credits.high, charges.low),
    open: [...charges.open, ...credits.open],
  };
}

function toTotal({ known, low, high, open }: Sum, decimals: number): Total {
  const print = (value: Exact): string => printExact(value, decimals);
  if (open.length === 0) return { kind: 'exact', value: print(known) };
  const because = open.map(({ id }) => id);
  const kind = (['unspecified', 'unknown'] as const).find((one) => open.some((line) => line.kind === one));
  if (kind !== undefined) return { kind, known: print(known), because };
  return { kind: 'range', known: print(known), atLeast: print(low), atMost: print(high), because };
}
