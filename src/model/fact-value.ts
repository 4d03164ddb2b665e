import { printUnits } from './exact.ts';
import type { Fact, FactValue } from './policy.ts';
import { printDate, type Zone } from './time.ts';

/** A fact's value as plain data, as a request would tell it: instants in the policy's zone. */
export function presentValue(fact: Fact, value: Exclude<FactValue, undefined>, zone: Zone): string | boolean | number | null | readonly string[] {
  if (value instanceof Set) return [...value].sort();
  if (typeof value !== 'number') return value as string | boolean | null;
  switch (fact.type) {
    case 'instant':
      return zone.print(value);
    case 'date':
      return printDate(value);
    case 'decimal':
    case 'money':
      return printUnits(BigInt(value), fact.decimals);
    default:
      return value;
  }
}
