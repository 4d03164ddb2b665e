/**
 * Conditions as they are executed: trees of tests on the codes, numbers and states of a frame. Where the codes of some facts are known
 * beforehand, what they decide is folded away.
 */
import type { Comparison, Condition, Test, WindowState } from '../../model/policy.ts';
import { passes } from '../../meaning/truth.ts';
import { type Grade, inverse, isCoded, type Layout, stateCodes } from './frame.ts';

export type Node =
  | { readonly kind: 'constant'; readonly grade: Grade }
  /** The grade for each code of a fact. */
  | { readonly kind: 'code'; readonly slot: number; readonly grades: readonly Grade[] }
  /** The number of an ordered fact; the grade of null besides. */
  | { readonly kind: 'compare'; readonly slot: number; readonly comparison: Comparison; readonly bound: number }
  | { readonly kind: 'equal'; readonly slot: number; readonly values: readonly number[]; readonly ofNull: Grade }
  | { readonly kind: 'set'; readonly slot: number; readonly test: Exclude<Test, { readonly kind: 'window' }> }
  /** The grade for each state of a window. */
  | { readonly kind: 'state'; readonly slot: number; readonly grades: readonly Grade[] }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Node[] }
  | { readonly kind: 'not'; readonly of: Node };

/** Codes of facts that are known, by slot. */
export type KnownCodes = ReadonlyMap<number, number>;

const nothingKnown: KnownCodes = new Map();

const constants: readonly Node[] = ([0, 1, 1, 3] as const).map((grade): Node => ({ kind: 'constant', grade }));

const constantOf = (grade: Grade): Node => constants[grade] as Node;

/** Turns conditions of one policy into nodes. */
export class NodeMaker {
  readonly #layout: Layout;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  toNode(condition: Condition, known: KnownCodes = nothingKnown): Node {
    switch (condition.kind) {
      case 'constant':
        return constantOf(condition.value ? 3 : 0);
      case 'not':
        return negate(this.toNode(condition.of, known));
      case 'all':
      case 'any':
        return this.#join(condition.kind, condition.of, known);
      case 'window':
        return this.#ofWindow(condition);
      default:
        return this.#ofFact(condition, known);
    }
  }

  #join(kind: 'all' | 'any', conditions: readonly Condition[], known: KnownCodes): Node {
    const parts: Node[] = [];
    const decisive = kind === 'all' ? 0 : 3;
    for (const condition of conditions) {
      const part = this.toNode(condition, known);
      if (part.kind === 'constant' && part.grade === decisive) return part;
      if (part.kind === kind) parts.push(...part.of);
      else parts.push(part);
    }
    return joinNodes(kind, parts);
  }

  #ofWindow({ window, states }: Extract<Test, { readonly kind: 'window' }>): Node {
    const grades = Object.entries(stateCodes).map(([state]): Grade => (state === 'unknown' ? 1 : states.includes(state as WindowState) ? 3 : 0));
    return foldTable({ kind: 'state', slot: this.#layout.windowSlots.get(window) ?? 0, grades });
  }

  #ofFact(test: Exclude<Test, { readonly kind: 'window' }>, known: KnownCodes): Node {
    const slot = this.#layout.factSlots.get(test.fact);
    const fact = slot === undefined ? undefined : this.#layout.facts[slot];
    if (slot === undefined || fact === undefined) return constantOf(1);
    if (isCoded(fact)) {
      const values = fact.type === 'boolean' ? [false, true] : fact.values;
      const grades = [...values, null].map((value): Grade => (passes(test, value) ? 3 : 0));
      const node: Node = { kind: 'code', slot, grades: [...grades, 1] };
      const code = known.get(slot);
      return code === undefined ? foldTable(node) : constantOf(node.grades[code] ?? 1);
    }
    if (test.kind === 'compare') return { kind: 'compare', slot, comparison: test.comparison, bound: test.bound };
    if (test.kind === 'is' && fact.type !== 'set')
      return { kind: 'equal', slot, values: test.values.filter((value) => typeof value === 'number'), ofNull: test.values.includes(null) ? 3 : 0 };
    return { kind: 'set', slot, test };
  }
}

/** How many tests a node has, written out. */
export function sizeOf(node: Node): number {
  switch (node.kind) {
    case 'all':
    case 'any':
      return node.of.reduce((sum, part) => sum + sizeOf(part), 1);
    case 'not':
      return sizeOf(node.of) + 1;
    default:
      return 1;
  }
}

function foldTable(node: Extract<Node, { readonly kind: 'code' | 'state' }>): Node {
  const [first = 1] = node.grades;
  return node.grades.every((grade) => grade === first) ? constantOf(first) : node;
}

function negate(node: Node): Node {
  switch (node.kind) {
    case 'constant':
      return constantOf(inverse(node.grade));
    case 'code':
    case 'state':
      return { ...node, grades: node.grades.map(inverse) };
    case 'all':
    case 'any':
      return { kind: node.kind === 'all' ? 'any' : 'all', of: node.of.map(negate) };
    case 'not':
      return node.of;
    default:
      return { kind: 'not', of: node };
  }
}

/** Parts that look at one fact's code, or at one window's state, become one. */
function joinNodes(kind: 'all' | 'any', parts: readonly Node[]): Node {
  const [neutral, decisive] = kind === 'all' ? [3, 0] : [0, 3];
  const joined = new Map<string | Node, Node>();
  for (const part of parts) {
    if (part.kind === 'constant' && part.grade === neutral) continue;
    const key = part.kind === 'code' || part.kind === 'state' ? `${part.kind} ${part.slot}` : part.kind === 'constant' ? 'constant' : part;
    const before = joined.get(key);
    joined.set(key, before === undefined ? part : joinTables(kind, before, part));
  }
  const all = [...joined.values()];
  if (all.some((part) => part.kind === 'constant' && part.grade === decisive)) return constantOf(decisive as Grade);
  const [first] = all;
  if (first === undefined) return constantOf(neutral as Grade);
  return all.length === 1 ? first : { kind, of: all };
}

function joinTables(kind: 'all' | 'any', one: Node, other: Node): Node {
  // INVARIANT: both are of one kind, or both constants, and these are both *unknown*.
  if ((one.kind !== 'code' && one.kind !== 'state') || one.kind !== other.kind) return one;
  const choose = kind === 'all' ? Math.min : Math.max;
  return foldTable({ ...one, grades: one.grades.map((grade, at) => choose(grade, other.grades[at] ?? 1) as Grade) });
}
