import { type ChangedRegion, type Comparison, comparePolicies, type Tell } from '../analysis/compare-policies.ts';
import type { Box } from '../analysis/boxes.ts';
import { saysPresence } from '../analysis/dimension.ts';
import { fingerprintsOfChange } from '../analysis/fingerprints-of-change.ts';
import { constraintsOf } from '../analysis/machine-constraints.ts';
import type { Decide } from '../analysis/run-both.ts';
import { sayBox } from '../analysis/words.ts';
import { compareExact, type Exact, parseDecimal, zero } from '../model/exact.ts';
import type { DiffBox, DiffChange, DiffMoney, DiffRegion, DiffSide, DiffSummary, PolicyDiff } from '../model/generated/diff.ts';
import type { CorePolicy } from '../model/policy.ts';
import { compile } from './compile.ts';
import { findTextChanges, type TextChange } from './diff-changes.ts';
import { describeLimits } from './diff-limits.ts';
import { describeTiers, describeWindows } from './diff-pictures.ts';
import { describeChanges, effectOf } from './diff-what.ts';
import { describeWitness } from './diff-witness.ts';
import type { Policy } from './policy.ts';

export interface DiffOptions {
  /** Is told how many regions were looked at, of how many. */
  readonly tell?: Tell;
}

/**
 * Finds all complete requests that two policies decide differently, with the money, a witness of each region, and the changes of the text that
 * cause it. The same two policies give the same bytes. Throws `TooLarge` where there are more different requests than can be told apart.
 */
export function diffPolicies(old: Policy, next: Policy, { tell }: DiffOptions = {}): PolicyDiff {
  const comparison = comparePolicies(old.core, next.core, decideBoth(old, next), tell);
  const order = inOrder(comparison);
  const changes = findTextChanges(old, next, comparison);
  const regions = order.map((index, place) => describeRegion(index, place + 1, comparison, changes));
  return {
    old: sideOf(old),
    new: sideOf(next),
    same: regions.length === 0 && comparison.everywhere.length === 0,
    fingerprints: fingerprintsOfChange(old.core, next.core),
    summary: summarize(regions),
    regions,
    everywhere: comparison.everywhere,
    limits: describeLimits(comparison, regions),
    changes: changes.map((change, index) => describeChange(change, index + 1, order)),
    tiers: describeTiers(old.core, next.core),
    windows: describeWindows(old.core, next.core),
  };
}

function decideBoth(old: Policy, next: Policy): Decide {
  const [before, after] = [compile(old), compile(next)];
  return (core: CorePolicy, request) => {
    const evaluation = (core === old.core ? before : after)(request);
    return evaluation.ok ? evaluation.decision : null;
  };
}

function sideOf({ id, version, title, digest, core, source }: Policy): DiffSide {
  const readings = Object.fromEntries([...core.readings.values()].map(({ name, choice }) => [name, choice] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { policy: id, version, title, digest, from: source.file.path, readings };
}

function describeRegion(index: number, number: number, comparison: Comparison, changes: readonly TextChange[]): DiffRegion {
  const region = regionAt(comparison, index);
  const what = describeChanges(comparison, region.changes);
  return {
    number,
    effect: effectOf(region, what),
    isTextOnly: what.every(({ isTextOnly }) => isTextOnly),
    what,
    where: region.cover.boxes.map((box) => describeBox(box, region.cover.isComplete, comparison)),
    isWhereExact: region.cover.isComplete,
    money: region.money,
    witness: region.witness === null ? null : describeWitness(region.witness, what),
    causes: changes.flatMap(({ causes }, at) => (causes.has(index) ? [at + 1] : [])),
  };
}

/** What is merely told, or not, follows from the rest where a region is described exactly; a box that is drawn around one is said without it. */
function describeBox(box: Box, isExact: boolean, { space }: Comparison): DiffBox {
  const said = isExact ? box : new Map([...box].filter(([level, cells]) => !isPresence(space, level, cells)));
  return { words: sayBox(space, said), constraints: constraintsOf(space, box) };
}

function isPresence({ dimensions }: Comparison['space'], level: number, cells: ReadonlySet<number>): boolean {
  const dimension = dimensions[level];
  return dimension !== undefined && saysPresence(dimension, cells);
}

function regionAt({ regions }: Comparison, index: number): ChangedRegion {
  const region = regions[index];
  if (region === undefined) throw new Error(`no region ${index}`);
  return region;
}

function describeChange({ causes, path, kind, words, old, new: next, note }: TextChange, number: number, order: readonly number[]): DiffChange {
  const regions = order.flatMap((index, place) => (causes.has(index) ? [place + 1] : []));
  return { number, path, kind, words, old, new: next, regions, note };
}

function summarize(regions: readonly DiffRegion[]): DiffSummary {
  const count = (effect: DiffRegion['effect']): number => regions.filter((region) => region.effect === effect).length;
  return { better: count('better'), worse: count('worse'), mixed: count('mixed'), unclear: count('unclear'), neutral: count('neutral') };
}

// The order of regions

const rankOfEffect = ['worse', 'mixed', 'unclear', 'better', 'neutral'] as const;

/** The indices of regions in the order in which a reader wants them. */
function inOrder({ regions }: Comparison): readonly number[] {
  const keyed = regions.map((region, index) => ({
    index,
    rank: rankOf(region),
    effect: rankOfEffect.indexOf(region.effect),
    largest: largestOf(region.money),
  }));
  return keyed
    .sort((a, b) => a.rank - b.rank || (a.rank === 1 ? compareLargest(a.largest, b.largest) : 0) || a.effect - b.effect || a.index - b.index)
    .map(({ index }) => index);
}

/** Outcomes, then money, evidence, duties, windows, and last what is only shown. */
function rankOf({ changes }: ChangedRegion): number {
  const kinds = new Set(changes.filter(({ isText }) => !isText).map(({ kind }) => kind));
  if (kinds.has('outcome')) return 0;
  if (kinds.has('charge') || kinds.has('credit')) return 1;
  const rank = (['evidence', 'duty', 'window'] as const).findIndex((kind) => kinds.has(kind));
  return rank < 0 ? 5 : 2 + rank;
}

/** The largest difference either way; null: without a limit. Undefined: none is known. */
function largestOf(money: readonly DiffMoney[]): Exact | null | undefined {
  let largest: Exact | undefined;
  for (const { least, most } of money) {
    if (least === null || most === null) return null;
    for (const end of [least, most]) {
      const size = parseDecimal(end.replace('-', ''));
      if (size !== undefined && compareExact(size, largest ?? zero) > 0) largest = size;
    }
  }
  return largest;
}

function compareLargest(a: Exact | null | undefined, b: Exact | null | undefined): number {
  if (a === null || b === null) return (a === null ? 0 : 1) - (b === null ? 0 : 1);
  return compareExact(b ?? zero, a ?? zero);
}
