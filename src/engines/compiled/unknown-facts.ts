/** What conditions wait for: the same facts in the same order as `meaning/unknown-facts.ts` finds, on the codes of a frame. */
import type { Situation } from '../../meaning/situation.ts';
import { collectUnknownOfWindow, noUnknownFacts } from '../../meaning/unknown-facts.ts';
import type { Condition } from '../../model/policy.ts';
import type { Judge } from './closures.ts';
import { type Frame, type Layout, valueCodesOf } from './frame.ts';

/** Adds the facts that a condition waits for; `group` is that of its own facts. */
type Collect = (group: Group) => void;

/** Of `when`s, which are asked first; or others. */
const first = 1;
const other = 2;
type Group = typeof first | typeof other;

/** What a collector needs of the policy that it is of. */
export interface CollectorTools {
  readonly layout: Layout;
  readonly frame: Frame;
  readonly judgeOf: (condition: Condition) => Judge;
  readonly situationOf: () => Situation;
}

const nothing: Collect = () => undefined;

/** Finds what is not told and should be, for one policy. INVARIANT: facts have their slots in the order of their names. */
export class UnknownFactCollector {
  readonly #tools: CollectorTools;
  readonly #unknown: Int32Array;
  readonly #names: readonly string[];
  /** The groups that each fact was found in, by slot. */
  readonly #found: Uint8Array;
  readonly #depths: Int16Array;
  readonly #collectors = new Map<Condition, Collect>();
  readonly #whens: (Collect | undefined)[] = [];

  constructor(tools: CollectorTools) {
    const { facts } = tools.layout;
    this.#tools = tools;
    this.#unknown = Int32Array.from(facts, (fact) => valueCodesOf(fact) + 1);
    this.#names = facts.map(({ name }) => name);
    this.#found = new Uint8Array(facts.length);
    this.#depths = new Int16Array(facts.length);
  }

  /** The unknown facts of a condition, by name. */
  waitsFor(condition: Condition): readonly string[] {
    this.#found.fill(0);
    this.#collectorOf(condition)(other);
    return this.#names.filter((_, slot) => this.#found[slot] !== 0);
  }

  /** The unknown facts of statements, in the order in which they can be asked; the slot of a remedy that is asked for besides, or -1. */
  inOrder(statements: readonly { readonly guard: Condition; readonly condition: Condition }[], remedy: number): readonly string[] {
    this.#found.fill(0);
    for (const { guard, condition } of statements) {
      this.#collectorOf(guard)(first);
      this.#collectorOf(condition)(other);
    }
    if (remedy >= 0) this.#found[remedy] = first;
    const groups = this.#found.slice();
    const deepest = this.#workOutDepths(groups);
    const names: string[] = [];
    for (const isFirst of [true, false])
      for (let depth = 0; depth <= deepest; depth += 1)
        for (let slot = 0; slot < groups.length; slot += 1) {
          const group = groups[slot] as number;
          if (group !== 0 && ((group & first) !== 0) === isFirst && this.#depths[slot] === depth) names.push(this.#names[slot] as string);
        }
    return names;
  }

  /** @returns the largest */
  #workOutDepths(groups: Uint8Array): number {
    this.#depths.fill(-1);
    let deepest = 0;
    for (let slot = 0; slot < groups.length; slot += 1) if (groups[slot] !== 0) deepest = Math.max(deepest, this.#depthOf(slot));
    return deepest;
  }

  /** 0 for a fact that is known to exist; else one more than the deepest of the facts that this waits for. */
  #depthOf(slot: number): number {
    const known = this.#depths[slot] as number;
    if (known >= 0) return known;
    this.#found.fill(0);
    this.#whenOf(slot)(first);
    const others = this.#found.slice();
    let depth = 0;
    for (let at = 0; at < others.length; at += 1) if (((others[at] as number) & first) !== 0) depth = Math.max(depth, this.#depthOf(at) + 1);
    this.#depths[slot] = depth;
    return depth;
  }

  #whenOf(slot: number): Collect {
    const known = this.#whens[slot];
    if (known !== undefined) return known;
    const when = this.#tools.layout.facts[slot]?.when;
    const made = when === undefined ? nothing : this.#collectorOf(when);
    this.#whens[slot] = made;
    return made;
  }

  #collectorOf(condition: Condition): Collect {
    const known = this.#collectors.get(condition);
    if (known !== undefined) return known;
    const made = this.#make(condition);
    this.#collectors.set(condition, made);
    return made;
  }

  #make(condition: Condition): Collect {
    switch (condition.kind) {
      case 'constant':
        return nothing;
      case 'not':
        return this.#collectorOf(condition.of);
      case 'all':
      case 'any':
        return this.#ofParts(condition);
      case 'window':
        return this.#ofWindow(condition.window);
      default:
        return this.#ofFact(condition.fact);
    }
  }

  /** Parts that are decided wait for nothing, and neither does what they decide together. */
  #ofParts(condition: Extract<Condition, { readonly kind: 'all' | 'any' }>): Collect {
    const { frame, judgeOf } = this.#tools;
    const judge = judgeOf(condition);
    const parts = condition.of.map((part) => this.#collectorOf(part)).filter((part) => part !== nothing);
    return (group) => {
      if (judge(frame) !== 1) return;
      for (let at = 0; at < parts.length; at += 1) (parts[at] as Collect)(group);
    };
  }

  #ofFact(name: string): Collect {
    const slot = this.#tools.layout.factSlots.get(name);
    return slot === undefined ? nothing : (group) => this.#addFact(slot, group);
  }

  /** Where a fact is not even known to exist, what that depends on is asked first. */
  #addFact(slot: number, group: Group): void {
    if (this.#tools.frame.codes[slot] !== this.#unknown[slot]) return;
    const before = this.#found[slot] as number;
    this.#found[slot] = before | group;
    if (before === 0) this.#whenOf(slot)(first);
  }

  #ofWindow(id: string): Collect {
    const { layout, frame, judgeOf, situationOf } = this.#tools;
    const span = layout.policy.windows.get(id)?.span;
    if (span?.kind === 'time' && span.from.kind === 'fact' && span.calendar === null && span.pauses === null) {
      const isOpen = judgeOf({ kind: 'window', window: id, states: ['open'] });
      const [from, at] = [this.#ofFact(span.from.fact), this.#ofFact(span.at)];
      return (group) => {
        if (isOpen(frame) !== 1) return;
        from(group);
        at(group);
      };
    }
    return (group) => {
      const found = noUnknownFacts();
      collectUnknownOfWindow(id, situationOf(), found, group === first ? 'first' : 'others');
      this.#addNames(found.first, first);
      this.#addNames(found.others, other);
    };
  }

  #addNames(names: ReadonlySet<string>, group: Group): void {
    for (const name of names) {
      const slot = this.#tools.layout.factSlots.get(name);
      if (slot !== undefined) this.#found[slot] = (this.#found[slot] as number) | group;
    }
  }
}
