import { compareText } from '../model/order.ts';
import type { Condition, Test } from '../model/policy.ts';
import type { Situation } from './situation.ts';
import { judge } from './truth.ts';

/** Facts that were not told and that a condition waits for. */
export interface UnknownFacts {
  /** Of `when`s of sections and facts: asked first. */
  readonly first: Set<string>;
  readonly others: Set<string>;
}

export const noUnknownFacts = (): UnknownFacts => ({ first: new Set(), others: new Set() });

/**
 * All of them: those that are asked first, then the others. In each group a fact comes after those that decide whether it exists, so that the
 * first one can always be asked; else by name.
 */
export function listUnknownFacts({ first, others }: UnknownFacts, situation: Situation): readonly string[] {
  const depths = new Map<string, number>();
  const inOrder = (names: readonly string[]): readonly string[] =>
    [...names].sort((a, b) => depthOf(a, situation, depths) - depthOf(b, situation, depths) || compareText(a, b));
  return [...inOrder([...first]), ...inOrder([...others].filter((name) => !first.has(name)))];
}

/** 0 for a fact that is known to exist; else one more than the deepest of the facts that this waits for. */
function depthOf(name: string, situation: Situation, depths: Map<string, number>): number {
  const known = depths.get(name);
  if (known !== undefined) return known;
  const when = situation.policy.facts.get(name)?.when;
  const unknown = noUnknownFacts();
  if (when !== undefined) collectUnknownFacts(when, situation, unknown, 'first');
  const depth = Math.max(0, ...[...unknown.first].map((other) => depthOf(other, situation, depths) + 1));
  depths.set(name, depth);
  return depth;
}

/** Adds the untold facts of the undecided tests of a condition; parts that are decided wait for nothing. */
export function collectUnknownFacts(condition: Condition, situation: Situation, into: UnknownFacts, group: 'first' | 'others'): void {
  if (judge(condition, situation) !== undefined) return;
  switch (condition.kind) {
    case 'constant':
      return;
    case 'not':
      return collectUnknownFacts(condition.of, situation, into, group);
    case 'all':
    case 'any':
      for (const part of condition.of) collectUnknownFacts(part, situation, into, group);
      return;
    default:
      for (const fact of factsOfTest(condition, situation)) collectUnknownFact(fact, situation, into, group);
  }
}

function factsOfTest(test: Test, situation: Situation): readonly string[] {
  if (test.kind !== 'window') return [test.fact];
  const window = situation.policy.windows.get(test.window);
  return window === undefined ? [] : [window.from, window.at];
}

/** Adds a fact if it is not known; where it is not even known to exist, what that depends on as well. */
export function collectUnknownFact(name: string, situation: Situation, into: UnknownFacts, group: 'first' | 'others'): void {
  const fact = situation.policy.facts.get(name);
  if (fact === undefined || situation.valueOf(name) !== undefined) return;
  if (fact.derived !== null) for (const other of situation.waitsOf(name)) into[group].add(other);
  else into[group].add(name);
  collectUnknownFacts(fact.when, situation, into, 'first');
}
