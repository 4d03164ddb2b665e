import type { Trial } from '../analysis/goal.ts';
import { RequestReader } from '../language/read-request.ts';
import { type DecidedRequest, decideRequest, finish } from '../meaning/decide-request.ts';
import { contradictionsOfRequest, factsWhereCertain, joinItem } from '../meaning/items-told.ts';
import { type Situation, situate } from '../meaning/situation.ts';
import { judge } from '../meaning/truth.ts';
import type { CorePolicy } from '../model/policy.ts';

/**
 * Runs requests so that it can be seen what they exercise: each request, and each of its items as a request of its own. Nothing comes of one
 * that is refused, unless the policy says that it is impossible.
 */
export function tryRequests(policy: CorePolicy): (request: Readonly<Record<string, unknown>>) => readonly Trial[] {
  const reader = new RequestReader(policy);
  return (request) => {
    const read = reader.read(request);
    if (!read.ok) return [];
    const situation = situate(policy, read.request);
    const contradictions = contradictionsOfRequest(situation);
    if (contradictions.length === 0) return trialsOf(finish(decideRequest(situation, { alternatives: false }), (one) => (condition) => judge(condition, one)));
    if (contradictions.some(({ kind }) => kind !== 'impossible')) return [];
    return [situation, ...itemsOf(situation)].map((one) => ({ situation: one, decision: null }));
  };
}

function trialsOf({ situation, decision, items = [] }: DecidedRequest): readonly Trial[] {
  return [{ situation, decision }, ...items.flatMap(trialsOf)];
}

function itemsOf({ policy, told }: Situation): readonly Situation[] {
  const whereCertain = factsWhereCertain(policy);
  return (told.items ?? []).map((item) => situate(policy, joinItem(told, item), { whereCertain }));
}
