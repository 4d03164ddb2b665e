import type { ToldRequest } from '../meaning/situation.ts';
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
/** So many, and so many values for them, where a region is looked at from another side; and from so many sides. */
const fewPaths = 2;
const fewSteps = 800;
const mostSides = 24;

export interface Trying {
  readonly run: Try;
  /** What requests tell that are known already: at an edge, one like them is better than one made up. */
  readonly seeds: readonly ToldRequest[];
}

/** Requests that reach all goals that can be reached, few of them: each one reaches a goal that no other does. */
export function findMissingCases(goals: readonly Goal[], ground: Ground, { run, seeds }: Trying): MissingCases {
  const finder = new Finder(goals, ground, { run, seeds });
  for (const kind of order) for (const goal of goals) if (goal.kind === kind) finder.reach(goal);
  return finder.result();
}

interface Candidate {
  readonly goal: Goal;
  readonly request: PlainRequest;
  readonly told: ToldRequest;
  /** All goals that it reaches, by key. */
  readonly all: ReadonlySet<string>;
}

class Finder {
  readonly #goals: readonly Goal[];
  readonly #ground: Ground;
  readonly #run: Try;
  readonly #seeds: ToldRequest[];
  readonly #maker: WitnessMaker;
  readonly #left: Set<string>;
  readonly #found: Candidate[] = [];
  readonly #notFound: Goal[] = [];

  constructor(goals: readonly Goal[], ground: Ground, { run, seeds }: Trying) {
    this.#goals = goals;
    this.#ground = ground;
    this.#run = run;
    this.#seeds = [...seeds];
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
    this.#seeds.push(best.told);
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
    for (const requests of this.#sources(goal)) {
      const found: Candidate[] = [];
      for (const told of requests) {
        const candidate = this.#candidate(goal, told);
        if (candidate !== undefined) found.push(candidate);
        if (found.length >= compared) break;
      }
      const news = ({ all }: Candidate): number => [...all].filter((key) => this.#left.has(key)).length;
      const [first, ...others] = found;
      if (first !== undefined) return others.reduce((best, one) => (news(one) > news(best) ? one : best), first);
    }
    return undefined;
  }

  #candidate(goal: Goal, told: ToldRequest): Candidate | undefined {
    const request = toPlainRequest(this.#ground.policy, restrictTo(this.#ground.policy, told));
    const trials = this.#run(request);
    if (!trials.some((trial) => goal.isExercisedBy(trial))) return undefined;
    const lean = this.#withoutSurplus(request, trials);
    const shown = lean === request ? trials : this.#run(lean);
    // Evidence that is not asked for makes a case longer, and nothing else.
    const kept = shown.some((trial) => goal.isExercisedBy(trial)) ? { request: lean, trials: shown } : { request, trials };
    const all = this.#goals.filter((one) => kept.trials.some((trial) => one.isExercisedBy(trial))).map(keyOfGoal);
    return { goal, request: kept.request, told, all: new Set(all) };
  }

  #withoutSurplus(request: PlainRequest, trials: readonly Trial[]): PlainRequest {
    const { evidence, ...facts } = request;
    if (typeof evidence !== 'object' || evidence === null) return request;
    const asked = new Set(
      trials.flatMap(({ decision }) =>
        [...(decision?.evidence ?? []), ...(decision?.reasons ?? [])].flatMap((one) => ('evidence' in one && one.evidence !== undefined ? [one.evidence] : [])),
      ),
    );
    const items = this.#ground.policy.evidence.filter(({ id }) => asked.has(id));
    const names = new Set(items.flatMap(({ id, anyOf }) => (anyOf.length === 0 ? [id] : anyOf.map((one) => one.id))));
    const kept = Object.entries(evidence).filter(([name]) => names.has(name));
    return { ...facts, ...(kept.length === 0 ? {} : { evidence: Object.fromEntries(kept) }) };
  }

  /** Where requests for a goal are looked for, one after another. */
  *#sources(goal: Goal): Generator<Iterable<ToldRequest>> {
    const { diagrams: d, dimensions } = this.#ground.space;
    if (goal.landing !== null) yield this.#likeKnown(goal);
    const { region, prefers } = goal;
    const regions = new Set([...prefers, d.minus(region, this.#ground.decisions.refused), region].map((one) => d.and(one, this.#ground.possible)));
    for (const where of regions) yield this.#landed(goal, this.#maker.find(where), looked);
    // The first ways into a region are much alike; others begin with another cell of a dimension.
    const within = d.and(region, this.#ground.possible);
    const extent = d.extentOf(within);
    let sides = 0;
    for (const [level, { kind }] of dimensions.entries()) {
      if (kind === 'evidence' || (extent[level]?.size ?? 0) < 2) continue;
      for (const cell of extent[level] ?? []) {
        sides += 1;
        if (sides > mostSides) return;
        const side = d.and(
          within,
          d.of(level, (one) => one === cell),
        );
        yield this.#landed(goal, this.#maker.find(side, undefined, fewSteps), fewPaths);
      }
    }
  }

  *#likeKnown(goal: Goal): Generator<ToldRequest> {
    for (const told of this.#seeds) yield* land(told, goal.landing, this.#ground.policy);
  }

  *#landed(goal: Goal, witnesses: Iterable<ToldRequest>, most: number): Generator<ToldRequest> {
    let count = 0;
    for (const told of witnesses) {
      yield* land(told, goal.landing, this.#ground.policy);
      count += 1;
      if (count >= most) return;
    }
  }
}
