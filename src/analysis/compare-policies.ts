import type { ToldRequest } from '../meaning/situation.ts';
import type { Decision } from '../model/generated/decision.ts';
import { remedyFactOf } from '../meaning/decide.ts';
import type { CorePolicy } from '../model/policy.ts';
import type { AmountTerm } from './amount-regions.ts';
import { BoxCover, type Cover } from './boxes.ts';
import { type Component, DecisionRegions, type RegionOutcome } from './decision-regions.ts';
import type { Diagram } from './diagram.ts';
import { measureMoney, type MoneyDifference } from './money.ts';
import { possibleRequests } from './possible.ts';
import { cutSpace, type Space } from './space.ts';
import { type Change, type Comparing, type Decide, runBoth, type Witness } from './run-both.ts';
import { WitnessMaker } from './witness.ts';

/** Whether customers are better or worse off: `unclear` where an amount is not given. */
export type Effect = 'better' | 'worse' | 'mixed' | 'neutral' | 'unclear';

/** Requests that are decided differently in one way. */
export interface ChangedRegion {
  readonly region: Diagram;
  readonly cover: Cover;
  readonly changes: readonly Change[];
  readonly effect: Effect;
  readonly money: readonly MoneyDifference[];
  /** Null: no request was found that shows it, so that there may be none. */
  readonly witness: Witness | null;
}

/** Two policies and all requests that they decide differently. */
export interface Comparison {
  readonly old: DecisionRegions;
  readonly new: DecisionRegions;
  readonly space: Space;
  /** What there can be, and at least one of the two takes. */
  readonly possible: Diagram;
  readonly regions: readonly ChangedRegion[];
  /** What changes every decision, beside the regions: the currency of totals, or the fact that names the remedy. */
  readonly everywhere: readonly string[];
}

/** So many boxes say where a region is. */
const mostBoxes = 60;

/**
 * Finds all complete requests that two policies decide differently: a request outside of all regions gets the same decision from both, version and
 * digest aside.
 */
export function comparePolicies(old: CorePolicy, next: CorePolicy, decide: Decide): Comparison {
  const space = cutSpace([old, next]);
  const terms = new Map<string, AmountTerm>();
  const before = new DecisionRegions(old, space, terms);
  const after = new DecisionRegions(next, space, terms);
  const d = space.diagrams;
  const possible = d.minus(possibleRequests(space, [before.regions, after.regions]), d.and(before.where('refused'), after.where('refused')));
  const found = [...outcomeChanges(before, after, space, possible), ...componentChanges(before, after, space, possible)];
  const cover = new BoxCover(space, possible, mostBoxes);
  const maker = new WitnessMaker(space);
  const comparing: Comparing = { old: before, new: after, space, possible, maker, decide };
  return {
    old: before,
    new: after,
    space,
    possible,
    regions: joinRegions(found).map((one) => describeRegion(one, comparing, cover)),
    everywhere: changesEverywhere(old, next),
  };
}

function changesEverywhere(old: CorePolicy, next: CorePolicy): readonly string[] {
  const [was, is] = [old, next].map((policy) => remedyFactOf(policy) ?? 'none');
  return [
    ...(old.currency === next.currency ? [] : [`totals are in ${next.currency} instead of ${old.currency}`]),
    ...(was === is ? [] : [`the remedy is told by ${is ?? 'none'} instead of ${was ?? 'none'}`]),
  ];
}

interface FoundRegion {
  readonly region: Diagram;
  readonly changes: readonly Change[];
}

function outcomeChanges(before: DecisionRegions, after: DecisionRegions, { diagrams: d }: Space, possible: Diagram): readonly FoundRegion[] {
  const pairs = d.and(
    d.combine(before.outcome, after.outcome, (a, b) => (a === b ? false : `${a as RegionOutcome} ${b as RegionOutcome}`)),
    possible,
  );
  return splitByValue(pairs, d).map(([value, region]) => {
    const [old = '', next = ''] = String(value).split(' ');
    return { region, changes: [{ kind: 'outcome', id: null, old, new: next }] };
  });
}

