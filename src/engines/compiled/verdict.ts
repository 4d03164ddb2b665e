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

/** What decided: the rank of the deciding statements, and whether facts are missing or evidence alone. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly rank: number;
  readonly missing: 'nothing' | 'facts' | 'evidence';
}

const verdicts: readonly Verdict[] = outcomeOfRank.map((outcome, at) => ({ outcome, rank: at, missing: 'nothing' }));
const factsMissing: Verdict = { outcome: 'incomplete', rank: 0, missing: 'facts' };
const evidenceMissing: Verdict = { outcome: 'incomplete', rank: 0, missing: 'evidence' };

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

  /** The code of the remedy that is told; -1 where the policy has none. */
  get remedy(): number {
    return this.#remedy === undefined ? -1 : (this.#frame.codes[this.#remedy.slot] as number);
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
    if (open > top || (this.#remedy !== undefined && this.#frame.codes[this.#remedy.slot] === this.#remedy.untold)) return factsMissing;
    return top === 0 || top === 3 ? (verdicts[top] as Verdict) : this.#withEvidence(candidates, top);
  }

  #withEvidence({ evidence }: Candidates, granting: number): Verdict {
    const { truths } = this.#frame;
    let [top, stuck, isOpen, waits] = [granting, 0, false, false];
    for (let at = 0; at < evidence.length; at += 1) {
      const slot = evidence[at] as number;
      const grade = truths[slot] as number;
      if (grade === 0) continue;
      const item = this.items[slot - this.#offsets.evidence] as Item;
      if (granting === 4 && !item.inFloor) continue;
      const state = this.stateOf(item);
      if (state === 1) continue;
      if (state === 0) {
        isOpen = true;
        waits ||= grade === 1;
      } else if (item.rank > 0) {
        const own = granting === 4 ? item.rank + 3 : item.rank;
        if (grade === 3 && own > top) top = own;
        if (grade === 1 && own > stuck) stuck = own;
      }
    }
    if (stuck > top) return factsMissing;
    const found = verdicts[top] as Verdict;
    if (found.outcome === 'rejected' || !isOpen) return found;
    return waits ? factsMissing : evidenceMissing;
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
