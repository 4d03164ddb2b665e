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
  const byCurrency = new Map<string, Record<Line['side'], BillLine[]>>([[policyCurrency, { charge: [], credit: [] }]]);
  for (const line of lines) {
    const { currency } = line.amount;
    const sides = byCurrency.get(currency) ?? { charge: [], credit: [] };
    byCurrency.set(currency, sides);
    sides[line.side].push(line);
  }
  return Object.fromEntries(
    [...byCurrency]
      .sort(([a], [b]) => compareText(a, b))
      .map(([currency, sides]) => {
        const decimals = decimalsOfCurrency(currency) ?? 2;
        const [charges, credits] = [sumOf(sides.charge), sumOf(sides.credit)];
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
  let [known, low, high] = [zero, zero, zero];
  const open: Sum['open'][number][] = [];
  for (const { id, amount } of lines) {
    const [least, most] = endsOf(amount);
    if (amount.kind === 'exact') known = add(known, least);
    else open.push({ id, kind: amount.kind });
    low = add(low, least);
    high = add(high, most);
  }
  return { known, low, high, open };
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
