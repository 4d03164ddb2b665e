import type { Cell, Dimension, Measure } from './dimension.ts';
import type { Diagram } from './diagram.ts';
import { boundsOfMeasure, measureOf } from './measures.ts';
import { windowsBehind } from '../model/window-facts.ts';
import type { PolicyRegions } from './policy-regions.ts';
import { cellsWhere, keyOf, type Space } from './space.ts';

/**
 * Which combinations of cells a complete request can have: facts are told where any of the policies knows them, and measures of the same
 * moments agree. Where moments are related in a way that calendars decide, more is called possible than is: never less.
 */
export function possibleRequests(space: Space, policies: readonly PolicyRegions[]): Diagram {
  const { diagrams } = space;
  return diagrams.all([
    ...[...space.cut.values()].map((dimension) => ofDimension(dimension, space, policies)),
    ...sameMoments(space),
    ...policies.flatMap((policy) => followingWindows(policy, space)),
  ]);
}

const isNone = (cell: Cell): boolean => cell.kind === 'none';

function ofDimension(dimension: Dimension, space: Space, policies: readonly PolicyRegions[]): Diagram {
  const { diagrams } = space;
  const same = (a: Diagram, b: Diagram): Diagram => diagrams.choose(a, b, diagrams.not(b));
  const none = cellsWhere(space, dimension.key, isNone);
  const hasNone = (name: string): Diagram => diagrams.all(keysOf(name, space).map((key) => cellsWhere(space, key, isNone)));
  switch (dimension.kind) {
    case 'evidence':
    case 'ending':
      return diagrams.always;
    case 'member':
      return diagrams.or(
        diagrams.not(hasNone(dimension.fact.name)),
        cellsWhere(space, dimension.key, (cell) => cell.kind === 'member' && !cell.isMember),
      );
    case 'fact':
      return ofFact(dimension, space, policies);
    case 'sum': {
      const told = diagrams.not(diagrams.or(hasNone(dimension.counts), hasNone(dimension.units)));
      return diagrams.and(same(none, diagrams.not(told)), addsUp(space, [dimension.counts, dimension.units], dimension.key, told));
    }
    case 'difference': {
      const told = diagrams.not(diagrams.or(hasNone(dimension.at.name), hasNone(dimension.from)));
      return diagrams.and(same(none, diagrams.not(told)), differs(space, dimension, told));
    }
    case 'elapsed': {
      const begun = diagrams.any(policies.flatMap((policy) => windowsOf(policy, dimension.measure).map((id) => policy.hasBegun(id))));
      return same(none, diagrams.not(diagrams.and(begun, diagrams.not(hasNone(dimension.measure.at)))));
    }
  }
}

function keysOf(name: string, { policies }: Space): readonly string[] {
  return [...new Set(policies.flatMap(({ facts }) => facts.get(name) ?? []).map(keyOf.fact))];
}

/** A fact is told where it exists for any policy; it is null elsewhere, and where it may be. */
function ofFact(dimension: Extract<Dimension, { readonly kind: 'fact' }>, space: Space, policies: readonly PolicyRegions[]): Diagram {
  const { diagrams } = space;
  if (dimension.fact.derived !== null) return diagrams.always;
  const none = cellsWhere(space, dimension.key, isNone);
  const knowing = policies.filter(({ policy }) => {
    const fact = policy.facts.get(dimension.fact.name);
    return fact !== undefined && keyOf.fact(fact) === dimension.key;
  });
  const exists = diagrams.any(knowing.map((policy) => policy.exists(dimension.fact.name)));
  const mayBeNull = diagrams.any(
    knowing.filter(({ policy }) => policy.facts.get(dimension.fact.name)?.nullable === true).map((policy) => policy.exists(dimension.fact.name)),
  );
  return diagrams.choose(none, diagrams.or(diagrams.not(exists), mayBeNull), exists);
}

function windowsOf({ policy }: PolicyRegions, { key }: Measure): readonly string[] {
  return [...policy.windows.values()].flatMap((window) => {
    const { span } = window;
    if (span.kind !== 'time') return [];
    const measured = measureOf(policy, { ...window, span });
    return measured.kind === 'measured' && measured.measure.key === key ? [window.id] : [];
  });
}

// Numbers

type Stretch = readonly [number, number];

function stretchOf(cell: Cell): Stretch {
  if (cell.kind === 'early') return [Number.NEGATIVE_INFINITY, -1];
  return cell.kind === 'span'
    ? [cell.from ?? Number.NEGATIVE_INFINITY, cell.to ?? Number.POSITIVE_INFINITY]
    : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
}

const plus = ([a, b]: Stretch, [c, d]: Stretch): Stretch => [a + c, b + d];
const minus = ([a, b]: Stretch, [c, d]: Stretch): Stretch => [a - d, b - c];
const meets = ([a, b]: Stretch, [c, d]: Stretch): boolean => a <= d && c <= b;

