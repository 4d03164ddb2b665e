import { testsOf } from '../model/condition.ts';
import { amountsWithin } from '../model/amount-parts.ts';
import type { CorePolicy, Line, Window, WindowState } from '../model/policy.ts';
import { windowsWithin } from '../model/window-facts.ts';
import { conditionsOf } from './cuts.ts';
import type { DecisionRegions } from './decision-regions.ts';
import type { Diagram } from './diagram.ts';
import type { Goal, Trial, WindowEdge } from './goal.ts';
import type { Ground } from './ground.ts';
import { isKnown, shownLine } from './goals-of-statements.ts';
import { measureOf } from './measures.ts';
import { cellsWhere, keyOf, type Space } from './space.ts';
import { matters, type OwnedCondition, ownedConditions, type Pass, switchesOf, whereMatters } from './switches.ts';

/** What cases should show of windows: both sides of each edge on which something depends. */
export function goalsOfWindows(ground: Ground): readonly Goal[] {
  const needed = edgesThatMatter(ground.policy);
  const owned = ownedConditions(ground.policy);
  return [...ground.policy.windows.values()].flatMap((window) => {
    const judged = judgedFactOf(window, ground.policy);
    if (judged === undefined) return [];
    return [...(needed.get(window.id) ?? [])].filter((edge) => hasEdge(window, edge)).map((edge) => new EdgeGoals(window, judged, owned, ground).goal(edge));
  });
}

/** Only time windows and those on numbers open by themselves; a window that is chosen has the edges of the one that it takes. */
function hasEdge({ span }: Window, edge: WindowEdge): boolean {
  const opens = edge === 'before' || edge === 'first';
  switch (span.kind) {
    case 'time':
      return opens || span.length.kind !== 'forever';
    case 'number':
      return !opens || span.from !== null;
    case 'later-of':
    case 'earlier-of':
      return !opens;
    case 'choose':
      return false;
  }
}

/** The fact by which a window is judged; undefined where its parts are judged by several, or by numbers and moments. */
function judgedFactOf(window: Window, { windows }: CorePolicy): string | undefined {
  const visit = ({ span }: Window): readonly string[] => {
    if (span.kind === 'time' || span.kind === 'number') return [span.at];
    return windowsWithin({ ...window, span }).flatMap((id) => {
      const inner = windows.get(id);
      return inner === undefined ? [] : visit(inner);
    });
  };
  const [first, ...others] = new Set(visit(window));
  return others.length === 0 ? first : undefined;
}

/** The edges that a condition or an amount tells apart, of windows and of those that they are made of. */
function edgesThatMatter(policy: CorePolicy): ReadonlyMap<string, ReadonlySet<WindowEdge>> {
  const found = new Map<string, Set<WindowEdge>>();
  const add = (id: string, edges: readonly WindowEdge[]): void => {
    const known = found.get(id) ?? new Set();
    if (edges.every((edge) => known.has(edge))) return;
    found.set(id, new Set([...known, ...edges]));
    const window = policy.windows.get(id);
    // A window that begins with the end of another one opens where that closes.
    if (window !== undefined) for (const inner of windowsWithin(window)) add(inner, window.span.kind === 'time' ? ['last', 'after'] : edges);
  };
  for (const condition of conditionsOf(policy))
    for (const test of testsOf(condition)) {
      if (test.kind !== 'window') continue;
      const has = (state: WindowState): boolean => test.states.includes(state);
      if (has('early') !== has('open')) add(test.window, ['before', 'first']);
      if (has('open') !== has('closed')) add(test.window, ['last', 'after']);
    }
  for (const { amount } of policy.lines) for (const part of amountsWithin(amount)) if (part.kind === 'late') add(part.window, ['last', 'after']);
  return new Map([...found].map(([id, edges]) => [id, new Set((['before', 'first', 'last', 'after'] as const).filter((edge) => edges.has(edge)))]));
}

class EdgeGoals {
  readonly #window: Window;
  readonly #judged: string;
  readonly #owned: readonly OwnedCondition[];
  readonly #ground: Ground;
  readonly #decisions: DecisionRegions;
  readonly #space: Space;

  constructor(window: Window, judged: string, owned: readonly OwnedCondition[], ground: Ground) {
    this.#window = window;
    this.#owned = owned;
    this.#judged = judged;
    this.#ground = ground;
    this.#decisions = ground.decisions;
    this.#space = ground.space;
  }

