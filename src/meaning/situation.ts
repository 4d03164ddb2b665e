import { testsOf } from '../model/condition.ts';
import type { CorePolicy, FactValue, Test, Tier, WindowState } from '../model/policy.ts';
import { factsOfEvent, factsOfWindow } from '../model/window-facts.ts';
import { judge, type View } from './truth.ts';
import type { WindowSituation } from './window-situation.ts';
import { situateWindow, type WindowView } from './windows.ts';

/** A request as checked against the facts: what was told, by fact, and the state of evidence, by name. */
export interface ToldRequest {
  readonly facts: ReadonlyMap<string, Exclude<FactValue, undefined>>;
  readonly evidence: ReadonlyMap<string, 'provided' | 'unavailable'>;
  /** What each item tells of its own, where the request has items. */
  readonly items?: readonly ToldRequest[];
}

/** Which numbers of a tier the items before this one took. */
export interface TierNumbers {
  readonly taken: bigint;
  /** What this item counts took its numbers with an earlier item. */
  readonly isRepeated: boolean;
  /** What must be told before it is known: facts and evidence, those of earlier items as `items.0.name`. */
  readonly waitsFor: readonly string[];
}

/** The numbers of a request's first item, and of a request without items. */
export const noNumbersTaken: TierNumbers = { taken: 0n, isRepeated: false, waitsFor: [] };

/** A request in the light of a policy: what every fact and window comes to. */
export interface Situation extends View, WindowView {
  readonly told: ToldRequest;
  /** Facts told for all items of a request, of which this is one: each counts only where it certainly exists. */
  readonly whereCertain: ReadonlySet<string>;
  /** Which numbers of a tier are taken already. */
  numbersOf(tier: Tier): TierNumbers;
  /** What a derived fact waits for, where it is not known: names of facts and evidence. */
  waitsOf(derived: string): ReadonlySet<string>;
}

/** What comes to a situation from the request that it is a part of, and from the items that were decided before it. */
export interface Items {
  readonly whereCertain?: ReadonlySet<string>;
  readonly numbersOf?: (tier: Tier, situation: Situation) => TierNumbers;
  readonly derived?: ReadonlyMap<string, DerivedValue>;
}

/** A derived fact as it is worked out; `undefined` waits for facts and evidence, by name. */
export interface DerivedValue {
  readonly value: number | null | undefined;
  readonly waitsFor: ReadonlySet<string>;
}

const nothing: ReadonlySet<string> = new Set();

/** A request that says what cannot be: which facts, and why not. */
export interface Contradiction {
  readonly kind: 'not-applicable' | 'impossible' | 'calendar-end' | 'out-of-range';
  readonly facts: readonly string[];
  readonly because: string;
}

/** Works out a situation. Facts and windows are worked out when they are first looked at. */
export function situate(policy: CorePolicy, told: ToldRequest, items: Items = {}): Situation {
  const whereCertain = items.whereCertain ?? nothing;
  const values = new Map<string, FactValue>([...told.facts].filter(([name, value]) => value === null || !whereCertain.has(name)));
  for (const [name, { value }] of items.derived ?? []) values.set(name, value);
  const windows = new Map<string, WindowSituation>();
  const situation: Situation = {
    policy,
    told,
    whereCertain,
    valueOf(name: string): FactValue {
      const known = values.get(name);
      if (known !== undefined || values.has(name)) return known;
      const fact = policy.facts.get(name);
      const exists = fact === undefined ? undefined : judge(fact.when, situation);
      const value = exists === false ? null : exists === true ? told.facts.get(name) : undefined;
      values.set(name, value);
      return value;
    },
    windowOf(id: string): WindowSituation {
      const known = windows.get(id);
      if (known !== undefined) return known;
      const window = policy.windows.get(id);
      if (window === undefined) throw new Error(`no window ${id}`);
      const found = situateWindow(window, situation);
      windows.set(id, found);
      return found;
    },
    isTold: (name) => told.facts.has(name) && situation.valueOf(name) === told.facts.get(name),
    chosenOf({ branches, otherwise }): string | undefined {
      for (const { when, window } of branches) {
        const truth = judge(when, situation);
        if (truth !== false) return truth === true ? window : undefined;
      }
      return otherwise;
    },
    stateOf(id: string): WindowState | null | undefined {
      return situation.windowOf(id).state;
    },
    numbersOf: (tier) => items.numbersOf?.(tier, situation) ?? noNumbersTaken,
    waitsOf: (derived) => items.derived?.get(derived)?.waitsFor ?? nothing,
  };
  return situation;
}

/** What in a request cannot be: facts told where they do not exist, and combinations that the policy rules out. */
export function contradictionsIn(situation: Situation): readonly Contradiction[] {
  const { policy, told } = situation;
  const found: Contradiction[] = [];
  for (const [name, value] of told.facts) {
    const fact = policy.facts.get(name);
    if (fact !== undefined && value !== null && !situation.whereCertain.has(name) && judge(fact.when, situation) === false)
      found.push({
        kind: 'not-applicable',
        facts: [name],
        because: factsOf(testsOf(fact.when), policy)
          .filter((other) => situation.isTold(other))
          .join(', '),
      });
  }
  for (const { id, span } of policy.windows.values()) {
    const { beyond } = situation.windowOf(id);
    const event = span.kind === 'time' ? factsOfEvent(span.from) : span.kind === 'number' && span.from !== null ? [span.from] : [];
    const fact = event.find((name) => situation.isTold(name)) ?? event[0];
    const kind = span.kind === 'number' ? 'out-of-range' : 'calendar-end';
    if (beyond !== null) found.push({ kind, facts: fact === undefined ? [] : [fact], because: `the window \`${id}\` cannot be worked out: ${beyond}` });
  }
  for (const { when, because } of policy.impossible)
    if (judge(when, situation) === true)
      found.push({ kind: 'impossible', facts: factsOf(testsOf(when), policy).filter((name) => situation.isTold(name)), because });
  return found;
}

/**
 * All that cannot be, where a request is refused anyhow: a fact that does not exist is taken as null, so that what hangs on it in turn is found
 * in the same run.
 */
export function allContradictions({ policy, told, whereCertain }: Situation): readonly Contradiction[] {
  const found: Contradiction[] = [];
  let facts = told.facts;
  for (;;) {
    const contradictions = contradictionsIn(situate(policy, { ...told, facts }, { whereCertain }));
    const surplus = new Set(contradictions.flatMap(({ kind, facts: names }) => (kind === 'not-applicable' ? names : [])));
    found.push(...contradictions.filter(({ kind }) => kind === 'not-applicable'));
    if (surplus.size === 0) return [...found, ...contradictions];
    facts = new Map([...facts].filter(([name]) => !surplus.has(name)));
  }
}

/** The facts that tests look at, windows included, by name. */
export function factsOf(tests: readonly Test[], policy: CorePolicy): readonly string[] {
  const names = new Set<string>();
  for (const test of tests) {
    if (test.kind !== 'window') names.add(test.fact);
    else for (const fact of factsOfWindow(test.window, policy.windows)) names.add(fact);
  }
  return [...names].sort();
}
