import { situate, type ToldRequest } from '../meaning/situation.ts';
import { judge } from '../meaning/truth.ts';
import { presentValue } from '../model/fact-value.ts';
import type { CorePolicy, Fact, FactValue, Period } from '../model/policy.ts';

/** A request as a caller writes it. */
export type PlainRequest = Readonly<Record<string, unknown>>;

/** What a version takes of a request: the facts that it knows and that exist for it, and its own evidence. */
export function restrictTo(policy: CorePolicy, { facts, evidence }: ToldRequest): ToldRequest {
  const names = new Set(policy.evidence.flatMap(({ id, anyOf }) => (anyOf.length === 0 ? [id] : anyOf.map((one) => one.id))));
  let known = new Map([...facts].filter(([name]) => policy.facts.get(name)?.derived === null));
  for (;;) {
    // A fact that does not exist takes others with it.
    const situation = situate(policy, { facts: known, evidence: new Map() });
    const existing = [...known].filter(([name]) => {
      const fact = policy.facts.get(name);
      return fact !== undefined && judge(fact.when, situation) !== false;
    });
    if (existing.length === known.size) return { facts: known, evidence: new Map([...evidence].filter(([name]) => names.has(name))) };
    known = new Map(existing);
  }
}

/** Writes what is told as a request, facts by name; instants in the policy's zone. */
export function toPlainRequest(policy: CorePolicy, { facts, evidence }: ToldRequest): PlainRequest {
  const plain = [...facts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => {
      const fact = policy.facts.get(name);
      return fact === undefined ? [] : [[name, toPlainValue(policy, fact, value)] as const];
    });
  const provided = [...evidence].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...Object.fromEntries(plain), ...(provided.length === 0 ? {} : { evidence: Object.fromEntries(provided) }) };
}

function toPlainValue({ zone }: CorePolicy, fact: Fact, value: Exclude<FactValue, undefined>): unknown {
  if (fact.type !== 'periods' || !Array.isArray(value)) return presentValue(fact, value, zone);
  return (value as readonly Period[]).map(({ from, to }) => ({ from: zone.print(from), ...(to === null ? {} : { to: zone.print(to) }) }));
}
