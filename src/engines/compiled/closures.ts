import { passes } from '../../meaning/truth.ts';
import type { Comparison } from '../../model/policy.ts';
import { type Frame, type Grade, inverse } from './frame.ts';
import type { Node } from './nodes.ts';

/** A condition that can be asked. */
export type Judge = (frame: Frame) => Grade;

/** Works out the state of a window, by slot, and keeps it in the frame. */
export type StateWorker = (slot: number, frame: Frame) => number;

/** A node as functions in functions: slower than generated code, and allowed everywhere. */
export function toJudge(node: Node, workOut: StateWorker): Judge {
  switch (node.kind) {
    case 'constant': {
      const { grade } = node;
      return () => grade;
    }
    case 'code':
      return judgeCode(node.slot, node.grades);
    case 'state':
      return judgeState(node.slot, node.grades, workOut);
    case 'compare':
      return judgeComparison(node);
    case 'equal': {
      const { slot, values, ofNull } = node;
      return ({ codes, numbers }) => (codes[slot] === 0 ? (values.includes(numbers[slot] as number) ? 3 : 0) : codes[slot] === 1 ? ofNull : 1);
    }
    case 'set': {
      const { slot, test } = node;
      return ({ codes, others }) => (codes[slot] === 2 ? 1 : passes(test, codes[slot] === 0 ? (others[slot] ?? null) : null) ? 3 : 0);
    }
    case 'not': {
      const inner = toJudge(node.of, workOut);
      return (frame) => inverse(inner(frame));
    }
    case 'all':
      return judgeAll(node.of.map((part) => toJudge(part, workOut)));
    case 'any':
      return judgeAny(node.of.map((part) => toJudge(part, workOut)));
  }
}

function judgeCode(slot: number, all: readonly Grade[]): Judge {
  const grades = Uint8Array.from(all);
  return ({ codes }) => grades[codes[slot] as number] as Grade;
}

function judgeState(slot: number, all: readonly Grade[], workOut: StateWorker): Judge {
  const grades = Uint8Array.from(all);
  return (frame) => {
    const known = frame.states[slot] as number;
    return grades[known < 0 ? workOut(slot, frame) : known] as Grade;
  };
}

function judgeComparison({ slot, comparison, bound }: { readonly slot: number; readonly comparison: Comparison; readonly bound: number }): Judge {
  switch (comparison) {
    case 'over':
      return ({ codes, numbers }) => (codes[slot] === 0 ? ((numbers[slot] as number) > bound ? 3 : 0) : codes[slot] === 1 ? 0 : 1);
    case 'atLeast':
      return ({ codes, numbers }) => (codes[slot] === 0 ? ((numbers[slot] as number) >= bound ? 3 : 0) : codes[slot] === 1 ? 0 : 1);
    case 'under':
      return ({ codes, numbers }) => (codes[slot] === 0 ? ((numbers[slot] as number) < bound ? 3 : 0) : codes[slot] === 1 ? 0 : 1);
    case 'atMost':
      return ({ codes, numbers }) => (codes[slot] === 0 ? ((numbers[slot] as number) <= bound ? 3 : 0) : codes[slot] === 1 ? 0 : 1);
  }
}

function judgeAll(parts: readonly Judge[]): Judge {
  return (frame) => {
    let least: Grade = 3;
    for (let at = 0; at < parts.length; at += 1) {
      const grade = (parts[at] as Judge)(frame);
      if (grade === 0) return 0;
      if (grade < least) least = grade;
    }
    return least;
  };
}

function judgeAny(parts: readonly Judge[]): Judge {
  return (frame) => {
    let most: Grade = 0;
    for (let at = 0; at < parts.length; at += 1) {
      const grade = (parts[at] as Judge)(frame);
      if (grade === 3) return 3;
      if (grade > most) most = grade;
    }
    return most;
  };
}
