import { testsOf } from '../model/condition.ts';
import { compareText } from '../model/order.ts';
import type { Condition, CorePolicy, Fact, NumberSpan } from '../model/policy.ts';
import { factsOfWindow } from '../model/window-facts.ts';
import { factsOf } from '../meaning/situation.ts';
import { canonicalText } from './canonical.ts';
import { addCutsOf, Cuts, partsOfValues, spansOf } from './cuts.ts';
import type { Cell, Dimension, Measure } from './dimension.ts';
import { type Diagram, Diagrams } from './diagram.ts';
import { differenceKey, measureOf, type TimeMeasure, windowKey } from './measures.ts';

/** The requests to one or several policies, cut wherever one of them tells requests apart. */
export interface Space {
  readonly policies: readonly CorePolicy[];
  readonly dimensions: readonly Dimension[];
  /** The level of each dimension, by its key. */
  readonly levels: ReadonlyMap<string, number>;
  /** All that was cut, by its key: what is a single piece has no level. */
  readonly cut: ReadonlyMap<string, Dimension>;
  readonly diagrams: Diagrams;
}

/** The keys of dimensions. */
export const keyOf = {
  /** A fact that changed its type, or what it is derived from, is another one. */
  fact: ({ name, type, decimals, currency, derived }: Fact): string =>
    `fact ${name} ${type} ${decimals} ${currency ?? ''}${derived === null ? '' : ` ${derived.from} less ${derived.less}`}`,
  member: (fact: string, member: string): string => `member ${fact} ${member}`,
  sum: (counts: string, units: string): string => `sum ${counts} ${units}`,
  difference: (span: NumberSpan): string => `difference ${differenceKey(span)}`,
  elapsed: (measure: Measure): string => `elapsed ${measure.key}`,
  ending: (policy: CorePolicy, window: string): string => `ending ${canonicalText(windowKey(policy, window))}`,
  evidence: (name: string): string => `evidence ${name}`,
};

/**
 * Cuts the requests of some policies. Dimensions stand in an order that depends on names alone, those that others hang on first.
 * @param more conditions that tell requests apart, too, though no decision depends on them
 */
export function cutSpace(policies: readonly CorePolicy[], limit?: number, more: readonly Condition[] = []): Space {
  const cut = new DimensionList(policies, more).list();
  const dimensions = cut.filter(({ cells }) => cells.length > 1);
  return {
    policies,
    dimensions,
    cut: new Map(cut.map((dimension) => [dimension.key, dimension])),
    levels: new Map(dimensions.map(({ key }, level) => [key, level])),
    diagrams: new Diagrams(
      dimensions.map(({ cells }) => cells.length),
      limit,
    ),
  };
}

/** Where a dimension has such cells; nowhere, if there is no such dimension. */
export function cellsWhere({ levels, cut, diagrams }: Space, key: string, has: (cell: Cell) => boolean): Diagram {
  const cells = cut.get(key)?.cells ?? [];
  const level = levels.get(key);
  if (level !== undefined) return diagrams.of(level, (cell) => cells[cell] !== undefined && has(cells[cell]));
  return cells[0] !== undefined && has(cells[0]) ? diagrams.always : diagrams.never;
}

interface Placed {
  readonly depth: number;
  readonly dimension: Dimension;
}

class DimensionList {
  readonly #policies: readonly CorePolicy[];
  readonly #cuts = new Cuts();
  readonly #depths = new Map<string, number>();
  readonly #placed = new Map<string, Placed>();

  constructor(policies: readonly CorePolicy[], more: readonly Condition[]) {
    this.#policies = policies;
    for (const test of more.flatMap(testsOf)) this.#cuts.addTest(test);
  }

