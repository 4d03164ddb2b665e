import { testsOf } from '../model/condition.ts';
import type { Condition, CorePolicy, Fact, Test, Window, WindowState } from '../model/policy.ts';
import { factsOfEvent } from '../model/window-facts.ts';
import type { Cell, Measure } from './dimension.ts';
import type { Diagram, Diagrams } from './diagram.ts';
import { measureOf } from './measures.ts';
import { cellsWhere, keyOf, type Space } from './space.ts';

/** The regions that the conditions of one policy describe, within a space that may have others beside it. */
export class PolicyRegions {
  readonly policy: CorePolicy;
  readonly #space: Space;
  readonly #diagrams: Diagrams;
  readonly #conditions = new Map<Condition, Diagram>();
  readonly #exists = new Map<string, Diagram>();
  readonly #states = new Map<string, Readonly<Record<WindowState, Diagram>>>();
  readonly #begun = new Map<string, Diagram>();

  constructor(policy: CorePolicy, space: Space) {
    this.policy = policy;
    this.#space = space;
    this.#diagrams = space.diagrams;
  }

  /** Where a condition holds. */
  condition(condition: Condition): Diagram {
    let known = this.#conditions.get(condition);
    if (known === undefined) {
      known = this.#build(condition);
      this.#conditions.set(condition, known);
    }
    return known;
  }