function splitByValue(pairs: Diagram, d: Space['diagrams']): readonly (readonly [unknown, Diagram])[] {
  return d
    .valuesOf(pairs)
    .filter((value) => value !== false)
    .map((value) => [value, d.where(pairs, (one) => one === value)] as const);
}

/** Where the outcome is the same and something that is shown is not. */
function componentChanges(before: DecisionRegions, after: DecisionRegions, space: Space, possible: Diagram): readonly FoundRegion[] {
  const d = space.diagrams;
  const same = d.and(
    d.combine(before.outcome, after.outcome, (a, b) => a === b),
    possible,
  );
  const takenByBoth = d.minus(possible, d.or(before.where('refused'), after.where('refused')));
  const [old, next] = [before, after].map((regions) => new Map(regions.components().map((component) => [`${component.kind} ${component.id}`, component])));
  const keys = [...new Set([...(old?.keys() ?? []), ...(next?.keys() ?? [])])];
  return keys.flatMap((key): readonly FoundRegion[] => {
    const [a, b] = [old?.get(key), next?.get(key)];
    const component = b ?? a;
    const shown: readonly [Diagram, Diagram] = [a?.shown ?? d.never, b?.shown ?? d.never];
    if (component === undefined || shown[0] === shown[1]) return [];
    const pairs = d.and(
      d.combine(...shown, (x, y) => (x === y ? false : `${sayShown(component, x)}\n${sayShown(component, y)}`)),
      // Windows are shown whatever the outcome is; all else follows from it where it differs.
      component.kind === 'window' ? takenByBoth : same,
    );
    return splitByValue(pairs, d).map(([value, region]) => {
      const [was = '', is = ''] = String(value).split('\n');
      return { region, changes: [{ kind: component.kind, id: component.id, old: was === '' ? null : was, new: is === '' ? null : is }] };
    });
  });
}

/** What is shown, in words that put together what belongs together: an amount's formula, not its number. */
function sayShown({ kind }: Component, shown: unknown): string {
  if (shown === false) return '';
  return kind === 'charge' || kind === 'credit' ? (shown as AmountTerm).formula.replaceAll('\n', ' ') : 'shown';
}

/** What changes in the same requests is one region. */
function joinRegions(found: readonly FoundRegion[]): readonly FoundRegion[] {
  const byRegion = new Map<Diagram, Change[]>();
  for (const { region, changes } of found) byRegion.set(region, [...(byRegion.get(region) ?? []), ...changes]);
  return [...byRegion].map(([region, changes]) => ({ region, changes }));
}

function describeRegion({ region, changes }: FoundRegion, comparing: Comparing, cover: BoxCover): ChangedRegion {
  const witness = findWitness(region, changes, comparing);
  // Where no request was found, none would be found at the ends of its numbers.
  const money = witness === null ? [] : measureMoney(region, changes, comparing);
  return { region, changes, cover: cover.cover(region), money, effect: effectOf(changes, money), witness };
}

/** Runs both versions on requests of a region until one shows what is said of it. */
function findWitness(region: Diagram, changes: readonly Change[], comparing: Comparing): Witness | null {
  const { maker, possible, space } = comparing;
  const inside = space.diagrams.and(region, possible);
  for (const taste of ['ordinary', 'most', 'least'] as const) {
    let hasRequests = false;
    for (const told of maker.find(inside, () => taste)) {
      hasRequests = true;
      const witness = runBoth(told, comparing);
      if (!changes.every((change) => isShownBy(change, witness))) continue;
      const shorter = runBoth({ ...told, evidence: askedFor(told.evidence, witness) }, comparing);
      return changes.every((change) => isShownBy(change, shorter)) ? shorter : witness;
    }
    if (!hasRequests) return null;
  }
  return null;
}

