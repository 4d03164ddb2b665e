/**
 * A request as a whole: without items it is decided as it is; else its items are decided one after another, and then the lines that
 * count once. What judges conditions is an engine's business: deciding asks for it, situation by situation, and may be answered at once or later.
 */
import type { Alternative, Decision, Missing, Outcome, Summary } from '../model/generated/decision.ts';
import { compareText } from '../model/order.ts';
import type { CorePolicy, Line } from '../model/policy.ts';
import { billLinesOf, totalsOf } from './bill.ts';
import { decide, entitlingFloors, type Part, remedyFactOf, type TruthOf } from './decide.ts';
import { type DecidedPart, deriveFacts } from './derived-values.ts';
import { factsWhereCertain, joinItem } from './items-told.ts';
import { contradictionsIn, type Items, type Situation, situate, type ToldRequest } from './situation.ts';
import { TierCounter } from './tier-numbers.ts';

/** Deciding under way: it yields a situation, and goes on with what judges conditions there. */
export type Deciding = Generator<Situation, DecidedRequest, TruthOf>;

export interface DecideOptions {
  /** Also decide for the other remedies. Where the remedy is not told, that is done anyway. */
  readonly alternatives: boolean;
}

/** A decision with the situation that it was made in; of a request with items, those of its items too. */
export interface DecidedRequest {
  readonly decision: Decision;
  readonly situation: Situation;
  readonly items?: readonly DecidedRequest[];
  /** Of an item: the floors that entitle to it. */
  readonly entitling?: ReadonlySet<string>;
}

/** Decides what is told in a situation, and has no contradictions. */
export function decideRequest(situation: Situation, options: DecideOptions): Deciding {
  return new RequestDecider(situation.policy, options).decide(situation);
}

/** Lets an engine judge that answers at once. */
export function finish(deciding: Deciding, judge: (situation: Situation) => TruthOf): DecidedRequest {
  let step = deciding.next();
  while (step.done !== true) step = deciding.next(judge(step.value));
  return step.value;
}

/** Lets an engine judge that answers later. */
export async function finishLater(deciding: Deciding, judge: (situation: Situation) => Promise<TruthOf>): Promise<DecidedRequest> {
  let step = deciding.next();
  while (step.done !== true) step = deciding.next(await judge(step.value));
  return step.value;
}

class RequestDecider {
  readonly #policy: CorePolicy;
  readonly #options: DecideOptions;
  readonly #derives: boolean;
  readonly #whereCertain: ReadonlySet<string>;

  constructor(policy: CorePolicy, options: DecideOptions) {
    this.#policy = policy;
    this.#options = options;
    this.#whereCertain = factsWhereCertain(policy);
    this.#derives = [...policy.facts.values()].some((fact) => fact.derived !== null);
  }