  goal(edge: WindowEdge): Goal {
    const { id, clauses } = this.#window;
    const { diagrams: d } = this.#space;
    const use = this.#use(edge);
    const region = d.and(this.#region(edge), use.region);
    const taken = d.minus(region, this.#decisions.refused);
    const beside = this.#beside(edge);
    const showing = this.#showing(edge);
    return {
      kind: 'window',
      of: id,
      aspect: this.#aspect(edge),
      place: `windows ${id}`,
      words: this.#words(edge),
      clauses,
      region,
      prefers: [d.all([taken, beside, showing]), d.and(taken, showing), d.and(taken, beside), taken, d.and(region, beside)],
      landing: { kind: 'window', window: id, edge },
      isExercisedBy: (trial) => isAtEdge(trial, id, edge, this.#judged) && use.isIn(trial),
    };
  }

  /** Where something depends on which side of the edge a request is. Of a part of other windows it is enough that it is shown. */
  #use(edge: WindowEdge): { readonly region: Diagram; readonly isIn: (trial: Trial) => boolean } {
    const { id } = this.#window;
    const { policy, space } = this.#ground;
    if ([...policy.windows.values()].some((window) => windowsWithin(window).includes(id))) return { region: space.diagrams.always, isIn: () => true };
    const inState =
      (state: WindowState): Pass =>
      (test) =>
        test.kind === 'window' && test.window === id ? test.states.includes(state) : undefined;
    const switches = switchesOf(this.#owned, inState('open'), inState(edge === 'before' || edge === 'first' ? 'early' : 'closed'));
    const late = edge === 'before' || edge === 'first' ? [] : linesCountingLate(policy, id);
    return {
      region: space.diagrams.any([whereMatters(switches, this.#ground), ...late.map((line) => this.#decisions.counts(line))]),
      isIn: (trial) => matters(switches, trial) || late.some((line) => isKnown(shownLine(trial, line))),
    };
  }

  /** Where a request can be at the edge, and something of the window is shown. */
  #region(edge: WindowEdge): Diagram {
    const { diagrams: d } = this.#space;
    const { regions } = this.#decisions;
    const { id } = this.#window;
    const { early, open, closed } = regions.windowStates(id);
    const isShown = d.or(this.#ground.shown('window', id), this.#decisions.refused);
    const state = { before: early, first: d.or(open, closed), last: open, after: closed }[edge];
    return d.all([state, regions.hasBegun(id), isShown]);
  }

  /** The cells next to the edge, where windows of the same measure cut it. */
  #beside(edge: WindowEdge): Diagram {
    const { diagrams: d } = this.#space;
    const { span } = this.#window;
    if (span.kind !== 'time') return d.always;
    const measured = measureOf(this.#decisions.policy, { ...this.#window, span });
    if (measured.kind !== 'measured') return d.always;
    const { measure, count } = measured;
    return cellsWhere(this.#space, keyOf.elapsed(measure), (cell) => {
      if (edge === 'before') return cell.kind === 'early';
      if (cell.kind !== 'elapsed') return false;
      return edge === 'first' ? cell.after === null : count === null || (edge === 'last' ? cell.within === count : cell.after === count);
    });
  }

  /** Where a statement decides that holds because the window is in its state there. */
  #showing(edge: WindowEdge): Diagram {
    const { diagrams: d } = this.#space;
    const state: WindowState = edge === 'before' ? 'early' : edge === 'after' ? 'closed' : 'open';
    const looking = this.#decisions.policy.rules.filter(({ condition }) =>
      testsOf(condition).some((test) => test.kind === 'window' && test.window === this.#window.id && test.states.includes(state)),
    );
    return d.any(looking.map(({ id }) => this.#ground.shown('reason', id)));
  }

  /** By what a request is judged, and so how far from an edge is next to it. */
  get #step(): 'number' | 'day' | 'ms' {
    if (this.#window.span.kind === 'number') return 'number';
    return this.#ground.policy.facts.get(this.#judged)?.type === 'date' ? 'day' : 'ms';
  }

  #aspect(edge: WindowEdge): string {
    const step = { number: '', day: '-1-day', ms: '-1ms' }[this.#step];
    return { before: `before${step}`, first: 'opens', last: 'last', after: `closed${step}` }[edge];
  }

  #words(edge: WindowEdge): string {
    switch (this.#step) {
      case 'number':
        return {
          before: 'with the number just before it opens',
          first: 'with the number at which it opens',
          last: 'with its last number',
          after: 'with the number just after it closes',
        }[edge];
      case 'day':
        return { before: '1 day before it opens', first: 'on the day on which it opens', last: 'on its last day', after: '1 day after it closes' }[edge];
      case 'ms':
        return { before: '1 ms before it opens', first: 'at the moment at which it opens', last: 'at its last moment', after: '1 ms after it closes' }[edge];
    }
  }
}

/** The lines that are dearer the longer a window is closed. */
function linesCountingLate({ lines }: CorePolicy, window: string): readonly Line[] {
  return lines.filter(({ amount }) => amountsWithin(amount).some((part) => part.kind === 'late' && part.window === window));
}

/** What the judged fact must be for a request to be at an edge, in its own units; undefined where the window has no such edge there. */
export function valueAtEdge({ situation }: Pick<Trial, 'situation'>, id: string, edge: WindowEdge, judged: string): number | undefined {
  const { policy } = situation;
  const { opensAt, closesAt, decimals } = situation.windowOf(id);
  const end = edge === 'before' || edge === 'first' ? opensAt : closesAt;
  if (end === null) return undefined;
  const isNumber = policy.windows.get(id)?.span.kind === 'number';
  if (!isNumber && decimals !== null) return undefined;
  const at = !isNumber && policy.facts.get(judged)?.type === 'date' ? policy.zone.dayOf(end) : end;
  return edge === 'before' ? at - 1 : edge === 'after' ? at + 1 : at;
}

const statesAt: Readonly<Record<WindowEdge, readonly WindowState[]>> = { before: ['early'], first: ['open', 'closed'], last: ['open'], after: ['closed'] };

function isAtEdge({ situation, decision }: Trial, id: string, edge: WindowEdge, judged: string): boolean {
  const { state, isShown } = situation.windowOf(id);
  if (!isShown || state === undefined || state === null || !statesAt[edge].includes(state)) return false;
  if (decision !== null && !Object.hasOwn(decision.windows, id)) return false;
  return situation.valueOf(judged) === valueAtEdge({ situation }, id, edge, judged);
}
