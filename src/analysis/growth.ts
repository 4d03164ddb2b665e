import { testsOf } from '../model/condition.ts';
import type { CorePolicy } from '../model/policy.ts';
import type { Cell, Dimension } from './dimension.ts';
import type { Diagram } from './diagram.ts';
import { keyOf, type Space } from './space.ts';
import { factsOfRelation } from './witness.ts';

/** How a request moves through the cells of a dimension as a fact grows: forward, backward, or in a way that is not told. */
type Move = 'forward' | 'backward' | 'any';

/** What happens to the cells of requests as one fact grows and all else stays. More may be called reachable than is: never less. */
export class Growth {
  readonly #space: Space;
  readonly #moves: readonly (readonly [level: number, move: Move])[];

  constructor(policy: CorePolicy, space: Space, fact: string) {
    this.#space = space;
    this.#moves = space.dimensions.flatMap((dimension, level) => {
      const move = moveIn(dimension, fact, policy);
      return move === undefined ? [] : [[level, move] as const];
    });
  }

  /** The dimensions in which the cell depends on the fact. */
  get levels(): readonly number[] {
    return this.#moves.map(([level]) => level);
  }

  /** Whether a region depends on the fact. */
  matters(region: Diagram): boolean {
    const levels = this.#space.diagrams.levelsOf(region);
    return this.#moves.some(([level]) => levels.has(level));
  }

  /** The cells of all requests that come from those of a region as the fact grows, or stays. */
  up(region: Diagram): Diagram {
    return this.#close(region, 'forward');
  }

  /** The cells of all requests from which those of a region come. */
  down(region: Diagram): Diagram {
    return this.#close(region, 'backward');
  }

  #close(region: Diagram, as: Move): Diagram {
    return this.#moves.reduce((closed, [level, move]) => this.#closeAt(closed, level, move === 'any' ? 'any' : move === as ? 'forward' : 'backward'), region);
  }

  /** In each cell of a dimension: what is in one of the cells from which it is reached. */
  #closeAt(region: Diagram, level: number, move: Move): Diagram {
    const { diagrams: d, dimensions } = this.#space;
    const cells = dimensions[level]?.cells ?? [];
    const from = cells.map((cell, index) => cells.flatMap((other, before) => (reaches(other, before, cell, index, move) ? [before] : [])));
    const done = new Map<Diagram, Diagram>();
    const visit = (diagram: Diagram): Diagram => {
      const own = d.levelOf(diagram);
      if (own > level) return diagram;
      let known = done.get(diagram);
      if (known === undefined) {
        const children = d.childrenAt(diagram, own);
        known = d.branch(own, own < level ? children.map(visit) : from.map((list) => d.any(list.map((before) => children[before] ?? d.never))));
        done.set(diagram, known);
      }
      return known;
    };
    return visit(region);
  }
}

function reaches(from: Cell, before: number, to: Cell, after: number, move: Move): boolean {
  if (from.kind === 'none' || to.kind === 'none') return before === after || move === 'any';
  return move === 'any' || (move === 'forward' ? before <= after : before >= after);
}

function moveIn(dimension: Dimension, fact: string, policy: CorePolicy): Move | undefined {
  switch (dimension.kind) {
    case 'fact':
      if (dimension.fact.derived !== null && [dimension.fact.derived.from, dimension.fact.derived.less].includes(fact)) return 'any';
      return dimension.key === keyOf.fact(policy.facts.get(fact) ?? dimension.fact) && dimension.fact.name === fact ? 'forward' : undefined;
    case 'sum':
      return [dimension.counts, dimension.units].includes(fact) ? 'forward' : undefined;
    case 'difference':
      return dimension.at.name === fact ? 'forward' : dimension.from === fact ? 'backward' : undefined;
    case 'elapsed': {
      const { at, event, sample } = dimension.measure;
      if (event.kind === 'end-of' && choosesBy(event.window, fact, sample.policy)) return 'any';
      const [isJudged, isEvent] = [at === fact, factsOfRelation(dimension).slice(1).includes(fact)];
      return isJudged && isEvent ? 'any' : isJudged ? 'forward' : isEvent ? 'backward' : undefined;
    }
    case 'ending':
      return factsOfWindowsWithin(dimension.sample.window, dimension.sample.policy).has(fact) ? 'any' : undefined;
    default:
      return undefined;
  }
}

/** Whether which window it is hangs on the fact. */
function choosesBy(id: string, fact: string, policy: CorePolicy): boolean {
  const span = policy.windows.get(id)?.span;
  switch (span?.kind) {
    case 'time':
      return span.from.kind === 'end-of' && choosesBy(span.from.window, fact, policy);
    case 'later-of':
    case 'earlier-of':
      return span.of.some((one) => choosesBy(one, fact, policy));
    case 'choose':
      return (
        span.branches.some(
          ({ when, window }) =>
            testsOf(when).some((test) => 'fact' in test && test.fact === fact) ||
            testsOf(when).some(({ kind }) => kind === 'window') ||
            choosesBy(window, fact, policy),
        ) || choosesBy(span.otherwise, fact, policy)
      );
    default:
      return false;
  }
}

function factsOfWindowsWithin(id: string, policy: CorePolicy): ReadonlySet<string> {
  const span = policy.windows.get(id)?.span;
  if (span?.kind !== 'time') return new Set();
  const { from } = span;
  if (from.kind === 'fact') return new Set([from.fact]);
  if (from.kind === 'end-of') return factsOfWindowsWithin(from.window, policy);
  return new Set(from.kind === 'fixed' ? [] : from.facts);
}
