import { saysPresence } from './dimension.ts';
import type { Diagram, Diagrams } from './diagram.ts';
import type { Space } from './space.ts';

/** A part of a region: for some dimensions, by level, the cells that are allowed; all cells of the others. */
export type Box = ReadonlyMap<number, ReadonlySet<number>>;

/** Boxes that cover a region; `isComplete` is false where there are more than anybody reads, and one box is drawn around them all. */
export interface Cover {
  readonly boxes: readonly Box[];
  readonly isComplete: boolean;
}

/** Thrown within this file alone, where a region has more boxes than anybody reads. */
class Enough extends Error {}

/** Covers regions with boxes, none of which is superfluous. */
export class BoxCover {
  readonly #space: Space;
  readonly #diagrams: Diagrams;
  readonly #possible: Diagram;
  readonly #limit: number;
  readonly #extent: readonly ReadonlySet<number>[];

  /**
   * @param possible the requests that there can be: what there cannot be may lie in a box, too
   * @param limit how many boxes a region may have
   */
  constructor(space: Space, possible: Diagram, limit = 100) {
    this.#space = space;
    this.#diagrams = space.diagrams;
    this.#possible = possible;
    this.#limit = limit;
    this.#extent = space.diagrams.extentOf(possible);
  }

  /** Boxes that name a dimension only where it matters, and rather one that others hang on than those. */
  cover(region: Diagram): Cover {
    const d = this.#diagrams;
    const inside = d.and(region, this.#possible);
    const allowed = d.or(inside, d.not(this.#possible));
    try {
      const { boxes } = new Covering(d, this.#limit).cover(inside, allowed);
      return {
        boxes: this.#needed(
          inside,
          boxes.map((box) => this.#widen(box, inside, allowed)),
        ),
        isComplete: true,
      };
    } catch (error) {
      if (!(error instanceof Enough)) throw error;
      return { boxes: [new Map(this.#common(inside))], isComplete: false };
    }
  }

  /** What all requests of a region have in common. */
  #common(inside: Diagram): readonly (readonly [number, ReadonlySet<number>])[] {
    return [...this.#diagrams.extentOf(inside).entries()].filter(([level, cells]) => cells.size < (this.#extent[level]?.size ?? 0));
  }

  /**
   * Says of a box all that its requests have in common, and takes away again what follows from the rest: first what is merely told or not, then
   * what hangs on most.
   */
  #widen(box: Box, inside: Diagram, allowed: Diagram): Box {
    const common = this.#common(this.#diagrams.and(inside, this.#diagrams.box(box))).toReversed();
    const kept = new Map(common);
    const weak = common.filter(([level, cells]) => {
      const dimension = this.#space.dimensions[level];
      return dimension !== undefined && saysPresence(dimension, cells);
    });
    for (const [level, cells] of new Set([...weak, ...common])) {
      kept.delete(level);
      if (!this.#diagrams.isBoxWithin(kept, allowed)) kept.set(level, cells);
    }
    return new Map([...kept].sort(([a], [b]) => a - b));
  }

  /** Boxes that say less hold more; what the others hold together is left out. */
  #needed(inside: Diagram, boxes: readonly Box[]): readonly Box[] {
    const d = this.#diagrams;
    const sorted = [...boxes].sort((a, b) => a.size - b.size);
    const regions = sorted.map((box) => d.and(inside, d.box(box)));
    const before: Diagram[] = [];
    for (const region of regions) before.push(d.or(before.at(-1) ?? d.never, region));
    let after: Diagram = d.never;
    const needed: Box[] = [];
    for (let index = sorted.length - 1; index >= 0; index -= 1) {
      const [box, region] = [sorted[index], regions[index]];
      if (box === undefined || region === undefined || d.isWithin(region, d.or(before[index - 1] ?? d.never, after))) continue;
      after = d.or(after, region);
      needed.push(box);
    }
    return needed.toReversed();
  }
}

interface Covered {
  readonly boxes: readonly Box[];
  readonly region: Diagram;
}

/** The method of Minato and Morreale for irredundant sums of products, for more than two cells a dimension. */
class Covering {
  readonly #diagrams: Diagrams;
  readonly #limit: number;
  readonly #done = new Map<string, Covered>();

  constructor(diagrams: Diagrams, limit: number) {
    this.#diagrams = diagrams;
    this.#limit = limit;
  }

  /** Boxes that cover all of `least` and nothing beyond `most`. */
  cover(least: Diagram, most: Diagram): Covered {
    const d = this.#diagrams;
    if (least === d.never) return { boxes: [], region: d.never };
    if (most === d.always) return { boxes: [new Map()], region: d.always };
    const key = `${least} ${most}`;
    const known = this.#done.get(key);
    if (known !== undefined) return known;
    const level = Math.min(d.levelOf(least), d.levelOf(most));
    const covered = this.#coverAt(level, [...d.childrenAt(least, level)], d.childrenAt(most, level));
    if (covered.boxes.length > this.#limit) throw new Enough();
    this.#done.set(key, covered);
    return covered;
  }

  #coverAt(level: number, left: Diagram[], most: readonly Diagram[]): Covered {
    const d = this.#diagrams;
    const boxes: Box[] = [];
    const regions: Diagram[] = [];
    const take = (cells: readonly number[], covered: Covered): void => {
      const isAll = cells.length === left.length;
      for (const box of covered.boxes) boxes.push(isAll ? box : new Map([[level, new Set(cells)], ...box]));
      regions.push(
        isAll
          ? covered.region
          : d.and(
              covered.region,
              d.of(level, (cell) => cells.includes(cell)),
            ),
      );
      for (const cell of cells) left[cell] = d.minus(left[cell] ?? d.never, covered.region);
    };
    // What does not depend on this dimension comes first, then what holds for as many of its cells as possible.
    const everywhere = d.all(most);
    take([...left.keys()], this.cover(d.and(d.any(left), everywhere), everywhere));
    for (let cell = 0; cell < left.length; cell += 1) {
      const rest = left[cell] ?? d.never;
      if (rest === d.never) continue;
      const cells = [...left.keys()].filter((other) => d.isWithin(rest, most[other] ?? d.never));
      take(cells, this.cover(rest, d.all(cells.map((other) => most[other] ?? d.never))));
    }
    return { boxes, region: d.any(regions) };
  }
}
