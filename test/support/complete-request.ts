import { restrictTo } from '../../src/analysis/told-request.ts';
import { RequestReader } from '../../src/language/read-request.ts';
import { contradictionsIn, situate, type ToldRequest } from '../../src/meaning/situation.ts';
import { judge } from '../../src/meaning/truth.ts';
import type { CorePolicy } from '../../src/model/policy.ts';

/**
 * A request that tells every fact that exists, put together from several requests to the same policies: what the first does not tell comes from
 * the others, and what does not exist for any of the policies is left out. Undefined where none of them tells a fact that is needed, or where
 * a calendar ends too soon.
 */
export function completeRequest(policies: readonly CorePolicy[], requests: readonly Readonly<Record<string, unknown>>[]): ToldRequest | undefined {
  const read = requests.flatMap((request) => policies.map((policy) => readPart(policy, request)));
  const [first] = read;
  if (first === undefined) return undefined;
  let facts = new Map(first.facts);
  for (let round = 0; round < 30; round += 1) {
    const next = new Map(facts);
    for (const name of new Set(policies.flatMap((policy) => [...policy.facts.keys()]))) {
      const exists = policies.flatMap((policy) => {
        const fact = policy.facts.get(name);
        return fact === undefined || fact.derived !== null ? [] : [judge(fact.when, situate(policy, { facts: own(policy, next), evidence: new Map() }))];
      });
      if (exists.every((truth) => truth === false)) next.delete(name);
      else if (!next.has(name)) {
        const value = read.map((one) => one.facts.get(name)).find((one) => one !== undefined);
        if (value !== undefined) next.set(name, value);
      }
    }
    const isSettled = next.size === facts.size && [...next].every(([name, value]) => facts.get(name) === value);
    if (isSettled) {
      const request = { facts: next, evidence: first.evidence };
      return policies.every((policy) => isComplete(policy, request)) ? request : undefined;
    }
    facts = next;
  }
  return undefined;
}

function own(policy: CorePolicy, facts: ToldRequest['facts']): ToldRequest['facts'] {
  return new Map([...facts].filter(([name]) => policy.facts.has(name)));
}

function isComplete(policy: CorePolicy, request: ToldRequest): boolean {
  const part = restrictTo(policy, request);
  const situation = situate(policy, part);
  const isTold = [...policy.facts.values()].every(({ name, derived }) => derived !== null || situation.valueOf(name) !== undefined);
  return isTold && !contradictionsIn(situation).some(({ kind }) => kind === 'calendar-end' || kind === 'out-of-range');
}

function readPart(policy: CorePolicy, { items: _items, ...request }: Readonly<Record<string, unknown>>): ToldRequest {
  const result = new RequestReader(policy).read(Object.fromEntries(Object.entries(request).filter(([name]) => name === 'evidence' || policy.facts.has(name))));
  return result.ok ? result.request : result.readable;
}