  *decide(situation: Situation): Deciding {
    const { told } = situation;
    if (told.items === undefined) return yield* this.#withAlternatives(yield* this.#whole(situation), told, { kind: 'whole' }, {});
    const items: DecidedRequest[] = [];
    const counter = new TierCounter(this.#policy);
    for (const item of told.items) {
      const decided = yield* this.#item(joinItem(told, item), {
        whereCertain: this.#whereCertain,
        numbersOf: (tier, of) => counter.numbersOf(tier, of),
      });
      counter.count(items.length, decided.decision, decided.situation);
      items.push(decided);
    }
    return yield* this.#together(situation, items);
  }

  *#item(told: ToldRequest, before: Items): Deciding {
    const part: Part = { kind: 'item' };
    const situation = situate(this.#policy, told, before);
    const truthOf = yield situation;
    const decided = { decision: decide(situation, truthOf, part), situation, entitling: entitlingFloors(this.#policy, truthOf) };
    return yield* this.#withAlternatives(decided, told, part, before);
  }

  /** A request without items is its own only item: what is derived from the items is known once its outcome is. */
  *#whole(situation: Situation): Deciding {
    const decision = decide(situation, yield situation);
    if (!this.#derives) return { decision, situation };
    const derived = deriveFacts(this.#policy, situation, [{ prefix: '', situation, decision }]);
    const complete = situate(this.#policy, situation.told, { derived });
    return { decision: decide(complete, yield complete), situation: complete };
  }

  /** The same told for the other remedies, in the order in which the policy lists them. */
  *#withAlternatives(decided: DecidedRequest, told: ToldRequest, part: Part, before: Items): Deciding {
    const remedy = remedyFactOf(this.#policy);
    const own = decided.situation.valueOf(remedy ?? '');
    if (remedy === undefined || (!this.#options.alternatives && own !== undefined)) return decided;
    const alternatives: Record<string, Alternative> = {};
    for (const other of this.#policy.facts.get(remedy)?.values ?? []) {
      const switched = { ...told, facts: new Map([...told.facts, [remedy, other]]) };
      if (other === own || contradictionsIn(situate(this.#policy, switched, before)).length > 0) continue;
      alternatives[other] = yield* this.#alternative(switched, part, before);
    }
    const { policy, version, digest, outcome, remedy: shown, ...rest } = decided.decision;
    return { ...decided, decision: { policy, version, digest, outcome, remedy: shown, alternatives, ...rest } };
  }

  *#alternative(told: ToldRequest, part: Part, before: Items): Generator<Situation, Alternative, TruthOf> {
    if (part.kind === 'whole') {
      const { decision } = yield* this.#whole(situate(this.#policy, told));
      return { outcome: decision.outcome, totals: decision.totals };
    }
    const situation = situate(this.#policy, told, before);
    const { outcome, totals } = decide(situation, yield situation, part);
    return { outcome, totals };
  }

  *#together(whole: Situation, items: readonly DecidedRequest[]): Deciding {
    const parts = items.map(({ decision, situation }, index): DecidedPart => ({ prefix: `items.${index}.`, decision, situation }));
    const decisions = items.map(({ decision }) => decision);
    const situation = this.#derives ? situate(this.#policy, whole.told, { derived: deriveFacts(this.#policy, whole, parts) }) : whole;
    const summary = summaryOf(decisions);
    const entitling = items.filter(({ decision: { outcome } }) => isGranted(outcome)).map((item) => item.entitling ?? new Set<string>());
    const rest: Part = { kind: 'rest', outcome: outcomeOf(summary), missing: missingOf(parts), lines: linesThatCount(summary), entitling };
    const own = decide(situation, yield situation, rest);
    const decision: Decision = {
      ...own,
      totals: totalsOf([...parts.flatMap(({ prefix, decision: item }) => billLinesOf(item, prefix)), ...billLinesOf(own, '')], this.#policy.currency),
      readings: readingsOf([...decisions, own]),
      items: decisions,
      summary,
    };
    return { decision, situation, items };
  }
}

function isGranted(outcome: Outcome): boolean {
  return outcome === 'accepted' || outcome === 'review' || outcome === 'incomplete';
}

function summaryOf(decisions: readonly Decision[]): Summary {
  const summary = { items: decisions.length, accepted: 0, rejected: 0, review: 0, incomplete: 0, uncovered: 0 };
  for (const { outcome } of decisions) summary[outcome] += 1;
  return summary;
}

/** What is most open comes first: a request is decided once all of its items are. */
const mostOpenFirst: readonly Outcome[] = ['incomplete', 'uncovered', 'review', 'accepted'];

function outcomeOf(summary: Summary): Outcome {
  return mostOpenFirst.find((outcome) => summary[outcome] > 0) ?? 'rejected';
}

function linesThatCount({ items, accepted, review, incomplete, rejected }: Summary): Line['on'] | null {
  if (accepted + review + incomplete > 0) return 'granted';
  return rejected === items ? 'rejected' : null;
}

function missingOf(parts: readonly DecidedPart[]): Missing {
  const named = (of: 'facts' | 'evidence'): readonly string[] =>
    parts.flatMap(({ prefix, decision }) => decision.missing[of].map((name) => `${prefix}${name}`));
  return { facts: named('facts'), evidence: named('evidence') };
}

function readingsOf(decisions: readonly Decision[]): Decision['readings'] {
  const all = new Map(decisions.flatMap(({ readings }) => Object.entries(readings)));
  return Object.fromEntries([...all].sort(([a], [b]) => compareText(a, b)));
}
