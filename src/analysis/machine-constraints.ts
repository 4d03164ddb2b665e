import { fromUnits, printExact } from '../model/exact.ts';
import type { DiffConstraint, DiffRange, DiffStretch } from '../model/generated/diff.ts';
import type { CorePolicy, Fact } from '../model/policy.ts';
import { printDate } from '../model/time.ts';
import type { Box } from './boxes.ts';
import type { Cell, Dimension, Measure } from './dimension.ts';
import type { Space } from './space.ts';
import { sayEvent } from './words.ts';

/** A box for programs: values and ends of stretches as requests write them. */
export function constraintsOf(space: Space, box: Box): readonly DiffConstraint[] {
  return [...box]
    .sort(([a], [b]) => a - b)
    .map(([level, allowed]) => {
      const dimension = space.dimensions[level];
      if (dimension === undefined) throw new Error(`no dimension ${level}`);
      const cells = dimension.cells.filter((_, cell) => allowed.has(cell));
      return constraint(dimension, cells, space);
    });
}

function constraint(dimension: Dimension, cells: readonly Cell[], space: Space): DiffConstraint {
  const orNone = cells.some(({ kind }) => kind === 'none');
  switch (dimension.kind) {
    case 'evidence':
      return { kind: 'evidence', evidence: dimension.name, oneOf: cells.flatMap((cell) => (cell.kind === 'evidence' ? [cell.state] : [])) };
    case 'member':
      return { kind: 'member', fact: dimension.fact.name, member: dimension.member, has: cells.some((cell) => cell.kind === 'member' && cell.isMember) };
    case 'ending':
      return {
        kind: 'ending',
        window: dimension.sample.window,
        version: versionOf(dimension.sample.policy, space),
        ends: cells.some((cell) => cell.kind === 'ending' && cell.ends),
      };
    case 'fact':
      return ofFact(dimension.fact, cells, orNone, space);
    case 'sum':
      return { kind: 'sum', of: [dimension.counts, dimension.units], ranges: rangesOf(cells, (number) => number), orNone };
    case 'difference': {
      const { at, from } = dimension;
      const ranges = rangesOf(cells, (number) => printExact(fromUnits(number, at.decimals), 0));
      return { kind: 'difference', at: at.name, from, ranges, orUnder: cells.some(({ kind }) => kind === 'early'), orNone };
    }
    case 'elapsed':
      return ofMeasure(dimension.measure, cells, orNone, space);
  }
}

function ofFact(fact: Fact, cells: readonly Cell[], orNone: boolean, space: Space): DiffConstraint {
  if (cells.every(({ kind }) => kind === 'none')) return { kind: 'told', fact: fact.name, told: false, orEmpty: false, orNone };
  if (cells.some(({ kind }) => kind === 'span'))
    return { kind: 'ranges', fact: fact.name, ranges: rangesOf(cells, (number) => writeValue(fact, number, space)), orNone };
  const isTold = cells.some(({ kind }) => kind === 'told');
  if (isTold) return { kind: 'told', fact: fact.name, told: true, orEmpty: cells.some((cell) => cell.kind === 'values'), orNone };
  return { kind: 'values', fact: fact.name, oneOf: cells.flatMap((cell) => (cell.kind === 'values' ? cell.values : [])), orNone };
}

/** A value of an ordered fact as a request writes it. */
function writeValue(fact: Fact, number: number, { policies }: Space): string | number {
  switch (fact.type) {
    case 'instant':
      return policies.at(-1)?.zone.print(number) ?? number;
    case 'date':
      return printDate(number);
    case 'integer':
      return number;
    default:
      return printExact(fromUnits(number, fact.decimals), fact.type === 'money' ? fact.decimals : 0);
  }
}

/** Stretches of numbers; neighbours are one. */
function rangesOf(cells: readonly Cell[], write: (number: number) => string | number): readonly DiffRange[] {
  const stretches: { from: number | null; to: number | null }[] = [];
  for (const cell of cells) {
    if (cell.kind !== 'span') continue;
    const before = stretches.at(-1);
    if (before !== undefined && before.to !== null && cell.from === before.to + 1) before.to = cell.to;
    else stretches.push({ from: cell.from, to: cell.to });
  }
  return stretches.map(({ from, to }) => ({ from: from === null ? null : write(from), to: to === null ? null : write(to) }));
}

function ofMeasure({ at, event, facts, unit, sample }: Measure, cells: readonly Cell[], orNone: boolean, space: Space): DiffConstraint {
  const stretches: { moreThan: number | null; atMost: number | null }[] = [];
  for (const cell of cells) {
    if (cell.kind !== 'elapsed') continue;
    const before = stretches.at(-1);
    if (before !== undefined && before.atMost !== null && cell.after === before.atMost) before.atMost = cell.within;
    else stretches.push({ moreThan: cell.after, atMost: cell.within });
  }
  const write = (count: number | null): DiffStretch['moreThan'] => (count !== null && unit.kind === 'until' ? printDate(count) : count);
  return {
    kind: 'elapsed',
    at,
    event: sayEvent(event),
    facts,
    unit: unit.kind,
    countingFrom: 'countingFrom' in unit ? unit.countingFrom : null,
    pauses: 'isPaused' in unit && unit.isPaused,
    window: sample.window,
    version: versionOf(sample.policy, space),
    stretches: stretches.map(({ moreThan, atMost }) => ({ moreThan: write(moreThan), atMost: write(atMost) })),
    orBefore: cells.some(({ kind }) => kind === 'early'),
    orNone,
  };
}

function versionOf(policy: CorePolicy, { policies }: Space): 'old' | 'new' {
  return policies[0] === policy ? 'old' : 'new';
}
