/**
 * A cell: all requests whose key facts have the same codes. What these decide is decided once for all of them, so that little is left to be
 * judged, and statements of other cells cost nothing.
 */
import { testsOf } from '../../model/condition.ts';
import type { Condition, CorePolicy, Fact } from '../../model/policy.ts';
import type { Frame, Layout } from './frame.ts';
import { isCoded, valueCodesOf } from './frame.ts';
import type { KnownCodes, Node, NodeMaker } from './nodes.ts';

/** The conditions of a cell. */
export interface Cell {
  /** Facts that may not exist, each after those that decide it; `when` is what is left to be judged. */
  readonly facts: readonly { readonly slot: number; readonly nullCode: number; readonly when: Node }[];
  readonly impossible: readonly Node[];
  /** Statements that may hold, by slot: rules, evidence, lines, duties. */
  readonly statements: readonly { readonly slot: number; readonly condition: Node }[];
}

/** So many cells at most, unless one fact alone has more values. */
const mostCells = 256;
const mostCellsOfOneFact = 4_096;

/** Facts that exist in every request and that the most statements ask for. */
interface KeyFact {
  readonly slot: number;
  readonly codes: number;
}

/** Sorts requests into cells. */
export class CellMaker {
  readonly #layout: Layout;
  readonly #keys: readonly KeyFact[];
  readonly #maker: NodeMaker;
  readonly #conditional: readonly number[];
  /** The conditions of statements, by slot. */
  readonly #statements: readonly Condition[];

  constructor(layout: Layout, maker: NodeMaker) {
    const { rules, evidence, lines, duties } = layout.policy;
    this.#layout = layout;
    this.#maker = maker;
    this.#statements = [...rules, ...evidence, ...lines, ...duties].map(({ condition }) => condition);
    this.#conditional = inOrder(layout);
    this.#keys = chooseKeys(layout, this.#statements);
  }

  /** How many cells there are. */
  get size(): number {
    return this.#keys.reduce((product, { codes }) => product * codes, 1);
  }

  /** The number of the cell that a frame belongs to. */
  indexOf({ codes }: Frame): number {
    let index = 0;
    for (let at = 0; at < this.#keys.length; at += 1) {
      const key = this.#keys[at] as KeyFact;
      index = index * key.codes + (codes[key.slot] as number);
    }
    return index;
  }

  /** The cell with a number. */
  make(index: number): Cell {
    const known = this.#codesAt(index);
    const { facts, policy } = this.#layout;
    return {
      facts: this.#conditional.flatMap((slot) => {
        const fact = facts[slot];
        return fact === undefined ? [] : [{ slot, nullCode: valueCodesOf(fact), when: this.#maker.toNode(fact.when, known) }];
      }),
      impossible: policy.impossible.map(({ when }) => this.#maker.toNode(when, known)).filter((node) => !isFalse(node)),
      statements: this.#statements
        .map((condition, slot) => ({ slot, condition: this.#maker.toNode(condition, known) }))
        .filter(({ condition }) => !isFalse(condition)),
    };
  }

  /** Whether all key facts of a cell are told, and not null: most requests come to such cells. */
  isTold(index: number): boolean {
    const known = this.#codesAt(index);
    return this.#keys.every(({ slot, codes }) => (known.get(slot) ?? 0) < codes - 2);
  }

  /** INVARIANT: what `indexOf` makes of these codes is the number. */
  #codesAt(index: number): KnownCodes {
    const known = new Map<number, number>();
    let rest = index;
    for (const { slot, codes } of this.#keys.toReversed()) {
      known.set(slot, rest % codes);
      rest = Math.floor(rest / codes);
    }
    return known;
  }
}

function isFalse(node: Node): boolean {
  return node.kind === 'constant' && node.grade === 0;
}

function alwaysExists({ when }: Fact): boolean {
  return when.kind === 'constant' && when.value;
}

/** Facts that may not exist, each after those that its `when` looks at. */
function inOrder({ facts, factSlots }: Layout): readonly number[] {
  const ordered = new Set<number>();
  const visit = (slot: number): void => {
    const fact = facts[slot];
    if (fact === undefined || alwaysExists(fact) || ordered.has(slot)) return;
    for (const test of testsOf(fact.when)) if (test.kind !== 'window') visit(factSlots.get(test.fact) ?? -1);
    ordered.add(slot);
  };
  for (const slot of facts.keys()) visit(slot);
  return [...ordered];
}

function chooseKeys({ facts, factSlots }: Layout, statements: readonly Condition[]): readonly KeyFact[] {
  const uses = new Map<number, number>();
  for (const condition of statements)
    for (const name of factsThatMustMatch(condition)) {
      const slot = factSlots.get(name) ?? -1;
      uses.set(slot, (uses.get(slot) ?? 0) + 1);
    }
  const keys: KeyFact[] = [];
  let cells = 1;
  for (const [slot] of [...uses].sort(([, a], [, b]) => b - a)) {
    const fact = facts[slot];
    if (fact === undefined || !isCoded(fact) || !alwaysExists(fact)) continue;
    const codes = valueCodesOf(fact) + 2;
    if (cells * codes > (keys.length === 0 ? mostCellsOfOneFact : mostCells)) continue;
    keys.push({ slot, codes });
    cells *= codes;
  }
  return keys;
}

/** Facts of the tests that must all hold. */
function factsThatMustMatch(condition: Condition): ReadonlySet<string> {
  const parts = (condition.kind === 'all' ? condition.of : [condition]).flatMap((part) => (part.kind === 'all' ? part.of : [part]));
  return new Set(parts.flatMap((part) => (part.kind === 'not' ? [part.of] : [part])).flatMap((part) => (part.kind === 'is' ? [part.fact] : [])));
}

/** Whether a policy can be compiled: a fact that hangs on windows, or on what is granted, is not for this engine. */
export function canBeCompiled({ facts }: CorePolicy): boolean {
  return [...facts.values()].every(({ when, derived }) => derived === null && testsOf(when).every((test) => test.kind !== 'window'));
}
