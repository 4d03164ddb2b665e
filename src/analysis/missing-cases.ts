import type { ToldRequest } from '../meaning/situation.ts';
import type { Diagram } from './diagram.ts';
import { type Goal, type GoalKind, keyOfGoal, type Trial } from './goal.ts';
import type { Ground } from './ground.ts';
import { land } from './land.ts';
import { type PlainRequest, restrictTo, toPlainRequest } from './told-request.ts';
import { WitnessMaker } from './witness.ts';

/** A request that reaches goals which no case reaches yet. */
export interface MissingCase {
  /** What it shows. */
  readonly goal: Goal;
  readonly request: PlainRequest;
  /** All goals that it reached first, by key. */
  readonly reached: readonly string[];
}

export interface MissingCases {
  readonly cases: readonly MissingCase[];
  /** Goals for which no request could be constructed, though none was proven to be out of reach. */
  readonly notFound: readonly Goal[];
}

/** Runs a request: itself, or nothing where it is refused for another reason than that it is impossible. */
export type Try = (request: PlainRequest) => readonly Trial[];

/** Exact edges first: a request at an edge shows rules, lines and readings besides. */
const order: readonly GoalKind[] = ['window', 'band', 'number', 'impossible', 'branch', 'line', 'evidence', 'duty', 'rule', 'reading'];

/** So many requests that reach a goal are compared by what else they reach. */
const compared = 3;
/** So many requests are looked at for one goal in one region. */
const looked = 12;

/** Requests that reach all goals that can be reached, few of them: each one reaches a goal that no other does. */
export function findMissingCases(goals: readonly Goal[], ground: Ground, run: Try): MissingCases {
  const finder = new Finder(goals, ground, run);
  for (const kind of order) for (const goal of goals) if (goal.kind === kind) finder.reach(goal);
  return finder.result();
}

interface Candidate {
  readonly goal: Goal;
  readonly request: PlainRequest;
  /** All goals that it reaches, by key. */
  readonly all: ReadonlySet<string>;
}

class Finder {
  readonly #goals: readonly Goal[];
  readonly #ground: Ground;
  readonly #run: Try;
  readonly #maker: WitnessMaker;
  readonly #left: Set<string>;
  readonly #found: Candidate[] = [];
  readonly #notFound: Goal[] = [];

  constructor(goals: readonly Goal[], ground: Ground, run: Try) {
    this.#goals = goals;
    this.#ground = ground;
    this.#run = run;
    this.#maker = new WitnessMaker(ground.space);
    this.#left = new Set(goals.filter(({ kind }) => order.includes(kind)).map(keyOfGoal));
  }

  reach(goal: Goal): void {
    if (!this.#left.has(keyOfGoal(goal))) return;
    const best = this.#best(goal);
    if (best === undefined) {
      this.#notFound.push(goal);
      return;
    }
    this.#found.push(best);
    for (const key of best.all) this.#left.delete(key);
  }

  /** A case whose goals the others reach together is not needed. */
  result(): MissingCases {
    const kept = new Set(this.#found);
    for (const one of this.#found.toReversed()) {
      const others = new Set([...kept].filter((other) => other !== one).flatMap(({ all }) => [...all]));
      if ([...one.all].every((key) => others.has(key))) kept.delete(one);
    }
    const before = new Set<string>();
    const cases = [...kept].map(({ goal, request, all }): MissingCase => {
      const reached = [...all].filter((key) => !before.has(key));
      for (const key of all) before.add(key);
      // It may be kept for something else than it was made for.
      const shows = reached.includes(keyOfGoal(goal)) ? goal : (this.#goals.find((one) => keyOfGoal(one) === reached[0]) ?? goal);
      return { goal: shows, request, reached };
    });
    return { cases, notFound: this.#notFound.filter((goal) => !before.has(keyOfGoal(goal))) };
  }

  /** Of the first requests that reach a goal, the one that reaches most of what is left. */
  #best(goal: Goal): Candidate | undefined {
    const found: Candidate[] = [];
    for (const told of this.#requests(goal)) {
      const request = toPlainRequest(this.#ground.policy, restrictTo(this.#ground.policy, told));
      const trials = this.#run(request);
      if (!trials.some((trial) => goal.isExercisedBy(trial))) continue;
      const all = this.#goals.filter((one) => trials.some((trial) => one.isExercisedBy(trial))).map(keyOfGoal);
      found.push({ goal, request, all: new Set(all) });
      if (found.length >= compared) break;
    }
    const news = ({ all }: Candidate): number => [...all].filter((key) => this.#left.has(key)).length;
    return found.reduce<Candidate | undefined>((best, one) => (best === undefined || news(one) > news(best) ? one : best), undefined);
  }

  /** Requests near a goal, and on its exact value where it has one. */
  *#requests({ region, prefers, landing }: Goal): Generator<ToldRequest> {
    const { diagrams: d } = this.#ground.space;
    const regions = new Set([...prefers, d.minus(region, this.#ground.decisions.refused), region].map((one) => d.and(one, this.#ground.possible)));
    for (const where of regions) {
      for (const told of this.#witnesses(where)) yield* land(told, landing, this.#ground.policy);
    }
  }

  *#witnesses(where: Diagram): Generator<ToldRequest> {
    let count = 0;
    for (const told of this.#maker.find(where)) {
      yield told;
      count += 1;
      if (count >= looked) return;
    }
  }
}
