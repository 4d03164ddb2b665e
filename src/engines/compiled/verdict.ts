/** Outcomes from judged statements: the same ranks and steps as `meaning/decide.ts`, on the numbers of a frame. */
import type { Outcome } from '../../model/generated/decision.ts';
import type { CorePolicy, Effect, Evidence } from '../../model/policy.ts';
import type { Frame, Layout } from './frame.ts';

/** The statements of one cell that may hold, by slot. */
export interface Candidates {
  readonly rules: readonly number[];
  readonly evidence: readonly number[];
  readonly lines: readonly number[];
  readonly duties: readonly number[];
}

/** Where the statements of each kind begin. */
export interface Offsets {
  readonly evidence: number;
  readonly lines: number;
  readonly duties: number;
  readonly end: number;
}

/** Gives each statement its slot: rules, evidence, lines, duties. */
export function offsetsOf({ rules, evidence, lines, duties }: CorePolicy): Offsets {
  const [first, second, third] = [rules.length, rules.length + evidence.length, rules.length + evidence.length + lines.length];
  return { evidence: first, lines: second, duties: third, end: third + duties.length };
}

const rank: Readonly<Record<Effect, number>> = { accept: 1, review: 2, reject: 3, entitle: 4 };
const outcomeOfRank: readonly Outcome[] = ['uncovered', 'accepted', 'review', 'rejected', 'accepted', 'review', 'rejected'];

/** What decided: the rank of the deciding statements, and what is missing. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly rank: number;
  readonly missing: 'nothing' | Missing;
}

/** What a request waits for: the remedy, what rules look at, what unavailable evidence looks at, evidence. */
type Missing = 'remedy' | 'rules' | 'unavailable' | 'evidence';

const verdicts: readonly Verdict[] = outcomeOfRank.map((outcome, at) => ({ outcome, rank: at, missing: 'nothing' }));
/** `rank` is the highest of what is true: what is unknown and ranks above it is in the way. */
const waiting = (missing: Missing): readonly Verdict[] => outcomeOfRank.map((_, at) => ({ outcome: 'incomplete', rank: at, missing }));
const waitingFor = { remedy: waiting('remedy'), rules: waiting('rules'), unavailable: waiting('unavailable'), evidence: waiting('evidence') } as const;

/** An item of evidence, by slots. */
export interface Item {
  readonly item: Evidence;
  /** The names under which it is told. */
  readonly names: readonly number[];
  readonly atLeast: number;
  /** As a rule that would say what its `unavailable` says; 0: nothing. */
  readonly rank: number;
  readonly inFloor: boolean;
}

/** Under a floor that entitles, what floors ask for outranks what they grant. */
export function rankOfItem({ rank: own }: Item, isEntitled: boolean): number {
  return isEntitled && own > 0 ? own + 3 : own;
}

/** Finds outcomes for one policy. */
export class Judgement {
  readonly #frame: Frame;
  readonly #ranks: readonly number[];
  readonly #remedy: { readonly slot: number; readonly untold: number } | undefined;
  readonly #offsets: Offsets;
  readonly items: readonly Item[];

  constructor({ policy, facts, evidenceSlots }: Layout, frame: Frame, offsets: Offsets) {
    this.#frame = frame;
    this.#offsets = offsets;
    this.#ranks = policy.rules.map(({ effect }) => rank[effect]);
    const slot = facts.findIndex((fact) => fact.remedy);
    this.#remedy = slot < 0 ? undefined : { slot, untold: (facts[slot]?.values.length ?? 0) + 1 };
    this.items = policy.evidence.map((item) => ({
      item,
      names: (item.anyOf.length === 0 ? [item.id] : item.anyOf.map(({ id }) => id)).map((name) => evidenceSlots.get(name) ?? 0),
      atLeast: item.atLeast,
      rank: item.unavailable === 'nothing' ? 0 : rank[item.unavailable],
      inFloor: policy.floors.has(item.section),
    }));
  }

  /** The rank of a rule, by slot. */
  rankOf(rule: number): number {
    return this.#ranks[rule] ?? 0;
  }

  /** Whether the policy asks for a remedy that is not told. */
  get isRemedyMissing(): boolean {
    return this.#remedy !== undefined && this.#frame.codes[this.#remedy.slot] === this.#remedy.untold;
  }

  /** The slot of the remedy; -1 where the policy has none. */
  get remedy(): number {
    return this.#remedy?.slot ?? -1;
  }

  verdict(candidates: Candidates): Verdict {
    const { truths } = this.#frame;
    const { rules } = candidates;
    let top = 0;
    let open = 0;
    for (let at = 0; at < rules.length; at += 1) {
      const rule = rules[at] as number;
      const grade = truths[rule] as number;
      if (grade === 0) continue;
      const own = this.#ranks[rule] as number;
      if (grade === 3 && own > top) top = own;
      if (grade === 1 && own > open) open = own;
    }
    if (this.isRemedyMissing) return waitingFor.remedy[top] as Verdict;
    if (open > top) return waitingFor.rules[top] as Verdict;
    return top === 0 || top === 3 ? (verdicts[top] as Verdict) : this.#withEvidence(candidates, top);
  }

  #withEvidence({ evidence }: Candidates, granting: number): Verdict {
    const { truths } = this.#frame;
    let [top, stuck, isOpen] = [granting, 0, false];
    for (let at = 0; at < evidence.length; at += 1) {
      const slot = evidence[at] as number;
      const grade = truths[slot] as number;
      if (grade === 0) continue;
      const item = this.items[slot - this.#offsets.evidence] as Item;
      if (granting === 4 && !item.inFloor) continue;
      const state = this.stateOf(item);
      if (state === 1) continue;
      if (state === 0) isOpen = true;
      else if (item.rank > 0) {
        const own = rankOfItem(item, granting === 4);
        if (grade === 3 && own > top) top = own;
        if (grade === 1 && own > stuck) stuck = own;
      }
    }
    if (stuck > top) return waitingFor.unavailable[top] as Verdict;
    const found = verdicts[top] as Verdict;
    return found.outcome === 'rejected' || !isOpen ? found : (waitingFor.evidence[top] as Verdict);
  }

  /** 0: missing, 1: provided, 2: unavailable. */
  stateOf({ names, atLeast }: Item): number {
    const { evidence } = this.#frame;
    if (names.length === 1 && atLeast === 1) return evidence[names[0] as number] as number;
    let provided = 0;
    let unavailable = 0;
    for (let at = 0; at < names.length; at += 1) {
      const state = evidence[names[at] as number];
      if (state === 1) provided += 1;
      else if (state === 2) unavailable += 1;
    }
    return provided >= atLeast ? 1 : names.length - unavailable < atLeast ? 2 : 0;
  }
}
