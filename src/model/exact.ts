/** An exact number: the fraction `n` / `d`, with `d` positive. What money and percentages are computed with. */
export interface Exact {
  readonly n: bigint;
  readonly d: bigint;
}

export type Rounding = 'half-up' | 'half-even' | 'up' | 'down';

export const zero: Exact = { n: 0n, d: 1n };

const decimal = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;

/** Reads a plainly written decimal number of at most 40 characters; undefined for anything else. */
export function parseDecimal(text: string): Exact | undefined {
  const match = text.length > 40 ? null : decimal.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const digits = BigInt(whole + fraction);
  return { n: sign === '-' ? -digits : digits, d: 10n ** BigInt(fraction.length) };
}

/** How many decimals a plainly written number has, trailing zeros aside. */
export function decimalsOf(text: string): number {
  return (text.split('.')[1] ?? '').replace(/0+$/, '').length;
}

/** The whole number `units` with the point moved `decimals` places to the left. */
export function fromUnits(units: number | bigint, decimals: number): Exact {
  return { n: BigInt(units), d: 10n ** BigInt(decimals) };
}

export function add(a: Exact, b: Exact): Exact {
  return a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

export function subtract(a: Exact, b: Exact): Exact {
  return add(a, { n: -b.n, d: b.d });
}

/** `a` / `b`; `b` must be positive. */
export function divide(a: Exact, b: Exact): Exact {
  return { n: a.n * b.d, d: a.d * b.n };
}

export function smaller(a: Exact, b: Exact): Exact {
  return compareExact(a, b) <= 0 ? a : b;
}

export function larger(a: Exact, b: Exact): Exact {
  return compareExact(a, b) >= 0 ? a : b;
}

export function multiply(a: Exact, b: Exact): Exact {
  return { n: a.n * b.n, d: a.d * b.d };
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compareExact(a: Exact, b: Exact): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** `a` / `b` rounded up to a whole number; `b` must be positive. */
export function ceilingOfQuotient(a: Exact, b: Exact): bigint {
  const n = a.n * b.d;
  const d = a.d * b.n;
  return n <= 0n ? n / d : (n + d - 1n) / d;
}

/** The number of units of 10^-decimals, rounded by magnitude: `up` is away from zero, `down` towards it. */
export function roundToUnits(value: Exact, decimals: number, rounding: Rounding): bigint {
  const scaled = value.n * 10n ** BigInt(decimals);
  const negative = scaled < 0n;
  const magnitude = negative ? -scaled : scaled;
  const whole = magnitude / value.d;
  const rest = magnitude % value.d;
  const rounded = rest !== 0n && roundsAway(whole, 2n * rest, value.d, rounding) ? whole + 1n : whole;
  return negative ? -rounded : rounded;
}

function roundsAway(whole: bigint, twiceRest: bigint, d: bigint, rounding: Rounding): boolean {
  switch (rounding) {
    case 'up':
      return true;
    case 'down':
      return false;
    case 'half-up':
      return twiceRest >= d;
    case 'half-even':
      return twiceRest > d || (twiceRest === d && whole % 2n === 1n);
  }
}

/** Prints units of 10^-decimals, such as 1250 with 2 decimals as `12.50`. */
export function printUnits(units: bigint, decimals: number): string {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  return negative ? `-${text}` : text;
}

/** How many decimals are shown of a number whose decimals never end. */
const endlessDecimals = 12;

/** Prints an exact number with at least so many decimals, and more where it needs them; one whose decimals never end is cut after 12 of them, half-even. */
export function printExact(value: Exact, leastDecimals: number): string {
  const decimals = decimalsNeeded(value);
  if (decimals !== undefined) {
    const shown = Math.max(decimals, leastDecimals);
    return printUnits((value.n * 10n ** BigInt(shown)) / value.d, shown);
  }
  const [whole = '', fraction = ''] = printUnits(roundToUnits(value, endlessDecimals, 'half-even'), endlessDecimals).split('.');
  const kept = fraction.replace(/0+$/, '').padEnd(leastDecimals, '0');
  return kept === '' ? whole : `${whole}.${kept}`;
}

/** How many decimals a number has; undefined where they never end. */
function decimalsNeeded({ n, d }: Exact): number | undefined {
  let rest = d / greatestCommonDivisor(n < 0n ? -n : n, d);
  let decimals = 0;
  for (; rest % 10n === 0n; rest /= 10n) decimals += 1;
  for (const factor of [2n, 5n]) for (; rest % factor === 0n; rest /= factor) decimals += 1;
  return rest === 1n ? decimals : undefined;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [left, right] = [a, b];
  while (right !== 0n) [left, right] = [right, left % right];
  return left;
}
