import type { ToldRequest } from '../meaning/situation.ts';
import type { Decision } from '../model/generated/decision.ts';
import type { Fact } from '../model/policy.ts';
import { dayLength, hour } from '../model/time.ts';
import type { Diagram } from './diagram.ts';
import type { Example } from './finding.ts';
import { Locator } from './locate.ts';
import { type Proving, shortenTogether } from './proving.ts';
import { keyOf } from './space.ts';
import { factsOfRelation } from './witness.ts';

/** Two requests that differ in one fact, the smaller one first. */
export type Pair = readonly [Example, Example];

/** What a pair of decisions shows. */
export type Shows = (smaller: Decision, larger: Decision) => boolean;

/** Where the two requests of a pair must be, and how many requests may be begun with. */
export interface Wanted {
  readonly smaller: Diagram;
  readonly larger: Diagram;
  readonly most?: number;
}

/** So many requests are the begin of a search for a pair, and so many bisections bring a pair together. */
const mostBegins = 30;
const mostBisections = 64;

/** One request of a pair. */
export interface Side {
  readonly told: ToldRequest;
  readonly value: number;
  readonly example: Example;
}

/** Looks for pairs of requests in which one fact grows and all else stays. */
export class PairFinder {
  readonly #proving: Proving;
  readonly #fact: Fact;

  constructor(proving: Proving, fact: Fact) {
    this.#proving = proving;
    this.#fact = fact;
  }

  /** A pair that shows something, its two values as near to each other as they show it; undefined where none was found. */
  find({ smaller, larger, most = mostBegins }: Wanted, shows: Shows): Pair | undefined {
    for (const [region, other, isSmaller] of [
      [smaller, larger, true],
      [larger, smaller, false],
    ] as const) {
      let begins = 0;
      for (const told of this.#proving.requestsIn(region)) {
        begins += 1;
        if (begins > most) break;
        const one = this.#sideOf(told);
        if (one === undefined) continue;
        for (const value of this.#candidates(told, one.value)) {
          if (isSmaller ? value <= one.value : value >= one.value) continue;
          const two = this.#at(told, value, other);
          if (two === undefined) continue;
          const [low, high] = isSmaller ? [one, two] : [two, one];
          if (shows(low.example.decision, high.example.decision)) return this.shorten(this.#bringTogether(low, high, shows), shows);
        }
      }
    }
    return undefined;
  }

  /** The same request with another value; undefined where the policy does not take it, or it is not complete then. */
  withValue(told: ToldRequest, value: number): Side | undefined {
    return this.#at(told, value, this.#proving.taken);
  }

  /** The last values before something may change, all else left as it is. */
  endsOf(told: ToldRequest): readonly number[] {
    return [...new Set(this.#ends(told))].sort((a, b) => a - b);
  }

  /** As few facts as show it; the one that grows stays. */
  shorten(pair: Pair, shows: Shows): Pair {
    const shorter = shortenTogether(pair, (requests) => {
      if (requests.some((request) => !(this.#fact.name in request))) return undefined;
      const [a, b] = requests.map((request) => this.#proving.decide(request));
      return a !== undefined && b !== undefined && shows(a, b) ? [a, b] : undefined;
    });
    return [shorter[0] ?? pair[0], shorter[1] ?? pair[1]];
  }

  #sideOf(told: ToldRequest): Side | undefined {
    const value = told.facts.get(this.#fact.name);
    if (typeof value !== 'number') return undefined;
    const request = this.#proving.toRequest(told);
    const decision = this.#proving.decide(request);
    return decision === undefined ? undefined : { told, value, example: { request, decision } };
  }

  /** The same request with another value; undefined where it is not complete then, or not in the region. */
  #at(told: ToldRequest, value: number, region: Diagram): Side | undefined {
    const { atLeast, atMost } = this.#fact;
    if (!Number.isSafeInteger(value) || (atLeast !== null && value < atLeast) || (atMost !== null && value > atMost)) return undefined;
    const moved: ToldRequest = { ...told, facts: new Map([...told.facts, [this.#fact.name, value]]) };
    const { space, taken, diagrams } = this.#proving;
    const cells = new Locator(space, moved).cells();
    if (!diagrams.valuesAt(diagrams.and(region, taken), cells).has(true)) return undefined;
    return this.#sideOf(moved);
  }

  #bringTogether(low: Side, high: Side, shows: Shows): Pair {
    let [a, b] = [low, high];
    for (let step = 0; step < mostBisections && b.value - a.value > 1; step += 1) {
      const middle = this.#at(a.told, Math.floor((a.value + b.value) / 2), this.#proving.taken);
      if (middle === undefined) break;
      if (shows(a.example.decision, middle.example.decision)) b = middle;
      else if (shows(middle.example.decision, b.example.decision)) a = middle;
      else break;
    }
    return [a.example, b.example];
  }

  /** Values at which something may change: the ends of the cells, and steps of usual sizes. */
  *#candidates(told: ToldRequest, value: number): Generator<number> {
    const seen = new Set([value]);
    for (const candidate of [...this.#ends(told), ...this.#steps().flatMap((step) => [value + step, value - step])])
      if (!seen.has(candidate)) {
        seen.add(candidate);
        yield candidate;
      }
  }

  #steps(): readonly number[] {
    const { type, decimals } = this.#fact;
    const days = [1, 2, 3, 5, 7, 10, 14, 20, 30, 40, 60, 90, 120, 200, 400, 800, 1_600];
    if (type === 'date') return days;
    if (type === 'instant') return [1, hour, ...days.map((count) => count * dayLength)];
    return [1, ...[1, 2, 5, 10, 20, 50, 100, 1_000, 10_000].map((count) => count * 10 ** decimals)];
  }

  #ends(told: ToldRequest): readonly number[] {
    const { name, type } = this.#fact;
    const { space, policy } = this.#proving;
    const locator = new Locator(space, told);
    return space.dimensions.flatMap((dimension): readonly number[] => {
      const spans = dimension.cells.flatMap((cell) => (cell.kind === 'span' ? [cell.from, cell.to] : [])).filter((end) => end !== null);
      if (dimension.kind === 'fact') return dimension.key === keyOf.fact(this.#fact) ? spans : [];
      if (!factsOfRelation(dimension).includes(name)) return [];
      if (dimension.kind === 'elapsed' && dimension.measure.at === name) {
        const closing = dimension.cells.flatMap((cell) =>
          cell.kind === 'elapsed' && cell.within !== null ? [locator.closesAt(dimension.measure, cell.within)] : [],
        );
        return closing.flatMap((end) => (end === null ? [] : type === 'date' ? [policy.zone.dayOf(end), policy.zone.dayOf(end) + 1] : [end, end + 1]));
      }
      const [first, second] = factsOfRelation(dimension);
      const other = told.facts.get((first === name ? second : first) ?? '');
      if (typeof other !== 'number') return [];
      if (dimension.kind === 'sum') return spans.map((end) => end - other);
      if (dimension.kind === 'difference') return [...spans, -1, 0].map((end) => (first === name ? other + end : other - end));
      return [];
    });
  }
}