  list(): readonly Dimension[] {
    for (const policy of this.#policies) addCutsOf(policy, this.#cuts);
    const measures = this.#policies.flatMap((policy) => this.#measuresOf(policy));
    for (const name of new Set(this.#policies.flatMap((policy) => [...policy.facts.keys()]))) this.#addFact(name);
    this.#addSums();
    this.#addDifferences();
    this.#addMeasures(measures);
    for (const policy of this.#policies) this.#addEndings(policy);
    for (const { evidence } of this.#policies)
      for (const { id, anyOf } of evidence) for (const name of anyOf.length === 0 ? [id] : anyOf.map((one) => one.id)) this.#addEvidence(name);
    return [...this.#placed.values()].sort((a, b) => a.depth - b.depth || compareText(a.dimension.key, b.dimension.key)).map(({ dimension }) => dimension);
  }

  #add(dimension: Dimension, depth: number): void {
    if (!this.#placed.has(dimension.key)) this.#placed.set(dimension.key, { depth, dimension });
  }

  /** How long a chain of facts this one hangs on. INVARIANT: facts do not hang on themselves. */
  #depthOf(name: string): number {
    let depth = this.#depths.get(name);
    if (depth === undefined) {
      const before = this.#policies.flatMap((policy) => {
        const fact = policy.facts.get(name);
        return fact === undefined ? [] : [...factsOf(testsOf(fact.when), policy), ...(fact.derived === null ? [] : [fact.derived.from, fact.derived.less])];
      });
      depth = before.reduce((most, other) => Math.max(most, this.#depthOf(other) + 1), 0);
      this.#depths.set(name, depth);
    }
    return depth;
  }

  #depthAfter(names: readonly string[]): number {
    return names.reduce((most, name) => Math.max(most, this.#depthOf(name)), 0) + 0.5;
  }

  #addFact(name: string): void {
    const found = this.#policies.flatMap((policy) => policy.facts.get(name) ?? []);
    for (const key of new Set(found.map(keyOf.fact)))
      this.#addFactOf(
        name,
        found.filter((fact) => keyOf.fact(fact) === key),
      );
  }

  #addFactOf(name: string, known: readonly Fact[]): void {
    const fact = joinFacts(known);
    if (fact === undefined) return;
    const none: readonly Cell[] = known.some((one) => one.conditional || one.nullable || one.derived !== null) ? [{ kind: 'none' }] : [];
    this.#add({ kind: 'fact', key: keyOf.fact(fact), fact, cells: [...none, ...this.#cellsOf(fact, known)] }, this.#depthOf(name));
    for (const member of this.#cuts.members.get(name) ?? [])
      this.#add(
        { kind: 'member', key: keyOf.member(name, member), fact, member, cells: [false, true].map((isMember) => ({ kind: 'member', isMember })) },
        this.#depthOf(name) + 0.25,
      );
  }

  #cellsOf(fact: Fact, known: readonly Fact[]): readonly Cell[] {
    switch (fact.type) {
      case 'boolean':
        return [true, false].map((value) => ({ kind: 'values', values: [value] }));
      case 'enum': {
        const ownValues = known.map(({ values }) => new Set(values));
        return partsOfValues(fact.values, [...ownValues, ...(this.#cuts.sets.get(fact.name) ?? [])]).map((values) => ({ kind: 'values', values }));
      }
      case 'integer':
      case 'decimal':
      case 'money':
      case 'instant':
      case 'date': {
        const points = this.#cuts.points.get(fact.name) ?? new Set<number>();
        const bounds = known.flatMap(({ atLeast, atMost }) => [...(atLeast === null ? [] : [atLeast - 1]), ...(atMost === null ? [] : [atMost])]);
        const spans = spansOf(fact, [...points, ...bounds]);
        return spans.length === 1 && spans[0]?.from === null && spans[0].to === null ? [{ kind: 'told' }] : spans.map((span) => ({ kind: 'span', ...span }));
      }
      case 'instants':
      case 'dates':
        return [{ kind: 'values', values: [] }, { kind: 'told' }];
      default:
        return [{ kind: 'told' }];
    }
  }

  #addSums(): void {
    const points = new Map<string, { readonly counts: string; readonly units: string; readonly points: Set<number> }>();
    for (const { tiers } of this.#policies)
      for (const { counts, units, bands } of tiers.values()) {
        if (units === null) continue;
        const key = keyOf.sum(counts, units);
        const found = points.get(key) ?? { counts, units, points: new Set() };
        points.set(key, found);
        for (const { upTo } of bands) if (upTo !== null) found.points.add(upTo);
      }
    for (const [key, { counts, units, points: last }] of points) {
      const spans = spansOf({ atLeast: null, atMost: null }, last);
      this.#add(
        { kind: 'sum', key, counts, units, cells: [{ kind: 'none' }, ...spans.map((span): Cell => ({ kind: 'span', ...span }))] },
        this.#depthAfter([counts, units]),
      );
    }
  }

  #addDifferences(): void {
    const found = new Map<string, { readonly span: NumberSpan; readonly at: Fact; readonly points: Set<number> }>();
    for (const policy of this.#policies)
      for (const { span } of policy.windows.values()) {
        if (span.kind !== 'number' || span.from === null) continue;
        const at = policy.facts.get(span.at);
        if (at === undefined) continue;
        const known = found.get(keyOf.difference(span)) ?? { span, at, points: new Set<number>() };
        found.set(keyOf.difference(span), known);
        if (span.length.kind === 'lasts') known.points.add(span.length.value);
      }
    for (const [key, { span, at, points }] of found) {
      const from = span.from ?? '';
      const cells: readonly Cell[] = [
        { kind: 'none' },
        { kind: 'early' },
        ...spansOf({ atLeast: 0, atMost: null }, points).map((one): Cell => ({ kind: 'span', ...one })),
      ];
      this.#add({ kind: 'difference', key, at, from, cells }, this.#depthAfter([span.at, from]));
    }
  }

  /** What windows of time depend on; those with fixed ends cut the judged fact. */
  #measuresOf(policy: CorePolicy): readonly (TimeMeasure & { readonly kind: 'measured' })[] {
    return [...policy.windows.values()].flatMap((window) => {
      const { span } = window;
      if (span.kind === 'number' && (span.length.kind === 'until' || span.from === null)) this.#cuts.addPoint(span.at, span.length.value);
      if (span.kind !== 'time') return [];
      const measured = measureOf(policy, { ...window, span });
      if (measured.kind === 'fixed' && measured.first !== null) this.#cuts.addPoint(span.at, measured.first - 1);
      if (measured.last !== null) this.#cuts.addPoint(span.at, measured.last);
      return measured.kind === 'measured' ? [measured] : [];
    });
  }

  #addMeasures(measures: readonly (TimeMeasure & { readonly kind: 'measured' })[]): void {
    const counts = new Map<string, { readonly measure: Measure; readonly counts: Set<number> }>();
    for (const { measure, count } of measures) {
      const found = counts.get(measure.key) ?? { measure, counts: new Set() };
      counts.set(measure.key, found);
      if (count !== null) found.counts.add(count);
    }
    for (const { measure, counts: found } of counts.values()) {
      const sorted = [...found].sort((a, b) => a - b);
      const within = [...sorted, null].map((end, index): Cell => ({ kind: 'elapsed', after: sorted[index - 1] ?? null, within: end }));
      this.#add(
        { kind: 'elapsed', key: keyOf.elapsed(measure), measure, cells: [{ kind: 'none' }, { kind: 'early' }, ...within] },
        this.#depthAfter([measure.at, ...measure.facts]),
      );
    }
  }

  #addEndings(policy: CorePolicy): void {
    for (const { id, span } of policy.windows.values())
      if (span.kind === 'time' && span.pauses !== null)
        this.#add(
          { kind: 'ending', key: keyOf.ending(policy, id), sample: { policy, window: id }, cells: [true, false].map((ends) => ({ kind: 'ending', ends })) },
          this.#depthAfter(factsOfWindow(id, policy.windows)) + 0.1,
        );
  }

  #addEvidence(name: string): void {
    const states = ['missing', 'provided', 'unavailable'] as const;
    this.#add({ kind: 'evidence', key: keyOf.evidence(name), name, cells: states.map((state) => ({ kind: 'evidence', state })) }, Number.MAX_SAFE_INTEGER);
  }
}

/** A fact with all the values that it has in any policy. */
function joinFacts(known: readonly Fact[]): Fact | undefined {
  const [first, ...others] = known;
  if (first === undefined || others.length === 0) return first;
  const least = known.map(({ atLeast }) => atLeast);
  const most = known.map(({ atMost }) => atMost);
  return {
    ...first,
    values: [...new Set(known.flatMap(({ values }) => values))],
    nullable: known.some(({ nullable }) => nullable),
    conditional: known.some(({ conditional }) => conditional),
    atLeast: least.reduce((a, b) => (a === null || b === null ? null : Math.min(a, b))),
    atMost: most.reduce((a, b) => (a === null || b === null ? null : Math.max(a, b))),
  };
}
