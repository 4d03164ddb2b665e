import { situate, type ToldRequest } from '../meaning/situation.ts';
import type { CorePolicy, FactValue } from '../model/policy.ts';
import { windowsBehind } from '../model/window-facts.ts';
import type { Landing, WindowEdge } from './goal.ts';
import { valueAtEdge } from './goals-of-windows.ts';

/** Requests like the one given that may land on an exact value; which of them do is for the caller to see. */
export function land(told: ToldRequest, landing: Landing | null, policy: CorePolicy): readonly ToldRequest[] {
  switch (landing?.kind) {
    case undefined:
      return [told];
    case 'value':
      return landOnValue(told, landing.fact, landing.value, policy);
    case 'window':
      return landOnEdge(told, landing.window, landing.edge, policy);
    case 'tier':
      return landOnNumber(told, landing.tier, landing.last, policy);
  }
}

function landOnValue(told: ToldRequest, name: string, value: number | string, { facts }: CorePolicy): readonly ToldRequest[] {
  const derived = facts.get(name)?.derived ?? null;
  if (derived === null || typeof value === 'string') return told.facts.has(name) ? [withFact(told, name, value)] : [];
  // What is kept is the whole less what is returned; either can be moved.
  const [whole, returned] = [told.facts.get(derived.from), told.facts.get(derived.less)];
  return [
    ...(typeof returned === 'number' ? [withFact(told, derived.from, value + returned), withFact(told, derived.from, value)] : []),
    ...(typeof whole === 'number' ? [withFact(told, derived.less, whole - value)] : []),
  ];
}

function landOnEdge(told: ToldRequest, id: string, edge: WindowEdge, policy: CorePolicy): readonly ToldRequest[] {
  const judged = new Set(windowsBehind(id, policy.windows).flatMap(({ span }) => (span.kind === 'time' || span.kind === 'number' ? [span.at] : [])));
  return [...judged].flatMap((name) => {
    const value = valueAtEdge({ situation: situate(policy, told) }, id, edge, name);
    return value === undefined || !told.facts.has(name) ? [] : [withFact(told, name, value)];
  });
}

function landOnNumber(told: ToldRequest, id: string, last: number, { tiers, facts }: CorePolicy): readonly ToldRequest[] {
  const tier = tiers.get(id);
  const [counts, units] = [told.facts.get(tier?.counts ?? ''), tier?.units === null ? 1 : told.facts.get(tier?.units ?? '')];
  if (tier === undefined || typeof counts !== 'number' || typeof units !== 'number') return [];
  const before = [last - units, last - 1, facts.get(tier.counts)?.atLeast ?? 0];
  const pairs: readonly (readonly [number, number])[] = [[last - units, units], [counts, last - counts], ...before.map((one) => [one, last - one] as const)];
  return pairs.flatMap(([first, some]) => {
    if (tier.units === null) return some === 1 ? [withFact(told, tier.counts, first)] : [];
    return [withFact(withFact(told, tier.counts, first), tier.units, some)];
  });
}

function withFact(told: ToldRequest, name: string, value: Exclude<FactValue, undefined>): ToldRequest {
  return { ...told, facts: new Map([...told.facts, [name, value]]) };
}