/** Evidence that one of two decisions asks for. */
function askedFor(evidence: ToldRequest['evidence'], { old, new: next }: Witness): ToldRequest['evidence'] {
  const asked = new Set([old, next].flatMap(({ decision }) => (decision?.evidence ?? []).flatMap((item) => [item.evidence, ...Object.keys(item.anyOf ?? {})])));
  return new Map([...evidence].filter(([name]) => asked.has(name)));
}

/** Whether two decisions differ as a change says. */
export function isShownBy({ kind, id, old, new: next }: Change, witness: Witness): boolean {
  const [a, b] = [witness.old.decision, witness.new.decision];
  if (kind === 'outcome') return (a?.outcome ?? 'refused') === old && (b?.outcome ?? 'refused') === next;
  const [was, is] = [shownIn(a, kind, id), shownIn(b, kind, id)];
  return (was === undefined) === (old === null) && (is === undefined) === (next === null) && was !== is;
}

/** All that a decision shows of a statement, as a text. */
function shownIn(decision: Decision | null, kind: Exclude<Change['kind'], 'outcome'>, id: string | null): string | undefined {
  if (decision === null || id === null) return undefined;
  const find = (): unknown => {
    switch (kind) {
      case 'reason':
        return decision.reasons.find(({ rule, evidence }) => rule === id || evidence === id);
      case 'charge':
        return decision.charges.find(({ charge }) => charge === id);
      case 'credit':
        return decision.credits.find(({ credit }) => credit === id);
      case 'evidence':
        return decision.evidence.find(({ evidence }) => evidence === id);
      case 'duty':
        return decision.duties.find(({ duty }) => duty === id);
      case 'window':
        return decision.windows[id];
    }
  };
  const found = find();
  if (found === undefined) return undefined;
  // A reading that was chosen otherwise is shown beside, and belongs to what consults it.
  return JSON.stringify([found, decision.readings]);
}

const rank: Readonly<Record<string, number>> = { accepted: 4, review: 3, incomplete: 2, rejected: 1, uncovered: 0, refused: 0 };

function effectOf(changes: readonly Change[], money: readonly MoneyDifference[]): Effect {
  const effects = new Set(changes.map((change) => effectOfChange(change)).filter((effect) => effect !== 'neutral'));
  for (const { least, most } of money) {
    if (least !== null && least.startsWith('-') && most !== null && !isAbove(most)) effects.add('better');
    else if (most !== null && least !== null && isAbove(most) && !least.startsWith('-')) effects.add('worse');
    else if (least !== null && most !== null && least !== most) effects.add('mixed');
    else if (least === null && most === null) effects.add('mixed');
    else if (least === null) effects.add(most !== null && isAbove(most) ? 'mixed' : 'better');
    else if (most === null) effects.add(least.startsWith('-') ? 'mixed' : 'worse');
  }
  const hasOutcome = changes.some(({ kind }) => kind === 'outcome');
  if (hasOutcome) return effectOfChange(changes.find(({ kind }) => kind === 'outcome') ?? { kind: 'outcome', id: null, old: null, new: null });
  if (effects.has('mixed') || (effects.has('better') && effects.has('worse'))) return 'mixed';
  return effects.has('worse') ? 'worse' : effects.has('better') ? 'better' : effects.has('unclear') ? 'unclear' : 'neutral';
}

const isAbove = (sum: string): boolean => !sum.startsWith('-') && /[1-9]/.test(sum);

function effectOfChange({ kind, old, new: next }: Change): Effect {
  switch (kind) {
    case 'outcome': {
      const [was, is] = [rank[old ?? ''] ?? 0, rank[next ?? ''] ?? 0];
      return is > was ? 'better' : is < was ? 'worse' : 'neutral';
    }
    case 'evidence':
      return old === null ? 'worse' : next === null ? 'better' : 'neutral';
    case 'charge':
    case 'credit':
      return old === 'unspecified' || next === 'unspecified' ? 'unclear' : 'neutral';
    default:
      return 'neutral';
  }
}
