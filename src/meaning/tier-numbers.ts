import type { Decision } from '../model/generated/decision.ts';
import { always } from '../model/condition.ts';
import type { CorePolicy, FactValue, Tier } from '../model/policy.ts';
import { noNumbersTaken, type Situation, type TierNumbers } from './situation.ts';
import { collectUnknownFact, collectUnknownFacts, noUnknownFacts } from './unknown-facts.ts';

/** So many names are enough to go on with; each item naming all before it would make a long request very long. */
const mostNames = 100;

interface Counted {
  taken: bigint;
  /** An item took numbers, or may have. */
  hasTakers: boolean;
  readonly takers: Set<FactValue>;
  readonly waitsFor: Set<string>;
}

/** Counts the numbers of tiers over the items of a request, which are decided one after another. */
export class TierCounter {
  readonly #tiers: readonly Tier[];
  readonly #counted: ReadonlyMap<string, Counted>;

  constructor(policy: CorePolicy) {
    this.#tiers = [...policy.tiers.values()];
    this.#counted = new Map(this.#tiers.map(({ id }) => [id, { taken: 0n, hasTakers: false, takers: new Set(), waitsFor: new Set() }]));
  }

  /** The numbers of a tier for the item that comes next. */
  numbersOf(tier: Tier, situation: Situation): TierNumbers {
    const counted = this.#counted.get(tier.id);
    if (counted === undefined || (!counted.hasTakers && counted.waitsFor.size === 0)) return noNumbersTaken;
    const own = tier.distinct === null ? null : situation.valueOf(tier.distinct);
    const unknown = tier.distinct !== null && own === undefined && counted.hasTakers ? untoldOf([tier.distinct], situation) : [];
    return { taken: counted.taken, isRepeated: counted.takers.has(own), waitsFor: [...counted.waitsFor, ...unknown] };
  }

  /** Takes the numbers of an item that was decided. */
  count(index: number, { outcome, missing }: Pick<Decision, 'outcome' | 'missing'>, situation: Situation): void {
    if (outcome === 'incomplete') for (const { waitsFor } of this.#counted.values()) addNames(waitsFor, index, [...missing.facts, ...missing.evidence]);
    if (outcome === 'accepted' || outcome === 'review') for (const tier of this.#tiers) this.#take(tier, index, situation);
  }

  #take(tier: Tier, index: number, situation: Situation): void {
    const counted = this.#counted.get(tier.id);
    const units = tier.units === null ? 1 : situation.valueOf(tier.units);
    const own = tier.distinct === null ? null : situation.valueOf(tier.distinct);
    // Where nothing is counted, such as goods that were bought elsewhere, no number is taken.
    const takesNone = units === null || (typeof units === 'number' && units <= 0) || situation.valueOf(tier.counts) === null;
    if (counted === undefined || takesNone || counted.takers.has(own)) return;
    counted.hasTakers = true;
    if (typeof units === 'number') counted.taken += BigInt(units);
    if (typeof own === 'string') counted.takers.add(own);
    const names = [tier.units, tier.distinct].filter((name) => name !== null);
    addNames(counted.waitsFor, index, [...untoldOf(names, situation), ...existenceOf(tier.counts, situation)]);
  }
}

/** What must be told before it is known whether a fact exists. */
function existenceOf(fact: string, situation: Situation): readonly string[] {
  const unknown = noUnknownFacts();
  collectUnknownFacts(situation.policy.facts.get(fact)?.when ?? always, situation, unknown, 'first');
  return [...unknown.first];
}

/** Those of some facts that are not told, with what they depend on. */
function untoldOf(facts: readonly string[], situation: Situation): readonly string[] {
  const unknown = noUnknownFacts();
  for (const fact of facts) collectUnknownFact(fact, situation, unknown, 'others');
  return [...unknown.first, ...unknown.others];
}

function addNames(to: Set<string>, index: number, names: readonly string[]): void {
  for (const name of names) {
    if (to.size >= mostNames) return;
    to.add(`items.${index}.${name}`);
  }
}
