import type { CorePolicy } from '../model/policy.ts';
import { factsOfRequest } from '../model/request-facts.ts';
import { DerivedRange } from './derived-values.ts';
import { allContradictions, type Contradiction, contradictionsIn, type Situation, situate, type ToldRequest } from './situation.ts';

/** A contradiction, and the item in which what is wrong is told; null: it is told for all of them. */
export interface ItemContradiction extends Contradiction {
  readonly item: number | null;
}

/** More mistakes than this in one request help nobody. */
const most = 100;

/** What holds for an item: what is told for all, and what is its own. */
export function joinItem(told: ToldRequest, item: ToldRequest): ToldRequest {
  return { facts: new Map([...told.facts, ...item.facts]), evidence: new Map([...told.evidence, ...item.evidence]) };
}

/** Facts that are told for the request alone and may not exist for one of its items. There they are unknown until they certainly exist. */
export function factsWhereCertain(policy: CorePolicy): ReadonlySet<string> {
  return new Set([...factsOfRequest(policy)].filter((name) => policy.facts.get(name)?.conditional === true));
}

/** What in a request cannot be. `all`: also what shows only once something else is put right, as for a request that is refused anyhow. */
export function contradictionsOfRequest(whole: Situation, all = false): readonly ItemContradiction[] {
  const { policy, told } = whole;
  const find = (part: Situation): readonly Contradiction[] => (all ? allContradictions(part) : contradictionsIn(part));
  const found: ItemContradiction[] = find(whole).map((one) => ({ ...one, item: null }));
  const derived = new DerivedRange(whole);
  if (told.items === undefined) return [...found, ...derived.add(whole).map((one) => ({ ...one, item: null }))];
  const ofWhole = [...found];
  const known = new Set(found.map(keyOf));
  const whereCertain = factsWhereCertain(policy);
  const missing = new Set([...told.facts].flatMap(([name, value]) => (value !== null && whereCertain.has(name) ? [name] : [])));
  for (const [item, own] of told.items.entries()) {
    const situation = situate(policy, joinItem(told, own), { whereCertain });
    for (const name of missing) if (situation.valueOf(name) !== null) missing.delete(name);
    for (const one of [...find(situation), ...derived.add(situation)]) {
      if (known.has(keyOf(one)) || found.length >= most) continue;
      const isToldForAll = placedByFact(one) && !own.facts.has(one.facts[0] ?? '') && told.facts.has(one.facts[0] ?? '');
      if (isToldForAll) known.add(keyOf(one));
      found.push({ ...one, item: isToldForAll ? null : item });
    }
  }
  for (const name of missing)
    if (!ofWhole.some(({ facts }) => facts.includes(name))) found.push({ kind: 'not-applicable', facts: [name], because: '', item: null });
  return found;
}

/** Whether a contradiction has its place at its first fact; one of several facts that do not go together is one of the whole item. */
function placedByFact({ kind, facts }: Contradiction): boolean {
  return kind !== 'impossible' || facts.length === 1;
}

function keyOf({ kind, facts, because }: Contradiction): string {
  return JSON.stringify([kind, kind === 'not-applicable' ? facts : because]);
}
