import { fromUnits, printExact } from '../model/exact.ts';
import type { CorePolicy, Fact, WindowEvent } from '../model/policy.ts';
import { printDate } from '../model/time.ts';
import type { Box } from './boxes.ts';
import type { Cell, Dimension, Measure } from './dimension.ts';
import type { Space } from './space.ts';

/** What a box allows along one dimension, in words and for machines. */
export interface Constraint {
  /** The fact, evidence or measure that is constrained. */
  readonly on: string;
  readonly words: string;
}

/** A box in the policy's own words: what every request in it has in common. */
export function describeBox(space: Space, box: Box): readonly Constraint[] {
  return [...box]
    .sort(([a], [b]) => a - b)
    .map(([level, allowed]) => {
      const dimension = space.dimensions[level];
      if (dimension === undefined) throw new Error(`no dimension ${level}`);
      return describe(
        dimension,
        [...allowed].sort((a, b) => a - b),
        space,
      );
    });
}

/** One sentence part for a box. */
export function sayBox(space: Space, box: Box): string {
  const constraints = describeBox(space, box);
  return constraints.length === 0 ? 'all requests' : constraints.map(({ words }) => words).join(', ');
}

function describe(dimension: Dimension, allowed: readonly number[], { policies }: Space): Constraint {
  const cells = allowed.flatMap((cell) => dimension.cells[cell] ?? []);
  const others = dimension.cells.filter((cell) => !cells.includes(cell));
  switch (dimension.kind) {
    case 'evidence': {
      const states = cells.flatMap((cell) => (cell.kind === 'evidence' ? [cell.state] : []));
      return { on: `evidence.${dimension.name}`, words: `evidence.${dimension.name} ${orList(states)}` };
    }
    case 'member': {
      const isMember = cells.some((cell) => cell.kind === 'member' && cell.isMember);
      return { on: dimension.fact.name, words: `${dimension.fact.name} ${isMember ? 'has' : 'has not'} ${dimension.member}` };
    }
    case 'ending': {
      const ends = cells.some((cell) => cell.kind === 'ending' && cell.ends);
      return { on: dimension.sample.window, words: `${dimension.sample.window} ${ends ? 'ends' : 'is paused without an end'}` };
    }
    case 'fact':
      return { on: dimension.fact.name, words: `${dimension.fact.name} ${sayFact(dimension.fact, cells, others, policies)}` };
    case 'sum': {
      const name = `${dimension.counts} + ${dimension.units}`;
      return { on: name, words: `${name} ${sayNumbers(cells, String)}` };
    }
    case 'difference': {
      const { at, from } = dimension;
      const name = `${at.name} - ${from}`;
      const say = (number: number): string => printExact(fromUnits(number, at.decimals), 0);
      return { on: name, words: cells.every(({ kind }) => kind === 'early') ? `${at.name} under ${from}` : `${name} ${sayNumbers(cells, say)}` };
    }
    case 'elapsed':
      return { on: `${dimension.measure.at} after ${sayEvent(dimension.measure.event)}`, words: sayElapsed(dimension.measure, cells) };
  }
}

function sayFact(fact: Fact, cells: readonly Cell[], others: readonly Cell[], policies: readonly CorePolicy[]): string {
  const valuesOf = (some: readonly Cell[]): readonly string[] => some.flatMap((cell) => (cell.kind === 'values' ? cell.values.map(String) : []));
  const hasNone = cells.some(({ kind }) => kind === 'none');
  const none = fact.conditional || fact.derived !== null ? 'not asked' : 'null';
  if (cells.every(({ kind }) => kind === 'none')) return none;
  if (others.length > 0 && others.every(({ kind }) => kind === 'none')) return 'told';
  if (fact.type === 'enum' || fact.type === 'boolean') {
    const [inside, outside] = [valuesOf(cells), valuesOf(others)];
    if (hasNone && outside.length > 0 && outside.length < inside.length) return `not ${orList(outside)}`;
    if (!hasNone && outside.length > 0 && outside.length <= 2 && inside.length > 3 && !others.some(({ kind }) => kind === 'none'))
      return `not ${orList(outside)}`;
    return orList([...inside, ...(hasNone ? [none] : [])]);
  }
  const text = sayNumbers(
    cells.filter(({ kind }) => kind !== 'none'),
    (number) => sayValue(fact, number, policies),
  );
  return hasNone ? `${text} or ${none}` : text;
}