  #build(condition: Condition): Diagram {
    switch (condition.kind) {
      case 'constant':
        return condition.value ? this.#diagrams.always : this.#diagrams.never;
      case 'all':
        return this.#diagrams.all(condition.of.map((part) => this.condition(part)));
      case 'any':
        return this.#diagrams.any(condition.of.map((part) => this.condition(part)));
      case 'not':
        return this.#diagrams.not(this.condition(condition.of));
      default:
        return this.#test(condition);
    }
  }

  /** Where a fact exists, so that it can have a value other than null. */
  exists(name: string): Diagram {
    let known = this.#exists.get(name);
    if (known === undefined) {
      const fact = this.policy.facts.get(name);
      known = fact === undefined ? this.#diagrams.never : this.condition(fact.when);
      this.#exists.set(name, known);
    }
    return known;
  }

  /** Where a fact has a value. */
  hasValue(name: string): Diagram {
    return this.#diagrams.and(
      this.exists(name),
      this.#cells(name, (cell) => cell.kind !== 'none'),
    );
  }

  /** Where a fact has one of some values that are told apart. */
  valueIs(name: string, has: (cell: Cell) => boolean): Diagram {
    return this.#diagrams.and(
      this.exists(name),
      this.#cells(name, (cell) => cell.kind !== 'none' && has(cell)),
    );
  }

  #cells(name: string, has: (cell: Cell) => boolean): Diagram {
    const fact = this.policy.facts.get(name);
    return fact === undefined ? this.#diagrams.never : cellsWhere(this.#space, keyOf.fact(fact), has);
  }

  #test(test: Test): Diagram {
    switch (test.kind) {
      case 'window': {
        const states = this.windowStates(test.window);
        return this.#diagrams.any(test.states.map((state) => states[state]));
      }
      case 'has':
        return this.#has(test);
      case 'compare':
        return this.valueIs(test.fact, (cell) => cell.kind === 'span' && passes(cell, test));
      case 'is': {
        const isNone = test.values.includes(null) ? this.#diagrams.not(this.hasValue(test.fact)) : this.#diagrams.never;
        const values: ReadonlySet<unknown> = new Set(test.values);
        const isValue = (cell: Cell): boolean =>
          cell.kind === 'values' ? values.has(cell.values[0]) : cell.kind === 'span' && cell.from !== null && cell.from === cell.to && values.has(cell.from);
        return this.#diagrams.or(isNone, this.valueIs(test.fact, isValue));
      }
    }
  }

  #has({ fact, quantity, values }: Extract<Test, { readonly kind: 'has' }>): Diagram {
    const members = values.map((member) => cellsWhere(this.#space, keyOf.member(fact, member), (cell) => cell.kind === 'member' && cell.isMember));
    return this.#diagrams.and(quantity === 'some' ? this.#diagrams.any(members) : this.#diagrams.all(members), this.hasValue(fact));
  }

  /** Where evidence is in a state. */
  evidence(name: string, state: 'missing' | 'provided' | 'unavailable'): Diagram {
    return cellsWhere(this.#space, keyOf.evidence(name), (cell) => cell.kind === 'evidence' && cell.state === state);
  }

  /** The cells of a tier's last number; where it counts single units, those of the number before. */
  numbersUpTo(counts: string, units: string | null, last: number): Diagram {
    const isUpTo = (most: number) => (cell: Cell) => cell.kind === 'span' && cell.to !== null && cell.to <= most;
    if (units === null) return this.valueIs(counts, isUpTo(last - 1));
    return cellsWhere(this.#space, keyOf.sum(counts, units), isUpTo(last));
  }

  // Windows

  /** Where a window has begun, or not yet, or is over; where it is in none of these states, the judged fact is null. */
  windowStates(id: string): Readonly<Record<WindowState, Diagram>> {
    let known = this.#states.get(id);
    if (known === undefined) {
      const window = this.policy.windows.get(id);
      if (window === undefined) throw new Error(`no window ${id}`);
      known = this.#statesOf(window);
      this.#states.set(id, known);
    }
    return known;
  }

  #statesOf(window: Window): Readonly<Record<WindowState, Diagram>> {
    const { span } = window;
    const d = this.#diagrams;
    switch (span.kind) {
      case 'time':
        return this.#timeStates({ ...window, span });
      case 'number':
        return this.#numberStates(span);
      case 'later-of':
      case 'earlier-of': {
        const members = span.of.map((one) => this.windowStates(one));
        const [decisive, other] = span.kind === 'later-of' ? (['open', 'closed'] as const) : (['closed', 'open'] as const);
        const decided = d.any(members.map((states) => states[decisive]));
        const isNull = d.minus(d.any(members.map(({ early, open, closed }) => d.not(d.any([early, open, closed])))), decided);
        const others = d.minus(d.all(members.map((states) => states[other])), decided);
        const early = d.not(d.any([decided, isNull, others]));
        return span.kind === 'later-of' ? { early, open: decided, closed: others } : { early, open: others, closed: decided };
      }
      case 'choose': {
        const branches = [...span.branches.map(({ when, window: one }) => [this.condition(when), one] as const), [d.always, span.otherwise] as const];
        const of = (state: WindowState): Diagram => branches.reduceRight((rest, [when, one]) => d.choose(when, this.windowStates(one)[state], rest), d.never);
        return { early: of('early'), open: of('open'), closed: of('closed') };
      }
    }
  }

  #timeStates(window: Parameters<typeof measureOf>[1]): Readonly<Record<WindowState, Diagram>> {
    const d = this.#diagrams;
    const { span } = window;
    const judged = this.hasValue(span.at);
    const measured = measureOf(this.policy, window);
    const isWithin = (last: number | null): Diagram =>
      last === null ? judged : this.valueIs(span.at, (cell) => cell.kind === 'span' && cell.to !== null && cell.to <= last);
    if (measured.kind === 'fixed') {
      const { first } = measured;
      const early = first === null ? d.never : this.valueIs(span.at, (cell) => cell.kind === 'span' && cell.to !== null && cell.to < first);
      const open = d.minus(isWithin(measured.last), early);
      return { early, open, closed: d.minus(d.minus(judged, early), open) };
    }
    const { measure, count, last } = measured;
    const hasEvent = this.hasBegun(window.id);
    const isEarly = this.#elapsed(measure, (cell) => cell.kind === 'early');
    const begun = d.all([judged, hasEvent, d.not(isEarly)]);
    const open = d.and(
      begun,
      count === null ? isWithin(last) : this.#elapsed(measure, (cell) => cell.kind === 'elapsed' && cell.within !== null && cell.within <= count),
    );
    return { early: d.or(d.not(hasEvent), d.and(isEarly, judged)), open, closed: d.minus(begun, open) };
  }

  /** Where a window's event took place, or will, and nothing that it needs is missing: it then has instants. */
  hasBegun(id: string): Diagram {
    let known = this.#begun.get(id);
    if (known === undefined) {
      known = this.#hasBegun(this.policy.windows.get(id)?.span);
      this.#begun.set(id, known);
    }
    return known;
  }

  #hasBegun(span: Window['span'] | undefined): Diagram {
    const d = this.#diagrams;
    switch (span?.kind) {
      case undefined:
        return d.never;
      case 'number':
        return span.from === null ? d.always : this.hasValue(span.from);
      case 'time': {
        const calendar = span.calendar?.kind === 'by-fact' ? this.hasValue(span.calendar.fact) : d.always;
        if (span.from.kind === 'end-of') return d.and(this.#ends(span.from.window), calendar);
        const facts = factsOfEvent(span.from);
        return d.and(facts.length === 0 ? d.always : d.any(facts.map((name) => this.#tellsMoment(name))), calendar);
      }
      case 'later-of':
      case 'earlier-of': {
        const members = span.of.filter((one) => this.policy.windows.get(one)?.span.kind !== 'number').map((one) => this.hasBegun(one));
        return members.length === 0 ? d.never : span.kind === 'later-of' ? d.all(members) : d.any(members);
      }
      case 'choose':
        return [...span.branches].reduceRight(
          (rest, { when, window }) => d.choose(this.condition(when), this.hasBegun(window), rest),
          this.hasBegun(span.otherwise),
        );
    }
  }

  /** Where a window has an end that is a moment. */
  #ends(id: string): Diagram {
    const d = this.#diagrams;
    const span = this.policy.windows.get(id)?.span;
    switch (span?.kind) {
      case undefined:
      case 'number':
        return d.never;
      case 'time':
        if (span.length.kind === 'forever') return d.never;
        if (span.pauses === null) return this.hasBegun(id);
        return d.and(
          this.hasBegun(id),
          cellsWhere(this.#space, keyOf.ending(this.policy, id), (cell) => cell.kind === 'ending' && cell.ends),
        );
      case 'later-of':
      case 'earlier-of': {
        const timed = span.of.filter((one) => this.policy.windows.get(one)?.span.kind !== 'number');
        const ends = timed.map((one) => this.#ends(one));
        return timed.length === 0 ? d.never : span.kind === 'later-of' ? d.all(ends) : d.any(ends);
      }
      case 'choose':
        return [...span.branches].reduceRight((rest, { when, window }) => d.choose(this.condition(when), this.#ends(window), rest), this.#ends(span.otherwise));
    }
  }

  /** Lists of moments may be empty. */
  #tellsMoment(name: string): Diagram {
    return this.valueIs(name, (cell) => !(cell.kind === 'values' && cell.values.length === 0));
  }

  #elapsed(measure: Measure, has: (cell: Cell) => boolean): Diagram {
    return cellsWhere(this.#space, keyOf.elapsed(measure), has);
  }

  #numberStates({ at, from, length, decimals: _, ...span }: Extract<Window['span'], { readonly kind: 'number' }>): Readonly<Record<WindowState, Diagram>> {
    const d = this.#diagrams;
    const judged = this.hasValue(at);
    const until = length.kind === 'until' ? this.valueIs(at, (cell) => cell.kind === 'span' && cell.to !== null && cell.to <= length.value) : d.never;
    if (from === null) {
      const open = length.kind === 'until' ? until : this.valueIs(at, (cell) => cell.kind === 'span' && cell.to !== null && cell.to <= length.value);
      return { early: d.never, open, closed: d.minus(judged, open) };
    }
    const key = keyOf.difference({ ...span, at, from, length, decimals: _ });
    const isEarly = cellsWhere(this.#space, key, (cell) => cell.kind === 'early');
    const begun = d.all([judged, this.hasValue(from), d.not(isEarly)]);
    const within = cellsWhere(this.#space, key, (cell) => cell.kind === 'span' && cell.to !== null && cell.to <= length.value);
    const open = d.and(begun, length.kind === 'until' ? until : within);
    return { early: d.or(d.not(this.hasValue(from)), d.and(isEarly, judged)), open, closed: d.minus(begun, open) };
  }

  /** Where the policy refuses a request: a value that it does not know, or what it calls impossible. */
  refused(): Diagram {
    const d = this.#diagrams;
    const wrong = [...this.policy.facts.values()].map((fact) => d.and(this.exists(fact.name), this.#outside(fact)));
    return d.any([...wrong, ...this.policy.impossible.map(({ when }) => this.condition(when))]);
  }

  #outside({ name, type, values, atLeast, atMost, nullable, derived }: Fact): Diagram {
    const own: ReadonlySet<unknown> = new Set(values);
    return this.#cells(name, (cell) => {
      if (cell.kind === 'none') return !nullable && derived === null;
      if (cell.kind === 'values') return type === 'enum' && !own.has(cell.values[0]);
      return (
        cell.kind === 'span' &&
        ((atLeast !== null && (cell.from === null || cell.from < atLeast)) || (atMost !== null && (cell.to === null || cell.to > atMost)))
      );
    });
  }

  /** The dimensions that tests of a condition look at. */
  dimensionsOf(condition: Condition): ReadonlySet<number> {
    return new Set(testsOf(condition).flatMap((test) => [...this.#diagrams.levelsOf(this.condition(test))]));
  }
}

function passes({ from, to }: Extract<Cell, { readonly kind: 'span' }>, { comparison, bound }: Extract<Test, { readonly kind: 'compare' }>): boolean {
  switch (comparison) {
    case 'over':
      return from !== null && from > bound;
    case 'atLeast':
      return from !== null && from >= bound;
    case 'under':
      return to !== null && to < bound;
    case 'atMost':
      return to !== null && to <= bound;
  }
}
