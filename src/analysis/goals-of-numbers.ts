import { passes } from '../meaning/truth.ts';
import { testsOf } from '../model/condition.ts';
import type { Working } from '../model/generated/decision.ts';
import { compareText } from '../model/order.ts';
import type { Fact, Test, Tier } from '../model/policy.ts';
import type { Cell } from './dimension.ts';
import type { DecisionRegions } from './decision-regions.ts';
import type { Diagram } from './diagram.ts';
import type { Goal, Trial } from './goal.ts';
import type { Ground } from './ground.ts';
import { pathsOfLine } from './goals-of-branches.ts';
import { cellsWhere, keyOf, type Space } from './space.ts';
import { matters, type OwnedCondition, ownedConditions, type Pass, switchesOf, whereMatters } from './switches.ts';
import { sayValue } from './words.ts';

/** What cases should show of numbers: each bound that something is compared with, and the bands of tiers. */
export function goalsOfNumbers(ground: Ground): readonly Goal[] {
  return [...[...ground.policy.tiers.values()].flatMap((tier) => goalsOfTier(tier, ground)), ...goalsOfBounds(ground)];
}

// Tiers

function goalsOfTier(tier: Tier, { policy, decisions, space }: Ground): readonly Goal[] {
  const { diagrams: d } = space;
  const used = d.any(
    policy.lines.flatMap((line) =>
      pathsOfLine(line, { decisions, space }).flatMap(({ part, where }) => (part.kind === 'tier' && part.tier === tier.id ? [where] : [])),
    ),
  );
  const numbers = new TierNumbersRegions(tier, decisions, space);
  const shared = { of: tier.id, place: `tiers ${tier.id}`, clauses: tier.clauses, prefers: [] } as const;
  return tier.bands.flatMap((band, index): readonly Goal[] => {
    const first = (tier.bands[index - 1]?.upTo ?? 0) + 1;
    const { upTo } = band;
    const range = upTo === null ? `${first} and above` : first === upTo ? String(first) : `${first} to ${upTo}`;
    const reached = numbers.within(first, upTo);
    const bands = [...band.rates.keys()].map((column): Goal => {
      const inColumn =
        column === '' ? d.always : decisions.regions.valueIs(tier.column ?? '', (cell) => cell.kind === 'values' && cell.values.includes(column));
      return {
        ...shared,
        kind: 'band',
        aspect: ['band', index + 1, ...(column === '' ? [] : [column])].join('-'),
        words: `that takes a number of ${range}${column === '' ? '' : ` for \`${column}\``}`,
        region: d.all([used, reached, inColumn]),
        // Values with the same rates are one cell, and this is one of them.
        landing: tier.column === null ? null : { kind: 'value', fact: tier.column, value: column },
        isExercisedBy: (trial) => numbersTaken(trial, tier.id).some((taken) => (taken.column ?? '') === column && isInBand(tier, taken, first, upTo)),
      };
    });
    if (upTo === null) return bands;
    const edges = [upTo, upTo + 1].map(
      (last): Goal => ({
        ...shared,
        kind: 'band',
        aspect: String(last),
        words: last === upTo ? `whose last number is ${last}, the last of its band` : `whose last number is ${last}, the first of the next band`,
        region: d.and(used, numbers.endingWith(last)),
        landing: { kind: 'tier', tier: tier.id, last },
        isExercisedBy: (trial) => numbersTaken(trial, tier.id).some((taken) => taken.last === last),
      }),
    );
    return [...bands, ...edges];
  });
}

interface Taken {
  readonly first: number;
  readonly last: number;
  readonly column: string | null;
}

/** Graduated, each number has its own rate; else all have that of the last. */
function isInBand({ mode }: Tier, { first, last }: Taken, from: number, upTo: number | null): boolean {
  return last >= from && (upTo === null || (mode === 'graduated' ? first : last) <= upTo);
}

/** The numbers of a tier that the lines of a decision are worked out with. */
function numbersTaken({ decision }: Trial, tier: string): readonly Taken[] {
  if (decision === null) return [];
  return [...decision.charges, ...decision.credits].flatMap(({ working }) =>
    workingsWithin(working).flatMap((one) => {
      if (one.kind !== 'tier' || one.tier !== tier) return [];
      const [start, end] = [one.parts[0], one.parts.at(-1)];
      return start === undefined || end === undefined ? [] : [{ first: start.first, last: end.last, column: one.column }];
    }),
  );
}

function workingsWithin(working: Working | undefined): readonly Working[] {
  if (working === undefined) return [];
  const parts =
    'of' in working ? (Array.isArray(working.of) ? (working.of as readonly Working[]) : [working.of as Working]) : 'each' in working ? [working.each] : [];
  return [working, ...parts.flatMap(workingsWithin)];
}

class TierNumbersRegions {
  readonly #tier: Tier;
  readonly #decisions: DecisionRegions;
  readonly #space: Space;

  constructor(tier: Tier, decisions: DecisionRegions, space: Space) {
    this.#tier = tier;
    this.#decisions = decisions;
    this.#space = space;
  }

  /** Where a request takes a number from the first to the last of a band. */
  within(first: number, upTo: number | null): Diagram {
    const reaches = this.#lastNumber((cell) => cell.to === null || cell.to >= first);
    const begins =
      upTo === null
        ? this.#space.diagrams.always
        : this.#tier.mode === 'graduated'
          ? this.#firstNumberUpTo(upTo)
          : this.#lastNumber((cell) => cell.from === null || cell.from <= upTo);
    return this.#space.diagrams.all([reaches, begins, this.#takesSome()]);
  }

  endingWith(last: number): Diagram {
    return this.#space.diagrams.and(
      this.#lastNumber(({ from, to }) => (from === null || from <= last) && (to === null || to >= last)),
      this.#takesSome(),
    );
  }

  #lastNumber(has: (cell: Extract<Cell, { readonly kind: 'span' }>) => boolean): Diagram {
    const { counts, units } = this.#tier;
    if (units !== null) return cellsWhere(this.#space, keyOf.sum(counts, units), (cell) => cell.kind === 'span' && has(cell));
    const next = (end: number | null): number | null => (end === null ? null : end + 1);
    // A fact without bounds and cuts is told, and no more is known of it.
    return this.#decisions.regions.valueIs(counts, (cell) => cell.kind !== 'span' || has({ kind: 'span', from: next(cell.from), to: next(cell.to) }));
  }

  #firstNumberUpTo(upTo: number): Diagram {
    return this.#decisions.regions.valueIs(this.#tier.counts, (cell) => cell.kind !== 'span' || cell.from === null || cell.from + 1 <= upTo);
  }

  #takesSome(): Diagram {
    const { units } = this.#tier;
    return units === null
      ? this.#space.diagrams.always
      : this.#decisions.regions.valueIs(units, (cell) => cell.kind !== 'span' || cell.to === null || cell.to >= 1);
  }
}

// Bounds

interface Bound {
  readonly fact: Fact;
  readonly value: number;
  /** Values on the other side of a bound, one step away. */
  readonly others: Set<number>;
  isBound: boolean;
}

function goalsOfBounds(ground: Ground): readonly Goal[] {
  const owned = ownedConditions(ground.policy);
  const bounds = new Map<string, Bound>();
  for (const { condition } of owned)
    for (const test of testsOf(condition))
      for (const [value, other, isBound] of pairsAtBounds(test)) {
        const fact = test.kind === 'window' ? undefined : ground.policy.facts.get(test.fact);
        if (fact === undefined || !isValue(fact, value) || !isValue(fact, other)) continue;
        const key = `${fact.name} ${value}`;
        const known = bounds.get(key) ?? { fact, value, others: new Set<number>(), isBound: false };
        bounds.set(key, known);
        known.others.add(other);
        known.isBound ||= isBound;
      }
  return [...bounds.values()].sort((a, b) => compareText(a.fact.name, b.fact.name) || a.value - b.value).map((bound) => goalOfBound(bound, owned, ground));
}

function goalOfBound({ fact, value, others, isBound }: Bound, owned: readonly OwnedCondition[], ground: Ground): Goal {
  const {
    policy,
    decisions: { regions, refused },
    space: { diagrams: d },
  } = ground;
  const switches = [...others].flatMap((other) => switchesOf(owned, passAt(fact.name, value), passAt(fact.name, other)));
  const [owner] = switches.map((one) => one.owner);
  const said = sayValue(fact, value, [policy]);
  const here = regions.valueIs(
    fact.name,
    (cell) => cell.kind !== 'span' || ((cell.from === null || cell.from <= value) && (cell.to === null || cell.to >= value)),
  );
  const region = d.and(here, whereMatters(switches, ground));
  return {
    kind: 'number',
    of: fact.name,
    aspect: said.replaceAll(/[^A-Za-z0-9.-]+/g, '-'),
    place: owner?.place ?? `fact ${fact.name}`,
    words: `with ${said}, ${isBound ? 'a bound on which something depends' : 'next to a bound on which something depends'}`,
    clauses: owner?.clauses ?? [],
    region,
    prefers: [d.minus(region, refused)],
    landing: { kind: 'value', fact: fact.name, value },
    isExercisedBy: (trial) => trial.situation.valueOf(fact.name) === value && matters(switches, trial),
  };
}

function passAt(fact: string, value: number): Pass {
  return (test) => (test.kind !== 'window' && test.fact === fact ? passes(test, value) : undefined);
}

/** Values on both sides of what a test compares with, each with one across the bound; whether it is the bound itself. */
function pairsAtBounds(test: Test): readonly (readonly [number, number, boolean])[] {
  if (test.kind === 'is')
    return test.values.flatMap((value) =>
      typeof value === 'number' ? [-1, 1].flatMap((step) => [[value, value + step, true] as const, [value + step, value, false] as const]) : [],
    );
  if (test.kind !== 'compare') return [];
  const { bound } = test;
  const next = test.comparison === 'over' || test.comparison === 'atMost' ? bound + 1 : bound - 1;
  return [
    [bound, next, true],
    [next, bound, false],
  ];
}

function isValue({ atLeast, atMost }: Fact, value: number): boolean {
  return (atLeast === null || value >= atLeast) && (atMost === null || value <= atMost);
}