/** A value of an ordered fact as it is written in a policy. */
export function sayValue(fact: Fact, number: number, policies: readonly CorePolicy[]): string {
  switch (fact.type) {
    case 'instant':
      return policies.at(-1)?.zone.print(number) ?? '';
    case 'date':
      return printDate(number);
    default:
      return `${printExact(fromUnits(number, fact.decimals), fact.type === 'money' ? fact.decimals : 0)}${fact.currency === null ? '' : ` ${fact.currency}`}`;
  }
}

/** Stretches of numbers; neighbours are put together. */
function sayNumbers(cells: readonly Cell[], say: (number: number) => string): string {
  const stretches: { from: number | null; to: number | null }[] = [];
  for (const cell of cells) {
    if (cell.kind !== 'span') continue;
    const before = stretches.at(-1);
    if (before !== undefined && before.to !== null && cell.from === before.to + 1) before.to = cell.to;
    else stretches.push({ from: cell.from, to: cell.to });
  }
  return orList(
    stretches.map(({ from, to }) => {
      if (from === null) return to === null ? 'any' : `at most ${say(to)}`;
      if (to === null) return `at least ${say(from)}`;
      return from === to ? say(from) : `${say(from)} to ${say(to)}`;
    }),
  );
}

/** An event of a window in words. */
export function sayEvent(event: WindowEvent): string {
  switch (event.kind) {
    case 'fact':
      return event.fact;
    case 'first-of':
      return `the first of ${event.facts.join(', ')}`;
    case 'last-of':
      return `the last of ${event.facts.join(', ')}`;
    case 'fixed':
      return event.type === 'date' ? printDate(event.value) : new Date(event.value).toISOString();
    case 'end-of':
      return `the end of ${event.window}`;
  }
}

function sayElapsed(measure: Measure, cells: readonly Cell[]): string {
  const event = sayEvent(measure.event);
  const parts: string[] = [];
  if (cells.some(({ kind }) => kind === 'none')) parts.push(`${measure.at} without ${event}`);
  if (cells.some(({ kind }) => kind === 'early')) parts.push(`${measure.at} before ${event}`);
  const passed = cells.flatMap((cell) => (cell.kind === 'elapsed' ? [cell] : []));
  const [first, last] = [passed[0], passed.at(-1)];
  if (first !== undefined && last !== undefined) parts.push(`${measure.at} ${sayStretch(measure, first.after, last.within)} ${event}${sayCounting(measure)}`);
  return parts.join(' or ');
}

function sayStretch({ unit }: Measure, after: number | null, within: number | null): string {
  if (after === null && within === null) return 'at or after';
  if (unit.kind === 'until') return within === null ? `after ${printDate(after ?? 0)}, after` : `up to ${printDate(within)}, after`;
  const say = (count: number): string => `${count} ${unit.kind === 'order' ? '' : count === 1 ? unit.kind.replace(/s$/, '') : unit.kind}`;
  if (after === null) return `within ${say(within ?? 0)} of`;
  return within === null ? `more than ${say(after)} after` : `more than ${say(after)}, at most ${say(within)} after`;
}

function sayCounting({ unit }: Measure): string {
  if (unit.kind === 'order' || unit.kind === 'until') return '';
  const from = {
    'at-once': '',
    'next-hour': ', counted from the next full hour',
    'same-day': ', the day itself counted',
    'next-day': ', the day itself not counted',
  }[unit.countingFrom];
  return `${from}${unit.isPaused ? ', pauses not counted' : ''}`;
}

/** `a`, `a or b`, `a, b or c`. */
export function orList(words: readonly string[]): string {
  return words.length <= 1 ? (words[0] ?? 'nothing') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}
