import { printUnits } from '../../model/exact.ts';

/** Prints units of 10^-decimals. */
export function printNumber(units: number, decimals: number): string {
  if (units < 0 || decimals !== 2) return printUnits(BigInt(units), decimals);
  const rest = units % 100;
  return `${(units - rest) / 100}.${rest < 10 ? '0' : ''}${rest}`;
}
