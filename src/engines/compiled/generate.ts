/**
 * Code for a cell. INVARIANT: it is put together from numbers and the words that stand in this file alone; no text of a policy, no name and
 * no value of a fact is ever part of it.
 */
import type { Cell } from './cells.ts';
import { type Judge, type StateWorker, toJudge } from './closures.ts';
import type { Frame, Grade } from './frame.ts';
import { type Node, sizeOf } from './nodes.ts';

/** Judges the conditions of a cell in the frame; false where the request says what cannot be. */
export type CellJudge = () => boolean;

/** Beyond so many tests in a cell its code would not be optimised. */
const mostTests = 600;

/** Makes the judge of a cell of its frame, and of what its code names: judges, tables, and what works out windows. */
export type CellCode = (frame: Frame, judges: readonly Judge[], tables: readonly Uint8Array[], workOut: StateWorker) => CellJudge;

/** The code of a cell, with what it names. */
export interface PrintedCell {
  /** The body of a function with the parameters `f`, `J`, `T` and `W`: a `CellCode`. */
  readonly source: string;
  readonly judges: readonly Judge[];
  readonly tables: readonly Uint8Array[];
}

/** How many tests there are in the code of a cell. */
export function sizeOfCell({ facts, impossible, statements }: Cell): number {
  const nodes = [...facts.map(({ when }) => when), ...impossible, ...statements.map(({ condition }) => condition)];
  return nodes.reduce((sum, node) => sum + sizeOf(node), 0);
}

/** Writes the code of a cell; undefined where it would be too long. What it names comes in the same order every time. */
export function printCell(cell: Cell, workOut: StateWorker): PrintedCell | undefined {
  if (sizeOfCell(cell) > mostTests) return undefined;
  const writer = new Writer(workOut);
  const body = [
    ...cell.facts.map(({ slot, nullCode, when }) => writer.fact(slot, nullCode, when)),
    ...cell.impossible.map((node) => `if ((${writer.expression(node)}) === 3) return false;`),
    ...cell.statements.map(({ slot, condition }) => `t[${slot}] = ${writer.expression(condition)};`),
    'return true;',
  ];
  const source = [
    '"use strict";',
    'const c = f.codes, n = f.numbers, w = f.states, t = f.truths, d = f.told;',
    `return function () { let ${writer.temporaries()};`,
    ...body,
    '};',
  ].join('\n');
  return { source, judges: writer.judges, tables: writer.tables };
}

class Writer {
  readonly judges: Judge[] = [];
  readonly tables: Uint8Array[] = [];
  readonly #workOut: StateWorker;
  #temporaries = 1;

  constructor(workOut: StateWorker) {
    this.#workOut = workOut;
  }

  temporaries(): string {
    return Array.from({ length: this.#temporaries }, (_, at) => `g${at} = 0`).join(', ');
  }

  fact(slot: number, nullCode: number, when: Node): string {
    const absent = `if (d[${slot}] === 0) c[${slot}] = ${nullCode}; else if (c[${slot}] !== ${nullCode}) return false;`;
    if (when.kind === 'constant') return when.grade === 0 ? absent : '';
    return `if ((${this.expression(when)}) === 0) { ${absent} }`;
  }

  expression(node: Node): string {
    switch (node.kind) {
      case 'constant':
        return String(node.grade);
      case 'code':
        return this.#lookUp(node.grades, `c[${node.slot}]`);
      case 'state':
        return this.#lookUp(node.grades, `(w[${node.slot}] < 0 ? W(${node.slot}, f) : w[${node.slot}])`);
      case 'compare': {
        const sign = { over: '>', atLeast: '>=', under: '<', atMost: '<=' }[node.comparison];
        return `(c[${node.slot}] === 0 ? (n[${node.slot}] ${sign} ${literal(node.bound)} ? 3 : 0) : c[${node.slot}] === 1 ? 0 : 1)`;
      }
      case 'equal':
      case 'set': {
        const at = this.judges.push(toJudge(node, this.#workOut)) - 1;
        return `J[${at}](f)`;
      }
      case 'not':
        return `((7 >>> ((${this.expression(node.of)}) << 1)) & 3)`;
      case 'all':
        return this.#all(node.of);
      case 'any':
        return `(${node.of.map((part) => this.expression(part)).join(' | ')})`;
    }
  }

  /** What costs more is judged only where the rest does not decide. */
  #all(parts: readonly Node[]): string {
    const cheap = parts.filter((part) => !isCostly(part)).map((part) => this.expression(part));
    const costly = parts.filter(isCostly).map((part) => this.expression(part));
    if (costly.length === 0) return `(${cheap.join(' & ')})`;
    if (cheap.length === 0) return `(${costly.join(' & ')})`;
    const temporary = `g${this.#temporaries}`;
    this.#temporaries += 1;
    return `((${temporary} = ${cheap.join(' & ')}) === 0 ? 0 : ${temporary} & ${costly.join(' & ')})`;
  }

  #lookUp(grades: readonly Grade[], index: string): string {
    if (grades.length <= 16) return `((${grades.reduce<number>((bits, grade, at) => bits + grade * 4 ** at, 0)} >>> (${index} << 1)) & 3)`;
    const at = this.tables.push(Uint8Array.from(grades)) - 1;
    return `T[${at}][${index}]`;
  }
}

function isCostly(node: Node): boolean {
  return node.kind === 'state' || ('of' in node && (Array.isArray(node.of) ? (node.of as readonly Node[]) : [node.of as Node]).some(isCostly));
}

/** A whole number as it stands in code. */
function literal(value: number): string {
  return value < 0 ? `(${Number(value)})` : String(Number(value));
}

/** The same as the generated code, by closures. */
export function closeJudge({ facts, impossible, statements }: Cell, frame: Frame, workOut: StateWorker): CellJudge {
  const { codes, told, truths } = frame;
  const existing = facts.filter(({ when }) => when.kind !== 'constant' || when.grade === 0).map((fact) => ({ ...fact, judge: toJudge(fact.when, workOut) }));
  const forbidden = impossible.map((node) => toJudge(node, workOut));
  const judged = statements.map(({ slot, condition }) => ({ slot, judge: toJudge(condition, workOut) }));
  return () => {
    for (const { slot, nullCode, judge } of existing) {
      if (judge(frame) !== 0) continue;
      if (told[slot] === 0) codes[slot] = nullCode;
      else if (codes[slot] !== nullCode) return false;
    }
    for (const judge of forbidden) if (judge(frame) === 3) return false;
    for (const { slot, judge } of judged) truths[slot] = judge(frame);
    return true;
  };
}
