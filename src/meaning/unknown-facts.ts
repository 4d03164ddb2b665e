import { compareText } from '../model/order.ts';
import type { Condition, WindowSpan } from '../model/policy.ts';
import { factsOfEvent, factsOfLength } from '../model/window-facts.ts';
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
    case 'window':
      return collectUnknownOfWindow(condition.window, situation, into, group);
    default:
      return collectUnknownFact(condition.fact, situation, into, group);
  }
}

/** Adds the untold facts that a window's state waits for, or, with `end`, those that its instants wait for. */
export function collectUnknownOfWindow(id: string, situation: Situation, into: UnknownFacts, group: 'first' | 'others', what: 'state' | 'end' = 'state'): void {
  new WindowWait(situation, into, group).collect(id, what);
}

/** What windows wait for. Windows can share others many times over, so that each is looked at once. */
class WindowWait {
  readonly #situation: Situation;
  readonly #into: UnknownFacts;
  readonly #group: 'first' | 'others';
  readonly #seen = new Set<string>();

  constructor(situation: Situation, into: UnknownFacts, group: 'first' | 'others') {
    this.#situation = situation;
    this.#into = into;
    this.#group = group;
  }

  collect(id: string, what: 'state' | 'end'): void {
    const span = this.#situation.policy.windows.get(id)?.span;
    const found = this.#situation.windowOf(id);
    if (span === undefined || (what === 'state' ? found.state !== undefined : found.end !== 'unknown')) return;
    if (this.#seen.has(`${what} ${id}`)) return;
    this.#seen.add(`${what} ${id}`);
    switch (span.kind) {
      case 'time':
        if (span.from.kind === 'end-of') this.collect(span.from.window, 'end');
        return this.#add([...factsOfEvent(span.from), ...factsOfLength(span), ...(what === 'state' ? [span.at] : [])]);
      case 'number':
        return this.#add([...(span.from === null ? [] : [span.from]), ...(what === 'state' ? [span.at] : [])]);
      case 'later-of':
      case 'earlier-of':
        for (const member of span.of) this.collect(member, what);
        return;
      case 'choose':
        return this.#collectChoice(span, what);
    }
  }

  #add(names: readonly string[]): void {
    for (const name of names) collectUnknownFact(name, this.#situation, this.#into, this.#group);
  }

  #collectChoice(span: Extract<WindowSpan, { readonly kind: 'choose' }>, what: 'state' | 'end'): void {
    const chosen = this.#situation.chosenOf(span);
    if (chosen !== undefined) return this.collect(chosen, what);
    const undecided = span.branches.find(({ when }) => judge(when, this.#situation) === undefined);
    if (undecided !== undefined) collectUnknownFacts(undecided.when, this.#situation, this.#into, this.#group);
  }
}

/** Adds a fact if it is not known; where it is not even known to exist, what that depends on as well. */
export function collectUnknownFact(name: string, situation: Situation, into: UnknownFacts, group: 'first' | 'others'): void {
  const fact = situation.policy.facts.get(name);
  if (fact === undefined || situation.valueOf(name) !== undefined) return;
  if (fact.derived !== null) for (const other of situation.waitsOf(name)) into[group].add(other);
  // One that is told for all items waits for what says whether it exists for this one.
  else if (!situation.told.facts.has(name)) into[group].add(name);
  collectUnknownFacts(fact.when, situation, into, 'first');
}
