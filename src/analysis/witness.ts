import type { ToldRequest } from '../meaning/situation.ts';
import type { Fact, FactValue } from '../model/policy.ts';
import { dayLength, hour, type Zone } from '../model/time.ts';
import type { Cell, Dimension, Measure } from './dimension.ts';
import type { Diagram } from './diagram.ts';
import { Locator } from './locate.ts';
import { boundsOfMeasure } from './measures.ts';
import { keyOf, type Space } from './space.ts';

type Value = Exclude<FactValue, undefined>;
type Told = Map<string, Value>;

/** Which of the values of a cell are taken: ordinary ones, or those at its ends; where there is no end, some that are large, or far larger. */
export type Taste = 'ordinary' | 'least' | 'most' | 'far';

/** The taste for each fact. */
export type Tastes = (fact: string) => Taste;

/** So many combinations of cells are tried before a region counts as not confirmed. */
const mostPaths = 60;
/** So many values are tried for one combination, and for all. */
const mostSteps = { path: 800, region: 4_000 };

/** Constructs requests that lie in given regions. */
export class WitnessMaker {
  readonly #space: Space;
  readonly #base: number;
  readonly #zone: Zone;
  readonly #orders = new Map<number, readonly number[]>();

  constructor(space: Space) {
    this.#space = space;
    const latest = space.policies.reduce((a, b) => (b.effectiveFrom > a.effectiveFrom ? b : a));
    this.#zone = latest.zone;
    // An ordinary day, some weeks after the newest version began: twenty past ten in the morning.
    this.#base = this.#zone.instantAt(withinCalendars(this.#zone.dayOf(latest.effectiveFrom) + 45, space), 10 * hour + 20 * 60_000);
  }

  /**
   * Complete requests in a region, until the caller has enough; none where none could be constructed.
   * @param region only combinations that requests can have
   * @param steps how many values are tried
   */
  *find(region: Diagram, tastes: Tastes = () => 'ordinary', steps: number = mostSteps.region): Generator<ToldRequest> {
    let tried = 0;
    const budget = { left: steps };
    for (const path of this.#space.diagrams.paths(region, (level) => this.#order(level))) {
      tried += 1;
      if (tried > mostPaths || budget.left <= 0) return;
      const told = this.#construct(path, tastes, budget);
      if (told !== undefined) yield told;
    }
  }