/** INVARIANT: stretches of whole numbers add up to all whole numbers between the sums of their ends. */
function addsUp(space: Space, parts: readonly string[], key: string, told: Diagram): Diagram {
  const [counts, units] = parts.map((name) => keysOf(name, space)[0] ?? '');
  return related(space, [counts ?? '', units ?? '', key], told, ([a, b, sum]) => meets(plus(stretchOf(a), stretchOf(b)), stretchOf(sum)));
}

function differs(space: Space, { at, from, key }: Extract<Dimension, { readonly kind: 'difference' }>, told: Diagram): Diagram {
  return related(space, [keyOf.fact(at), keysOf(from, space)[0] ?? '', key], told, ([a, b, difference]) =>
    meets(minus(stretchOf(a), stretchOf(b)), stretchOf(difference)),
  );
}

/** Where three dimensions are related, as far as their numbers are told. */
function related(space: Space, keys: readonly [string, string, string], told: Diagram, fits: (cells: readonly [Cell, Cell, Cell]) => boolean): Diagram {
  const { diagrams, cut } = space;
  const [first, second, third] = keys.map((key) => cut.get(key)?.cells.filter((cell) => cell.kind !== 'none') ?? []);
  const at = (key: string, cell: Cell): Diagram => cellsWhere(space, key, (one) => one === cell);
  const fitting = (first ?? []).flatMap((a) =>
    (second ?? []).map((b) => {
      const thirds: ReadonlySet<Cell> = new Set((third ?? []).filter((c) => fits([a, b, c])));
      return diagrams.all([at(keys[0], a), at(keys[1], b), cellsWhere(space, keys[2], (cell) => thirds.has(cell))]);
    }),
  );
  return diagrams.or(diagrams.not(told), diagrams.any(fitting));
}

// Moments

/** Measures from one event to one moment: none, all or some of it have passed, in each of them alike. */
function sameMoments(space: Space): readonly Diagram[] {
  const { diagrams, dimensions } = space;
  const byMoments = new Map<string, (Dimension & { readonly kind: 'elapsed' })[]>();
  for (const dimension of dimensions) {
    if (dimension.kind !== 'elapsed') continue;
    const { at, event } = JSON.parse(dimension.measure.key) as { readonly at: string; readonly event: unknown };
    const key = JSON.stringify([at, event]);
    byMoments.set(key, [...(byMoments.get(key) ?? []), dimension]);
  }
  return [...byMoments.values()].flatMap((same) =>
    same.flatMap((one, index) =>
      same.slice(index + 1).map((other) => {
        const pairs = one.cells.map((cell) => {
          const fitting: ReadonlySet<Cell> = new Set(
            other.cells.filter((candidate) => cell.kind === 'none' || candidate.kind === 'none' || overlap(one.measure, cell, other.measure, candidate)),
          );
          return diagrams.and(
            cellsWhere(space, one.key, (candidate) => candidate === cell),
            cellsWhere(space, other.key, (candidate) => fitting.has(candidate)),
          );
        });
        return diagrams.any(pairs);
      }),
    ),
  );
}

function overlap(a: Measure, one: Cell, b: Measure, other: Cell): boolean {
  if (one.kind !== 'elapsed' || other.kind !== 'elapsed') return one.kind === other.kind;
  const [moreThanOne, mostOne] = stretchOfTime(a, one);
  const [moreThanOther, mostOther] = stretchOfTime(b, other);
  return Math.max(moreThanOne, moreThanOther) < Math.min(mostOne, mostOther);
}

/** More than the first, at most the second, in milliseconds after the event. */
function stretchOfTime({ unit }: Measure, { after, within }: Extract<Cell, { readonly kind: 'elapsed' }>): Stretch {
  return [after === null ? -1 : boundsOfMeasure(unit, after)[0], within === null ? Number.POSITIVE_INFINITY : boundsOfMeasure(unit, within)[1]];
}

/** A window that begins with the end of another one has not begun while that one is open. */
function followingWindows(regions: PolicyRegions, { diagrams }: Space): readonly Diagram[] {
  const { windows } = regions.policy;
  return [...windows.values()].flatMap(({ id, span }) => {
    if (span.kind !== 'time' || span.from.kind !== 'end-of') return [];
    const before = span.from.window;
    if (windowsBehind(before, windows).some(({ span: one }) => one.kind === 'number' || (one.kind === 'time' && one.at !== span.at))) return [];
    const isEarly = diagrams.and(regions.windowStates(id).early, regions.hasBegun(id));
    return [diagrams.not(diagrams.and(isEarly, regions.windowStates(before).closed))];
  });
}
