import type { CorePolicy, Fact, FactValue } from '../../model/policy.ts';

/**
 * What one request tells, as numbers. A fact's code is, for a boolean, 0 or 1; for an enum, the place of its value; for others, 0 where there
 * is a value. After these come one code for null and one for *not known*. INVARIANT: a frame is that of one request at a time.
 */
export interface Frame {
  /** By slot of the fact. */
  readonly codes: Int32Array;
  /** The values of ordered facts, by slot; only where the code is 0. */
  readonly numbers: Float64Array;
  /** The values of texts and lists, by slot; only where the code is 0. */
  readonly others: FactValue[];
  /** 1 where the request tells the fact, by slot. */
  readonly told: Uint8Array;
  /** 0: not told, 1: provided, 2: unavailable; by slot of the name. */
  readonly evidence: Uint8Array;
  /** States of windows, by slot, as `stateCodes` has them; -1: not worked out yet. */
  readonly states: Int8Array;
  /** How the conditions of statements were judged, by slot. */
  readonly truths: Uint8Array;
}

/** Three values: 0 false, 1 unknown, 3 true. All of several are joined by `&`, any of several by `|`. */
export type Grade = 0 | 1 | 3;

/** False is true, and unknown stays unknown. */
export function inverse(grade: Grade): Grade {
  return grade === 1 ? 1 : grade === 0 ? 3 : 0;
}

/** How the state of a window stands in a frame; null: the judged fact is null. */
export const stateCodes = { early: 0, open: 1, closed: 2, none: 3, unknown: 4 } as const;

/** Names of one kind, each with its slot. */
export type Slots = ReadonlyMap<string, number>;

/** Where everything of one policy stands in its frame. */
export interface Layout {
  readonly policy: CorePolicy;
  readonly facts: readonly Fact[];
  readonly factSlots: Slots;
  readonly evidenceSlots: Slots;
  readonly windowSlots: Slots;
}

/** Gives each fact, window and name of evidence its slot. */
export function layOut(policy: CorePolicy): Layout {
  const facts = [...policy.facts.values()];
  const slotsOf = (names: Iterable<string>): Slots => new Map([...new Set(names)].map((name, slot) => [name, slot]));
  return {
    policy,
    facts,
    factSlots: slotsOf(policy.facts.keys()),
    evidenceSlots: slotsOf(policy.evidence.flatMap((item) => (item.anyOf.length === 0 ? [item.id] : item.anyOf.map(({ id }) => id)))),
    windowSlots: slotsOf(policy.windows.keys()),
  };
}

/** How many codes a fact has for its values. */
export function valueCodesOf(fact: Fact): number {
  return fact.type === 'boolean' ? 2 : fact.type === 'enum' ? fact.values.length : 1;
}

/** Whether the code of a fact says what its value is. */
export function isCoded(fact: Fact): boolean {
  return fact.type === 'boolean' || fact.type === 'enum';
}

/** An empty frame. */
export function makeFrame({ facts, evidenceSlots, windowSlots }: Layout, statements: number): Frame {
  return {
    codes: new Int32Array(facts.length),
    numbers: new Float64Array(facts.length),
    others: facts.map(() => undefined),
    told: new Uint8Array(facts.length),
    evidence: new Uint8Array(evidenceSlots.size),
    states: new Int8Array(windowSlots.size),
    truths: new Uint8Array(statements),
  };
}

/** The value that a code stands for. */
export function valueInFrame(fact: Fact, slot: number, { codes, numbers, others }: Frame): FactValue {
  const code = codes[slot] ?? 0;
  const values = valueCodesOf(fact);
  if (code >= values) return code === values ? null : undefined;
  switch (fact.type) {
    case 'boolean':
      return code === 1;
    case 'enum':
      return fact.values[code];
    case 'text':
    case 'set':
    case 'instants':
    case 'dates':
    case 'periods':
      return others[slot];
    default:
      return numbers[slot];
  }
}