  /** Cells in the order in which they are ordinary: told before null, evidence provided. */
  #order(level: number): readonly number[] {
    let order = this.#orders.get(level);
    if (order === undefined) {
      const cells = this.#space.dimensions[level]?.cells ?? [];
      const rank = (cell: Cell | undefined): number =>
        cell?.kind === 'none' ? 2 : cell?.kind === 'evidence' ? ['provided', 'missing', 'unavailable'].indexOf(cell.state) : 0;
      order = [...cells.keys()].sort((a, b) => rank(cells[a]) - rank(cells[b]) || a - b);
      this.#orders.set(level, order);
    }
    return order;
  }

  #construct(path: ReadonlyMap<number, number>, tastes: Tastes, budget: { left: number }): ToldRequest | undefined {
    const chosen = new Map(
      this.#space.dimensions.map((dimension, level) => [
        dimension.key,
        dimension.cells[path.get(level) ?? this.#order(level)[0] ?? 0] ?? { kind: 'none' as const },
      ]),
    );
    for (const { key, cells } of this.#space.cut.values()) if (!chosen.has(key) && cells[0] !== undefined) chosen.set(key, cells[0]);
    const fixed = new Set([...path.keys()].map((level) => this.#space.dimensions[level]?.key ?? ''));
    const construction = new Construction(this.#space, chosen, fixed, { base: this.#base, zone: this.#zone, tastes });
    const told = construction.build();
    budget.left -= construction.steps;
    return told;
  }
}

/** A day like the one given that all calendars cover, and some months around it. */
function withinCalendars(day: number, { policies }: Space): number {
  const calendars = policies.flatMap((policy) => [...policy.calendars.values()]);
  const first = Math.max(...calendars.map(({ firstDay }) => firstDay));
  const last = Math.min(...calendars.map(({ lastDay }) => lastDay));
  if (calendars.length === 0 || (day >= first + 60 && day <= last - 120)) return day;
  return Math.floor((first + last) / 2);
}

interface Setting {
  readonly base: number;
  readonly zone: Zone;
  readonly tastes: Tastes;
}

class Construction {
  readonly #space: Space;
  readonly #cells: ReadonlyMap<string, Cell>;
  readonly #setting: Setting;
  readonly #relations: readonly Dimension[];
  /** How many values were tried. */
  steps = 0;

  constructor(space: Space, cells: ReadonlyMap<string, Cell>, fixed: ReadonlySet<string>, setting: Setting) {
    this.#space = space;
    this.#cells = cells;
    this.#setting = setting;
    this.#relations = [...space.cut.values()].filter(
      ({ kind, key }) => (kind === 'sum' || kind === 'difference' || kind === 'elapsed' || kind === 'ending') && fixed.has(key),
    );
  }

  build(): ToldRequest | undefined {
    const evidence = new Map<string, 'provided' | 'unavailable'>();
    const told: Told = new Map();
    const open: Fact[] = [];
    for (const dimension of this.#space.cut.values()) {
      const cell = this.#cells.get(dimension.key) ?? { kind: 'none' };
      if (dimension.kind === 'evidence' && cell.kind === 'evidence' && cell.state !== 'missing') evidence.set(dimension.name, cell.state);
      if (dimension.kind !== 'fact' || dimension.fact.derived !== null) continue;
      if (cell.kind === 'none') {
        // That there is none must be told, or it is not known. Where the fact does not exist, nothing is said of it in the end.
        if (dimension.fact.nullable) told.set(dimension.fact.name, null);
        continue;
      }
      const { fact } = dimension;
      const plain = this.#plainValue(fact, cell);
      if (plain === undefined) open.push(fact);
      else told.set(fact.name, plain);
    }
    const facts = this.#assign(this.#inOrder(open), told, evidence);
    return facts === undefined ? undefined : { facts, evidence };
  }

  /** A value that depends on no other; undefined where it may. */
  #plainValue(fact: Fact, cell: Cell): Value | undefined {
    if (fact.type === 'set') {
      const members = [...this.#space.cut.values()].flatMap((one) => (one.kind === 'member' && one.fact.name === fact.name ? [one] : []));
      return new Set(members.flatMap(({ key, member }) => (isMember(this.#cells.get(key)) ? [member] : [])));
    }
    if (fact.type === 'periods') return this.#periods(fact);
    if (fact.type === 'text') return 'A-1';
    if (cell.kind === 'values') return fact.type === 'instants' || fact.type === 'dates' ? [] : (cell.values[0] ?? null);
    return undefined;
  }

  /** No pause, unless a window is to have no end for it. */
  #periods({ name }: Fact): Value {
    const lasts = [...this.#space.cut.values()].some((one) => {
      const cell = this.#cells.get(one.key);
      const span = one.kind === 'ending' ? one.sample.policy.windows.get(one.sample.window)?.span : undefined;
      return cell?.kind === 'ending' && !cell.ends && span?.kind === 'time' && span.pauses === name;
    });
    return lasts ? [{ from: this.#setting.base - 8_000 * dayLength, to: null }] : [];
  }

  /** The moment that picks the version first, then moments that most depends on, and numbers in any order. */
  #inOrder(facts: readonly Fact[]): readonly Fact[] {
    const { effectiveBy } = this.#space.policies.at(-1) ?? { effectiveBy: '' };
    const related = ({ name }: Fact): number => this.#relations.filter((relation) => factsOfRelation(relation).includes(name)).length;
    const rank = (fact: Fact): number => (fact.name === effectiveBy ? 1_000 : related(fact));
    return [...facts].sort((a, b) => rank(b) - rank(a));
  }

  /** Gives values to the facts one after another; goes back where a later one finds none. */
  #assign(facts: readonly Fact[], told: Told, evidence: ToldRequest['evidence']): Told | undefined {
    const [fact, ...rest] = facts;
    if (fact === undefined) return told;
    const own = this.#cells.get(keyOf.fact(fact)) ?? { kind: 'told' };
    for (const value of this.#candidates(fact, own, told, evidence)) {
      this.steps += 1;
      if (this.steps > mostSteps.path) return undefined;
      const next = new Map([...told, [fact.name, value]]);
      if (!this.#fits(fact, next, evidence)) continue;
      const found = this.#assign(rest, next, evidence);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Whether all relations hold whose facts have their values. */
  #fits({ name }: Fact, told: Told, evidence: ToldRequest['evidence']): boolean {
    const locator = new Locator(this.#space, { facts: told, evidence });
    return this.#relations.every((relation) => {
      const facts = factsOfRelation(relation);
      const wanted = this.#cells.get(relation.key);
      if (!facts.includes(name) || wanted === undefined || wanted.kind === 'none' || !facts.every((one) => told.has(one) || this.#isNone(one))) return true;
      return relation.cells[locator.cellOf(relation)] === wanted;
    });
  }

  #isNone(name: string): boolean {
    return [...this.#space.cut.values()].some((one) => one.kind === 'fact' && one.fact.name === name && this.#cells.get(one.key)?.kind === 'none');
  }

  *#candidates(fact: Fact, own: Cell, told: Told, evidence: ToldRequest['evidence']): Generator<Value> {
    const isMoment = ['instant', 'date', 'instants', 'dates'].includes(fact.type);
    const seen = new Set<number>();
    const numbers = isMoment ? this.#moments(fact, own, told, evidence) : this.#numbers(fact, own, told);
    for (const number of numbers) {
      const fits = own.kind !== 'span' || ((own.from === null || number >= own.from) && (own.to === null || number <= own.to));
      if (!fits || seen.has(number) || !Number.isSafeInteger(number)) continue;
      seen.add(number);
      yield fact.type === 'instants' || fact.type === 'dates' ? [number] : number;
    }
  }

  // Numbers

  *#numbers(fact: Fact, own: Cell, told: Told): Generator<number> {
    const taste = this.#setting.tastes(fact.name);
    const [from, to] = own.kind === 'span' ? [own.from, own.to] : [null, null];
    const related = this.#relatedNumbers(fact, told);
    // What is asked for at its end is looked for there first.
    const ordinary =
      from !== null && to !== null
        ? Math.floor((from + to) / 2)
        : from !== null
          ? from + (fact.type === 'integer' ? 2 : 20 * 10 ** fact.decimals)
          : to !== null
            ? to - 2
            : 20 * 10 ** fact.decimals;
    const large = (fact.type === 'integer' ? 200 : 10_000 * 10 ** fact.decimals) * (taste === 'far' ? 100 : 1);
    const first = taste === 'least' ? (from ?? ordinary) : taste === 'ordinary' ? ordinary : (to ?? (from ?? 0) + large);
    yield first;
    yield* taste === 'most' || taste === 'far' ? [...related].sort((a, b) => b - a) : [...related].sort((a, b) => a - b);
    for (const value of [from, to, ordinary]) if (value !== null) yield value;
    if (from !== null) yield* [from + 1, from + 2, from + 5, from + 10, from + 50];
    if (to !== null) yield* [to - 1, to - 2];
  }

  /** Numbers with which sums and differences come to the ends of their cells. */
  #relatedNumbers({ name }: Fact, told: Told): readonly number[] {
    return this.#relations.flatMap((relation): readonly number[] => {
      const cell = this.#cells.get(relation.key);
      if (cell === undefined || !factsOfRelation(relation).includes(name)) return [];
      const ends = cell.kind === 'early' ? [-1] : cell.kind === 'span' ? [cell.from, cell.to].filter((end) => end !== null) : [];
      const others = factsOfRelation(relation).filter((one) => one !== name);
      return others.flatMap((other) => {
        const values = told.has(other) ? [told.get(other)] : this.#endsOf(other);
        return values.flatMap((value) => {
          if (typeof value !== 'number') return [];
          if (relation.kind === 'sum') return ends.map((end) => end - value);
          return relation.kind === 'difference' ? ends.map((end) => (relation.at.name === name ? value + end : value - end)) : [];
        });
      });
    });
  }

  #endsOf(name: string): readonly number[] {
    return [...this.#space.cut.values()].flatMap((one) => {
      const cell = one.kind === 'fact' && one.fact.name === name ? this.#cells.get(one.key) : undefined;
      return cell?.kind === 'span' ? [cell.from ?? 1, cell.to ?? (cell.from ?? 0) + 1] : [];
    });
  }

  // Moments

  *#moments(fact: Fact, own: Cell, told: Told, evidence: ToldRequest['evidence']): Generator<number> {
    const { zone, base } = this.#setting;
    const isDay = fact.type === 'date' || fact.type === 'dates';
    const unit = isDay ? 1 : dayLength;
    for (const instant of this.#relatedMoments(fact, told, evidence)) yield isDay ? zone.dayOf(instant) : instant;
    const [from, to] = own.kind === 'span' ? [own.from, own.to] : [null, null];
    const start = isDay ? zone.dayOf(base) : base;
    yield from !== null && to !== null
      ? Math.floor((from + to) / 2)
      : from !== null
        ? Math.max(start, from + 30 * unit)
        : to !== null
          ? Math.min(start, to - 30 * unit)
          : start;
    for (const value of [from, to]) if (value !== null) yield value;
    for (const days of [1, -1, 10, -10, 40, -40, 400, -400, 2_000]) yield start + days * unit;
  }

  #relatedMoments({ name }: Fact, told: Told, evidence: ToldRequest['evidence']): readonly number[] {
    return this.#relations.flatMap((relation): readonly number[] => {
      if (relation.kind !== 'elapsed' || !factsOfRelation(relation).includes(name)) return [];
      const cell = this.#cells.get(relation.key);
      const { measure } = relation;
      if (cell === undefined || cell.kind === 'none') return [];
      const isJudged = measure.at === name;
      const others = isJudged ? measure.facts : [measure.at];
      const known = others.flatMap((other) => this.#instantsOf(other, told));
      if (isJudged && measure.event.kind === 'fixed')
        known.push(measure.event.type === 'date' ? this.#setting.zone.startOfDay(measure.event.value) : measure.event.value);
      const distances = this.#distances(measure, cell);
      const exact = isJudged ? this.#exactEnds(measure, cell, told, evidence) : [];
      return [...known.flatMap((instant) => distances.map((distance) => (isJudged ? instant + distance : instant - distance))), ...exact];
    });
  }

  #instantsOf(name: string, told: Told): number[] {
    const value = told.get(name);
    const dates = this.#space.policies.some(({ facts }) => ['date', 'dates'].includes(facts.get(name)?.type ?? ''));
    const values = typeof value === 'number' ? [value] : Array.isArray(value) ? (value as readonly number[]).filter((one) => typeof one === 'number') : [];
    return values.map((one) => (dates ? this.#setting.zone.startOfDay(one) : one));
  }

  /** How long after the event a moment in a cell may be, ordinary distances first. */
  #distances({ unit, at }: Measure, cell: Cell): readonly number[] {
    if (cell.kind === 'early') return [-dayLength, -1, -hour, -40 * dayLength];
    if (cell.kind !== 'elapsed') return [];
    if (unit.kind === 'until') return [0, hour, dayLength];
    const taste = this.#setting.tastes(at);
    const [least, most] = cell.after === null ? [0, 0] : boundsOfMeasure(unit, cell.after);
    const after = Number.isFinite(most) ? most : least + 40 * dayLength;
    const [closes] = cell.within === null ? [after + 60 * dayLength] : boundsOfMeasure(unit, cell.within);
    const middle = Math.floor((after + closes) / 2 / hour) * hour;
    const around = [-3, -2, -1, 0, 1, 2, 3].flatMap((days) => [after, closes].map((end) => end + days * dayLength));
    const ordinary = [
      middle,
      after + hour,
      closes - hour,
      after + 1,
      closes,
      after,
      closes + 1,
      least + 1,
      closes + dayLength - 1,
      ...around,
      after + 2 * dayLength,
    ];
    const ends =
      taste === 'least'
        ? [least + 1, after + 1, after]
        : taste === 'ordinary'
          ? []
          : cell.within === null
            ? [after + (taste === 'far' ? 4_000 : 400) * dayLength]
            : [closes];
    return [...ends, ...ordinary].filter((distance) => distance >= 0);
  }

  /** The last moment before a cell's end, and the first after its begin, where the event is known. */
  #exactEnds(measure: Measure, cell: Cell, told: Told, evidence: ToldRequest['evidence']): readonly number[] {
    if (cell.kind !== 'elapsed') return [];
    const locator = new Locator(this.#space, { facts: told, evidence });
    const [begin, end] = [cell.after, cell.within].map((count) => (count === null ? null : locator.closesAt(measure, count)));
    return [
      ...(begin === null || begin === undefined ? [] : [begin + 1, begin + hour, begin + dayLength]),
      ...(end === null || end === undefined ? [] : [end, end - hour]),
    ];
  }
}

