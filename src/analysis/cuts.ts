import { testsOf } from '../model/condition.ts';
import { amountsWithin } from '../model/amount-parts.ts';
import type { Condition, CorePolicy, Fact, Test } from '../model/policy.ts';

/** Every condition of a policy, each once; those that windows and amounts choose by included. */
export function conditionsOf(policy: CorePolicy): readonly Condition[] {
  const conditions = new Set<Condition>();
  for (const fact of policy.facts.values()) conditions.add(fact.when);
  for (const { when } of policy.impossible) conditions.add(when);
  for (const { span } of policy.windows.values()) if (span.kind === 'choose') for (const { when } of span.branches) conditions.add(when);
  for (const statement of [...policy.rules, ...policy.lines, ...policy.evidence, ...policy.duties]) conditions.add(statement.condition);
  for (const { waived, amount } of policy.lines) {
    if (waived !== null) conditions.add(waived.when);
    for (const part of amountsWithin(amount)) if (part.kind === 'choose') for (const { when } of part.branches) conditions.add(when);
  }
  return [...conditions];
}

/** Where policies tell the values of facts apart. */
export class Cuts {
  /** By fact: sets of values that something tells from the others. */
  readonly sets = new Map<string, Set<string>[]>();
  /** By fact: the last number before each cut. */
  readonly points = new Map<string, Set<number>>();
  /** By set fact: the members that are asked for. */
  readonly members = new Map<string, Set<string>>();

  addTest(test: Test): void {
    switch (test.kind) {
      case 'window':
        return;
      case 'has':
        for (const member of test.values) entry(this.members, test.fact, () => new Set()).add(member);
        return;
      case 'compare':
        this.addPoint(test.fact, test.comparison === 'over' || test.comparison === 'atMost' ? test.bound : test.bound - 1);
        return;
      case 'is':
        this.addSet(
          test.fact,
          test.values.filter((value) => value !== null && typeof value !== 'number').map((value) => String(value)),
        );
        for (const value of test.values)
          if (typeof value === 'number') {
            this.addPoint(test.fact, value - 1);
            this.addPoint(test.fact, value);
          }
    }
  }

  /** Numbers up to this one are told from those after it. */
  addPoint(fact: string, last: number): void {
    entry(this.points, fact, () => new Set()).add(last);
  }

  addSet(fact: string, values: readonly string[]): void {
    if (values.length > 0) entry(this.sets, fact, () => []).push(new Set(values));
  }
}

/** The cuts that conditions, tiers, amounts and the facts themselves make. */
export function addCutsOf(policy: CorePolicy, cuts: Cuts): void {
  const seen = new Set<Test>();
  for (const condition of conditionsOf(policy))
    for (const test of testsOf(condition)) {
      if (!seen.has(test)) cuts.addTest(test);
      seen.add(test);
    }
  for (const tier of policy.tiers.values()) {
    // A request takes the numbers after what was counted before.
    for (const { upTo } of tier.bands) if (upTo !== null) cuts.addPoint(tier.counts, upTo - 1);
    // Of no units, nothing is shown.
    if (tier.units !== null) cuts.addPoint(tier.units, 0);
    if (tier.column === null) continue;
    const byRates = new Map<string, string[]>();
    for (const value of policy.facts.get(tier.column)?.values ?? [])
      entry(byRates, tier.bands.map(({ rates }) => String(rates.get(value) ?? '')).join(), () => []).push(value);
    for (const values of byRates.values()) cuts.addSet(tier.column, values);
  }
  for (const { amount } of policy.lines)
    for (const part of amountsWithin(amount)) {
      if (part.kind !== 'match') continue;
      const byKey = new Map<string, string[]>();
      for (const [value, key] of part.keys) entry(byKey, key, () => []).push(value);
      for (const values of byKey.values()) cuts.addSet(part.fact, values);
    }
  for (const { span } of policy.windows.values()) {
    if (span.kind !== 'time' || span.calendar?.kind !== 'by-fact') continue;
    const byCalendar = new Map<string, string[]>();
    for (const [value, calendar] of span.calendar.calendars) entry(byCalendar, calendar, () => []).push(value);
    for (const values of byCalendar.values()) cuts.addSet(span.calendar.fact, values);
  }
}

/** The values of an enum, put together where nothing tells them apart. */
export function partsOfValues(values: readonly string[], sets: readonly ReadonlySet<string>[]): readonly (readonly string[])[] {
  let groups: (readonly string[])[] = [values];
  for (const set of sets)
    groups = groups.flatMap((group) => {
      const [inside, outside] = [group.filter((value) => set.has(value)), group.filter((value) => !set.has(value))];
      return [inside, outside].filter((part) => part.length > 0);
    });
  return groups;
}

/** Stretches of whole numbers between a fact's bounds, cut after each point. */
export function spansOf(
  { atLeast, atMost }: Pick<Fact, 'atLeast' | 'atMost'>,
  points: Iterable<number>,
): readonly { readonly from: number | null; readonly to: number | null }[] {
  const inside = [...new Set(points)].filter((point) => (atLeast === null || point >= atLeast) && (atMost === null || point < atMost)).sort((a, b) => a - b);
  return [...inside, atMost].map((to, index) => {
    const before = inside[index - 1];
    return { from: before === undefined ? atLeast : before + 1, to };
  });
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
