import type { Decision } from '../model/generated/decision.ts';
import type { CorePolicy } from '../model/policy.ts';
import type { Contradiction, DerivedValue, Situation } from './situation.ts';
import { collectUnknownFact, noUnknownFacts } from './unknown-facts.ts';

/** An item that was decided, or a request without items; `prefix` stands before the names of what it misses. */
export interface DecidedPart {
  readonly prefix: string;
  readonly situation: Situation;
  readonly decision: Decision;
}

/** Works out the derived facts of a policy. `whole` is the situation of what is told for the request, `parts` are its items. */
export function deriveFacts(policy: CorePolicy, whole: Situation, parts: readonly DecidedPart[]): ReadonlyMap<string, DerivedValue> {
  const derived = new Map<string, DerivedValue>();
  for (const { name, derived: of } of policy.facts.values()) if (of !== null) derived.set(name, derive(of, whole, parts));
  return derived;
}

/** Goes through the items of a request and finds where a derived fact could leave the numbers that are kept exactly, whichever of them are granted. */
export class DerivedRange {
  readonly #ends = new Map<string, { readonly from: string; readonly less: string; low: bigint; high: bigint }>();

  /** @param whole the situation of what is told for the request */
  constructor({ policy, valueOf }: Situation) {
    for (const { name, derived } of policy.facts.values()) {
      const begin = derived === null ? null : valueOf(derived.from);
      if (derived !== null && typeof begin === 'number') this.#ends.set(name, { ...derived, low: toUnits(begin), high: toUnits(begin) });
    }
  }

  /** Takes one more item; each derived fact that could leave these numbers with it is named once. */
  add(item: Situation): readonly Contradiction[] {
    const found: Contradiction[] = [];
    for (const [name, ends] of this.#ends) {
      const taken = toUnits(item.valueOf(ends.less));
      if (taken > 0n) ends.low -= taken;
      else ends.high -= taken;
      if (ends.low >= -mostUnits && ends.high <= mostUnits) continue;
      this.#ends.delete(name);
      found.push({
        kind: 'out-of-range',
        facts: [ends.less],
        because: `\`${name}\`, which is \`${ends.from}\` less \`${ends.less}\`, could become too large a number`,
      });
    }
    return found;
  }
}

const mostUnits = BigInt(Number.MAX_SAFE_INTEGER);

/** Null outweighs what is not known: nothing that is told later can turn it into an amount. */
function derive({ from, less }: { readonly from: string; readonly less: string }, whole: Situation, parts: readonly DecidedPart[]): DerivedValue {
  const waitsFor = new Set<string>();
  const granted = parts.filter(({ decision: { outcome } }) => outcome === 'accepted' || outcome === 'review');
  const begin = whole.valueOf(from);
  const taken = granted.map(({ situation }) => situation.valueOf(less));
  if (begin === null || taken.includes(null)) return { value: null, waitsFor };
  addUnknown(from, whole, '', waitsFor);
  for (const { situation, prefix } of granted) addUnknown(less, situation, prefix, waitsFor);
  for (const { decision, prefix } of parts) {
    if (decision.outcome !== 'incomplete') continue;
    for (const name of [...decision.missing.facts, ...decision.missing.evidence]) waitsFor.add(`${prefix}${name}`);
  }
  if (waitsFor.size > 0) return { value: undefined, waitsFor };
  return { value: Number(taken.reduce((left: bigint, value) => left - toUnits(value), toUnits(begin))), waitsFor };
}

function addUnknown(fact: string, situation: Situation, prefix: string, to: Set<string>): void {
  const unknown = noUnknownFacts();
  collectUnknownFact(fact, situation, unknown, 'others');
  for (const name of [...unknown.first, ...unknown.others]) to.add(`${prefix}${name}`);
}

function toUnits(value: unknown): bigint {
  return typeof value === 'number' ? BigInt(value) : 0n;
}
