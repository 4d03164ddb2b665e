/**
 * The part of the 1688order policy that every engine can say: goods in the warehouse, to be returned or exchanged, everything told. The
 * adapter, the same for all, does what no expression language does by itself: it reads instants and amounts, and counts from the full hour.
 */
import type { PlainRequest } from './straightforward-rules-engine.ts';

/** What the expressions look at. Amounts are in fen; `sinceClock` is in milliseconds, and negative before the window counts. */
export interface DomesticFacts {
  readonly action: string;
  readonly issue: string;
  readonly orderedThroughPlatform: boolean;
  readonly skus: number;
  readonly skusThisMonth: number;
  readonly shippingToSeller: number;
  readonly shippingFromSeller: number;
  readonly sinceClock: number;
}

/** The outcome and the sum, in fen, of the charges that have an amount; null where an engine cannot add. */
export interface DomesticAnswer {
  readonly outcome: string;
  readonly total: number | null;
}

const hour = 3_600_000;

/** Milliseconds of the window for applications. */
export const window = 120 * hour;

export const qualityProblems: readonly string[] = ['damaged', 'stained', 'defective', 'wrong-size', 'wrong-style', 'missing-item', 'wrong-package'];

/** The bands of the service fee, in fen for each SKU: from the SKU after the first number up to and with the second. */
export const bands: readonly { readonly over: number; readonly upTo: number; readonly return: number; readonly exchange: number }[] = [
  { over: 0, upTo: 15, return: 0, exchange: 500 },
  { over: 15, upTo: 25, return: 500, exchange: 1_000 },
  { over: 25, upTo: 50, return: 1_000, exchange: 2_000 },
  { over: 50, upTo: 1e9, return: 2_000, exchange: 4_000 },
];

/** Whether a request belongs to that part. */
export function isDomestic({ stage, action }: PlainRequest): boolean {
  return stage === 'in-warehouse' && (action === 'return' || action === 'exchange');
}

/** Clocks in China show a full hour whenever UTC does. */
export function toDomesticFacts(request: PlainRequest): DomesticFacts {
  const counted = Math.floor(Date.parse(String(request['inStockAt'])) / hour) + 1;
  return {
    action: String(request['action']),
    issue: String(request['issue']),
    orderedThroughPlatform: request['orderedThroughPlatform'] === true,
    skus: Number(request['skus']),
    skusThisMonth: Number(request['skusThisMonth'] ?? 0),
    shippingToSeller: toFen(request['shippingToSeller']),
    shippingFromSeller: toFen(request['shippingFromSeller']),
    sinceClock: Date.parse(String(request['appliedAt'])) - counted * hour,
  };
}

/** A sum such as "12.50" in fen, without fractions on the way. */
export function toFen(told: unknown): number {
  const [whole = '0', fraction = ''] = String(told).split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}
