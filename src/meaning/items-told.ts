import type { CorePolicy } from '../model/policy.ts';
import { factsOfRequest } from '../model/request-facts.ts';
import { allContradictions, type Contradiction, contradictionsIn, type Situation, situate, type ToldRequest } from './situation.ts';

/** A contradiction, and the item that it is in; null: it is in what is told for all of them. */
export interface ItemContradiction extends Contradiction {
  readonly item: number | null;
}

/** More mistakes than this in one request help nobody. */
const most = 100;

/** What holds for an item: what is told for all, and what is its own. */
export function joinItem(told: ToldRequest, item: ToldRequest): ToldRequest {
  return { facts: new Map([...told.facts, ...item.facts]), evidence: new Map([...told.evidence, ...item.evidence]) };
}

/**
 * What is told of an item, without the facts of the request that do not exist for it: they cannot be told for the others alone.
 * @param requestFacts those that are told for the request and in no item
 */
export function withoutStrangeFacts(policy: CorePolicy, told: ToldRequest, requestFacts: ReadonlySet<string>): ToldRequest {
  return withoutStrange(told, strangeFacts(policy, told, requestFacts));
}

function withoutStrange({ facts, evidence }: ToldRequest, strange: ReadonlySet<string>): ToldRequest {
  return strange.size === 0 ? { facts, evidence } : { facts: new Map([...facts].filter(([name]) => !strange.has(name))), evidence };
}

/** Facts of the request that do not exist for an item. */
function strangeFacts(policy: CorePolicy, told: ToldRequest, requestFacts: ReadonlySet<string>): ReadonlySet<string> {
  const strange = new Set<string>();
  if (![...requestFacts].some((name) => policy.facts.get(name)?.conditional === true)) return strange;
  for (;;) {
    const found = contradictionsIn(situate(policy, withoutStrange(told, strange))).flatMap(({ kind, facts }) => (kind === 'not-applicable' ? facts : []));
    const more = found.filter((name) => requestFacts.has(name) && !strange.has(name));
    if (more.length === 0) return strange;
    for (const name of more) strange.add(name);
  }
}

/** What in a request cannot be. `all`: also what shows only once something else is put right, as for a request that is refused anyhow. */
export function contradictionsOfRequest(whole: Situation, all = false): readonly ItemContradiction[] {
  const { policy, told } = whole;
  const find = (part: Situation): readonly Contradiction[] => (all ? allContradictions(policy, part.told) : contradictionsIn(part));
  const found: ItemContradiction[] = find(whole).map((one) => ({ ...one, item: null }));
  if (told.items === undefined) return found;
  const known = new Set(found.map(keyOf));
  const requestFacts = factsOfRequest(policy);
  const existing = new Map([...told.facts.keys()].filter((name) => requestFacts.has(name)).map((name) => [name, false]));
  for (const [item, own] of told.items.entries()) {
    const joined = joinItem(told, own);
    const strange = strangeFacts(policy, joined, requestFacts);
    for (const name of existing.keys()) if (!strange.has(name)) existing.set(name, true);
    for (const one of find(situate(policy, withoutStrange(joined, strange)))) if (!known.has(keyOf(one)) && found.length < most) found.push({ ...one, item });
  }
  for (const [name, exists] of existing)
    if (!exists && !found.some(({ item, facts }) => item === null && facts.includes(name)))
      found.push({ kind: 'not-applicable', facts: [name], because: '', item: null });
  return found;
}

function keyOf({ kind, facts, because }: Contradiction): string {
  return JSON.stringify([kind, kind === 'not-applicable' ? facts : because]);
}
