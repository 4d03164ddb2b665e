/**
 * Analysis: the regions of requests that policies decide, what follows from them, and how two versions differ. Imports the model, the meaning
 * of windows and amounts, and is given what decides; it imports no engine.
 *
 * This file is the algebra: functions of finitely many dimensions, each cut into cells, as shared decision diagrams. Two functions are equal
 * exactly where their diagrams are the same number.
 */

/** A function from one cell of each dimension to a value; meaningful only with the `Diagrams` that made it. */
export type Diagram = number;

/** Thrown where diagrams grow beyond what is kept: the question is too large to be answered exactly. */
export class TooLarge extends Error {
  constructor() {
    super('the policy has more different regions than can be told apart');
  }
}

/** Where a diagram branches: on the cells of the dimension at this level, in the order of the cells. */
interface Branch {
  readonly level: number;
  readonly children: readonly Diagram[];
}

/** So many branches are kept; a policy of a thousand rules has some ten thousand. */
const defaultLimit = 500_000;

/**
 * Makes diagrams over some dimensions. Values are compared by identity; `false` means "not in the region", so that a diagram with the values
 * `false` and `true` alone is a region.
 */
export class Diagrams {
  /** How many cells each dimension has. */
  readonly sizes: readonly number[];
  readonly #limit: number;
  readonly #branches: Branch[] = [];
  /** The branches with one hash; seldom more than one. */
  readonly #known = new Map<number, Diagram[]>();
  readonly #values: unknown[] = [false, true];
  readonly #ofValue = new Map<unknown, Diagram>([
    [false, -1],
    [true, -2],
  ]);
  readonly #ands = new Map<number, Diagram>();
  readonly #ors = new Map<number, Diagram>();
  readonly #nots = new Map<Diagram, Diagram>();

  constructor(sizes: readonly number[], limit: number = defaultLimit) {
    this.sizes = sizes;
    this.#limit = limit;
  }

  /** The empty region. */
  get never(): Diagram {
    return -1;
  }

  /** The region of everything. */
  get always(): Diagram {
    return -2;
  }

  /** How many branches were made so far. */
  get count(): number {
    return this.#branches.length;
  }

  /** The function with one value everywhere. */
  constant(value: unknown): Diagram {
    let known = this.#ofValue.get(value);
    if (known === undefined) {
      known = -1 - this.#values.length;
      this.#values.push(value);
      this.#ofValue.set(value, known);
    }
    return known;
  }

  /** The value of a diagram that is the same everywhere; undefined where it branches. */
  constantOf(diagram: Diagram): unknown {
    return diagram < 0 ? this.#values[-1 - diagram] : undefined;
  }

  /** The first dimension that a diagram looks at; `Infinity` where it looks at none. */
  levelOf(diagram: Diagram): number {
    return diagram < 0 ? Number.POSITIVE_INFINITY : this.#branch(diagram).level;
  }

  /** What a diagram comes to in each cell of a dimension that is not after the first one that it looks at. */
  childrenAt(diagram: Diagram, level: number): readonly Diagram[] {
    if (diagram >= 0) {
      const branch = this.#branch(diagram);
      if (branch.level === level) return branch.children;
    }
    return Array.from({ length: this.sizes[level] ?? 0 }, () => diagram);
  }

  /** A function of one dimension. */
  of(level: number, valueOfCell: (cell: number) => unknown): Diagram {
    return this.branch(
      level,
      Array.from({ length: this.sizes[level] ?? 0 }, (_, cell) => this.constant(valueOfCell(cell))),
    );
  }

  /** What comes to `children[cell]` in each cell of a dimension before all those that the children look at. */
  branch(level: number, children: readonly Diagram[]): Diagram {
    const [first = this.never] = children;
    let isSame = true;
    let hash = level;
    for (const child of children) {
      if (child !== first) isSame = false;
      hash = (Math.imul(hash, 31) + child) | 0;
    }
    if (isSame) return first;
    const alike = this.#known.get(hash);
    const known = alike?.find((one) => this.#isBranch(one, level, children));
    if (known !== undefined) return known;
    if (this.#branches.length >= this.#limit) throw new TooLarge();
    this.#branches.push({ level, children });
    const made = this.#branches.length - 1;
    if (alike === undefined) this.#known.set(hash, [made]);
    else alike.push(made);
    return made;
  }

  #isBranch(diagram: Diagram, level: number, children: readonly Diagram[]): boolean {
    const branch = this.#branch(diagram);
    return branch.level === level && branch.children.every((child, cell) => child === children[cell]);
  }

  /** `a` where `b` holds, else `false`; for regions, what they share. */
  and(a: Diagram, b: Diagram): Diagram {
    if (a === this.never || b === this.never) return this.never;
    if (b < 0 || a === b) return a;
    if (a === this.always) return b;
    return this.#apply(this.#ands, a, b, (x, y) => this.and(x, y));
  }

  /** `a` where it has a value other than `false`, else `b`; for regions, both together. */
  or(a: Diagram, b: Diagram): Diagram {
    if (a === this.never || a === b) return b;
    if (a < 0 || b === this.never) return a;
    return this.#apply(this.#ors, a, b, (x, y) => this.or(x, y));
  }

  /** Where a diagram is `false`. */
  not(a: Diagram): Diagram {
    if (a === this.never) return this.always;
    if (a < 0) return this.never;
    let known = this.#nots.get(a);
    if (known === undefined) {
      const { level, children } = this.#branch(a);
      known = this.branch(
        level,
        children.map((child) => this.not(child)),
      );
      this.#nots.set(a, known);
    }
    return known;
  }

  /** `a` without what is in `b`. */
  minus(a: Diagram, b: Diagram): Diagram {
    return this.and(a, this.not(b));
  }

  /** `yes` where the condition holds, else `no`. */
  choose(condition: Diagram, yes: Diagram, no: Diagram): Diagram {
    if (yes === this.never) return this.minus(no, condition);
    return this.#override(this.and(yes, condition), condition, no);
  }

  /** What all of some regions share. */
  all(regions: readonly Diagram[]): Diagram {
    return this.#inPairs(regions, this.always, (a, b) => this.and(a, b));
  }

  /** Some regions together. */
  any(regions: readonly Diagram[]): Diagram {
    return this.#inPairs(regions, this.never, (a, b) => this.or(a, b));
  }

  /** Whether a region lies within another. */
  isWithin(a: Diagram, b: Diagram): boolean {
    return this.minus(a, b) === this.never;
  }

  /** Another value for each value. */
  map(a: Diagram, to: (value: unknown) => unknown): Diagram {
    const done = new Map<Diagram, Diagram>();
    const visit = (diagram: Diagram): Diagram => {
      if (diagram < 0) return this.constant(to(this.constantOf(diagram)));
      let known = done.get(diagram);
      if (known === undefined) {
        const { level, children } = this.#branch(diagram);
        known = this.branch(level, children.map(visit));
        done.set(diagram, known);
      }
      return known;
    };
    return visit(a);
  }

  /** Where a diagram has such values. */
  where(a: Diagram, has: (value: unknown) => boolean): Diagram {
    return this.map(a, (value) => has(value));
  }

  /** Puts two functions together, value by value. */
  combine(a: Diagram, b: Diagram, put: (a: unknown, b: unknown) => unknown): Diagram {
    const done = new Map<number, Diagram>();
    const visit = (x: Diagram, y: Diagram): Diagram =>
      x < 0 && y < 0 ? this.constant(put(this.constantOf(x), this.constantOf(y))) : this.#apply(done, x, y, visit);
    return visit(a, b);
  }

  /** All values that a diagram has somewhere. */
  valuesOf(a: Diagram): readonly unknown[] {
    const seen = new Set<Diagram>();
    const values: unknown[] = [];
    const visit = (diagram: Diagram): void => {
      if (seen.has(diagram)) return;
      seen.add(diagram);
      if (diagram < 0) values.push(this.constantOf(diagram));
      else for (const child of this.#branch(diagram).children) visit(child);
    };
    visit(a);
    return values;
  }

  /** The dimensions that a diagram looks at. */
  levelsOf(a: Diagram): ReadonlySet<number> {
    const levels = new Set<number>();
    const seen = new Set<Diagram>();
    const visit = (diagram: Diagram): void => {
      if (diagram < 0 || seen.has(diagram)) return;
      seen.add(diagram);
      const { level, children } = this.#branch(diagram);
      levels.add(level);
      for (const child of children) visit(child);
    };
    visit(a);
    return levels;
  }

  /** The values that a diagram can have in one cell of each dimension; -1 stands for any of them. */
  valuesAt(a: Diagram, cells: readonly number[]): ReadonlySet<unknown> {
    if (a < 0) return new Set([this.constantOf(a)]);
    const { level, children } = this.#branch(a);
    const cell = cells[level] ?? -1;
    if (cell >= 0) return this.valuesAt(children[cell] ?? this.never, cells);
    return new Set([...new Set(children)].flatMap((child) => [...this.valuesAt(child, cells)]));
  }

  /** The region that allows some cells of some dimensions, by level, and all of the others. */
  box(cells: ReadonlyMap<number, ReadonlySet<number>>): Diagram {
    return [...cells]
      .sort(([a], [b]) => b - a)
      .reduce(
        (rest, [level, allowed]) =>
          this.branch(
            level,
            Array.from({ length: this.sizes[level] ?? 0 }, (_, cell) => (allowed.has(cell) ? rest : this.never)),
          ),
        this.always,
      );
  }

  /** Whether the region that allows some cells lies within another, without making it. */
  isBoxWithin(cells: ReadonlyMap<number, ReadonlySet<number>>, region: Diagram): boolean {
    const inside = new Set<Diagram>();
    const visit = (diagram: Diagram): boolean => {
      if (diagram < 0) return diagram !== this.never;
      if (inside.has(diagram)) return true;
      const { level, children } = this.#branch(diagram);
      const allowed = cells.get(level);
      if (!children.every((child, cell) => (allowed !== undefined && !allowed.has(cell)) || visit(child))) return false;
      inside.add(diagram);
      return true;
    };
    return visit(region);
  }

  /** By level: the cells in which a region has anything. */
  extentOf(a: Diagram): readonly ReadonlySet<number>[] {
    const found = this.sizes.map(() => new Set<number>());
    const addAll = (from: number, to: number): void => {
      for (let level = from; level < Math.min(to, this.sizes.length); level += 1)
        for (let cell = 0; cell < (this.sizes[level] ?? 0); cell += 1) found[level]?.add(cell);
    };
    const seen = new Set<Diagram>();
    const skipped = new Set<string>();
    const visit = (diagram: Diagram, after: number): void => {
      if (diagram === this.never) return;
      const level = this.levelOf(diagram);
      if (level > after && !skipped.has(`${after} ${level}`)) addAll(after, level);
      skipped.add(`${after} ${level}`);
      if (diagram < 0 || seen.has(diagram)) return;
      seen.add(diagram);
      for (const [cell, child] of this.#branch(diagram).children.entries()) {
        if (child === this.never) continue;
        found[level]?.add(cell);
        visit(child, level + 1);
      }
    };
    visit(a, 0);
    return found;
  }

  /** The points of a region that a choice of cells leads to: one at a time, dimensions that do not matter left out. */
  *paths(a: Diagram, order: (level: number) => readonly number[]): Generator<ReadonlyMap<number, number>> {
    yield* this.#pathsFrom(a, order, new Map());
  }

  *#pathsFrom(a: Diagram, order: (level: number) => readonly number[], before: Map<number, number>): Generator<ReadonlyMap<number, number>> {
    if (a < 0) {
      if (a !== this.never) yield new Map(before);
      return;
    }
    const { level, children } = this.#branch(a);
    for (const cell of order(level)) {
      const child = children[cell] ?? this.never;
      if (child === this.never) continue;
      before.set(level, cell);
      yield* this.#pathsFrom(child, order, before);
      before.delete(level);
    }
  }

  #branch(diagram: Diagram): Branch {
    const branch = this.#branches[diagram];
    if (branch === undefined) throw new Error(`no diagram ${diagram}`);
    return branch;
  }

  /** INVARIANT: `a` is `false` outside of the condition, so it may be `false` inside and must hide `no` there. */
  #override(a: Diagram, condition: Diagram, no: Diagram): Diagram {
    return this.or(a, this.minus(no, condition));
  }

  #apply(done: Map<number, Diagram>, a: Diagram, b: Diagram, step: (a: Diagram, b: Diagram) => Diagram): Diagram {
    // Diagrams number fewer than 2^25 either way, so that a pair is one exact number.
    const key = (a + 0x1000000) * 0x4000000 + (b + 0x1000000);
    const known = done.get(key);
    if (known !== undefined) return known;
    const [x, y] = [a < 0 ? undefined : this.#branches[a], b < 0 ? undefined : this.#branches[b]];
    const level = Math.min(x?.level ?? this.sizes.length, y?.level ?? this.sizes.length);
    const left = x?.level === level ? x.children : undefined;
    const right = y?.level === level ? y.children : undefined;
    const children: Diagram[] = [];
    for (let cell = 0; cell < (this.sizes[level] ?? 0); cell += 1) children.push(step(left?.[cell] ?? a, right?.[cell] ?? b));
    const result = this.branch(level, children);
    done.set(key, result);
    return result;
  }

  /** Halves first: regions that are alike are often listed side by side. */
  #inPairs(regions: readonly Diagram[], none: Diagram, join: (a: Diagram, b: Diagram) => Diagram): Diagram {
    let round = regions;
    while (round.length > 1)
      round = Array.from({ length: Math.ceil(round.length / 2) }, (_, index) => join(round[2 * index] ?? none, round[2 * index + 1] ?? none));
    return round[0] ?? none;
  }
}
