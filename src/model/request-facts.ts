import type { CorePolicy } from './policy.ts';

/** Facts that are told for the request and in none of its items, because the items are counted on from them or share them. */
export function factsOfRequest({ effectiveBy, tiers, facts }: Pick<CorePolicy, 'effectiveBy' | 'tiers' | 'facts'>): ReadonlySet<string> {
  const derived = [...facts.values()].flatMap((fact) => (fact.derived === null ? [] : [fact.derived.from]));
  return new Set([effectiveBy, ...[...tiers.values()].map((tier) => tier.counts), ...derived]);
}