function isMember(cell: Cell | undefined): boolean {
  return cell?.kind === 'member' && cell.isMember;
}

/** The facts that a dimension puts in relation; none of one that is about a single fact. */
export function factsOfRelation(dimension: Dimension): readonly string[] {
  switch (dimension.kind) {
    case 'sum':
      return [dimension.counts, dimension.units];
    case 'difference':
      return [dimension.at.name, dimension.from];
    case 'elapsed':
      return [dimension.measure.at, ...factsOfMeasure(dimension.measure)];
    default:
      return [];
  }
}

/** The facts of a measure's event, those of windows that it follows included. */
function factsOfMeasure({ facts, event, sample: { policy } }: Measure): readonly string[] {
  if (event.kind !== 'end-of') return facts;
  const names = new Set<string>();
  const visit = (id: string): void => {
    const span = policy.windows.get(id)?.span;
    if (span?.kind === 'time') {
      if (span.from.kind === 'fact') names.add(span.from.fact);
      else if (span.from.kind === 'first-of' || span.from.kind === 'last-of') for (const name of span.from.facts) names.add(name);
      else if (span.from.kind === 'end-of') visit(span.from.window);
    } else if (span?.kind === 'later-of' || span?.kind === 'earlier-of') for (const one of span.of) visit(one);
    else if (span?.kind === 'choose') for (const one of [...span.branches.map(({ window }) => window), span.otherwise]) visit(one);
  };
  visit(event.window);
  return [...names];
}
