import { printUnits } from './exact.ts';
import type { Fact, FactValue, Period } from './policy.ts';
import { printDate, type Zone } from './time.ts';

/** A fact's value as plain data: as a request would tell it, but for periods, which are put into words. Instants are in the policy's zone. */
export function presentValue(fact: Fact, value: Exclude<FactValue, undefined>, zone: Zone): string | boolean | number | null | readonly string[] {
  if (value instanceof Set) return [...value].sort();
  if (Array.isArray(value)) return (value as readonly (number | Period)[]).map((one) => presentListed(fact, one, zone));
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

function presentListed(fact: Fact, value: number | Period, zone: Zone): string {
  if (typeof value === 'number') return fact.type === 'dates' ? printDate(value) : zone.print(value);
  return `${zone.print(value.from)} to ${value.to === null ? 'now' : zone.print(value.to)}`;
}
