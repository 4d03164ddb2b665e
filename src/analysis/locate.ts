import { situate, type Situation, type ToldRequest } from '../meaning/situation.ts';
import { situateWindow } from '../meaning/windows.ts';
import type { WindowSituation } from '../meaning/window-situation.ts';
import type { CorePolicy, FactValue, TimeSpan } from '../model/policy.ts';
import type { Cell, Dimension, Measure } from './dimension.ts';
import type { Space } from './space.ts';

/** Finds the cells of requests: which cell of each dimension a complete request is in. */
export class Locator {
  readonly #space: Space;
  readonly #told: ToldRequest;
  readonly #situations = new Map<object, Situation>();

  /** @param told what is told; a fact left out counts as null */
  constructor(space: Space, told: ToldRequest) {
    this.#space = space;
    this.#told = told;
  }

  /** The cell of each dimension, in the order of the space. */
  cells(): readonly number[] {
    return this.#space.dimensions.map((dimension) => this.cellOf(dimension));
  }

  /** The cell of one dimension; -1 of a derived fact, which depends on the decision. */
  cellOf(dimension: Dimension): number {
    if (dimension.kind === 'fact' && dimension.fact.derived !== null) return -1;
    return dimension.cells.findIndex((cell) => this.#isIn(dimension, cell));
  }

  #isIn(dimension: Dimension, cell: Cell): boolean {
    switch (dimension.kind) {
      case 'evidence':
        return cell.kind === 'evidence' && cell.state === (this.#told.evidence.get(dimension.name) ?? 'missing');
      case 'ending':
        return cell.kind === 'ending' && cell.ends === (this.#situation(dimension.sample.policy).windowOf(dimension.sample.window).end !== 'never');
      case 'member': {
        const value = this.#valueOf(dimension.fact.name);
        return cell.kind === 'member' && cell.isMember === (value instanceof Set && value.has(dimension.member));
      }
      case 'fact':
        return isCellOf(cell, this.#told.facts.get(dimension.fact.name) ?? null);
      case 'sum': {
        const [counts, units] = [this.#valueOf(dimension.counts), this.#valueOf(dimension.units)];
        return isCellOf(cell, typeof counts === 'number' && typeof units === 'number' ? counts + units : null);
      }
      case 'difference': {
        const [at, from] = [this.#valueOf(dimension.at.name), this.#valueOf(dimension.from)];
        if (typeof at !== 'number' || typeof from !== 'number') return cell.kind === 'none';
        return cell.kind === 'early' ? at < from : isCellOf(cell, at - from);
      }
      case 'elapsed':
        return this.#hasElapsed(dimension.measure, cell);
    }
  }

  #valueOf(name: string): FactValue {
    return this.#told.facts.get(name) ?? null;
  }

  #hasElapsed(measure: Measure, cell: Cell): boolean {
    const sample = this.#window(measure, null);
    if (sample.opensAt === null || sample.judgedAt === null) return cell.kind === 'none';
    if (sample.state === 'early') return cell.kind === 'early';
    if (cell.kind !== 'elapsed') return false;
    const isAfter = cell.after === null || this.#window(measure, cell.after).state === 'closed';
    return isAfter && (cell.within === null || this.#window(measure, cell.within).state === 'open');
  }

  /** When a window of so many units would close. */
  closesAt(measure: Measure, count: number): number | null {
    return this.#window(measure, count).closesAt;
  }

  #window({ sample: { policy, window } }: Measure, count: number | null): WindowSituation {
    const found = policy.windows.get(window);
    if (found?.span.kind !== 'time') throw new Error(`no window ${window}`);
    return situateWindow({ ...found, span: count === null ? found.span : withCount(found.span, count) }, this.#situation(policy));
  }

  #situation(policy: CorePolicy): Situation {
    let situation = this.#situations.get(policy);
    if (situation === undefined) {
      const facts = new Map([...this.#told.facts].filter(([name]) => policy.facts.has(name)));
      situation = situate(policy, { ...this.#told, facts });
      this.#situations.set(policy, situation);
    }
    return situation;
  }
}

function withCount(span: TimeSpan, count: number): TimeSpan {
  const { length } = span;
  if (length.kind === 'until') return { ...span, length: { ...length, value: count } };
  return length.kind === 'forever' ? span : { ...span, length: { ...length, count } };
}

function isCellOf(cell: Cell, value: Exclude<FactValue, undefined>): boolean {
  if (value === null) return cell.kind === 'none';
  switch (cell.kind) {
    case 'values':
      return Array.isArray(value) ? cell.values.length === 0 && value.length === 0 : (cell.values as readonly unknown[]).includes(value);
    case 'told':
      // An empty list of moments has a cell before this one.
      return true;
    case 'span':
      return typeof value === 'number' && (cell.from === null || value >= cell.from) && (cell.to === null || value <= cell.to);
    default:
      return false;
  }
}
