import type { NestedCondition, RuleProperties } from 'json-rules-engine';
import type { Condition, Test } from '../../model/policy.ts';
import type { Judged } from './judged-conditions.ts';
import { type Mode, toLeaf } from './operators.ts';

/** A condition in one mode, as rules are put together from it. Whether it holds is the result of the part that has its name. */
export interface Question {
  readonly name: string;
  /** What must hold first; null where nothing has to. The questions of a section share it. */
  readonly guard: NestedCondition | null;
  /** What must hold besides; null where the guard is all there is. */
  readonly rest: NestedCondition | null;
}

/** Translates the conditions of one policy; those of a section get the same object as guard, so that it is asked once. */
export class QuestionMaker {
  readonly #guards = new Map<string, { readonly name: string; readonly condition: NestedCondition }>();

  toQuestion({ condition, guard }: Judged, mode: Mode, name: string): Question {
    const parts = partsOf(condition, mode);
    const guardTexts = guard.kind === 'constant' ? [] : partsOf(guard, mode).map(textOf);
    const guardParts = parts.filter((part) => guardTexts.includes(textOf(part)));
    const rest = parts.filter((part) => !guardTexts.includes(textOf(part)));
    // A guard that does not stand in the condition as it is was folded with the rest of it.
    if (guardParts.length === 0 || guardParts.length < guardTexts.length) return { name, guard: null, rest: { all: parts, name } };
    const shared = this.#guardOf(guardParts);
    return { name: rest.length === 0 ? shared.name : name, guard: shared.condition, rest: rest.length === 0 ? null : { ...allOf(rest), name } };
  }

  #guardOf(all: NestedCondition[]): { readonly name: string; readonly condition: NestedCondition } {
    const text = JSON.stringify(all);
    const name = `guard ${this.#guards.size}`;
    // INVARIANT: it comes before what else a rule asks (1), and what else is asked only where it holds.
    const known = this.#guards.get(text) ?? { name, condition: { all, name, priority: 2 } };
    this.#guards.set(text, known);
    return known;
  }
}

/** Puts questions into rules: one for each guard. Few rules, because every run copies all that they say. */
export function toRules(questions: readonly Question[]): readonly RuleProperties[] {
  const byGuard = new Map<NestedCondition | null, NestedCondition[]>();
  for (const { guard, rest } of questions) {
    const rests = byGuard.get(guard) ?? [];
    byGuard.set(guard, rests);
    if (rest !== null) rests.push(rest);
  }
  return [...byGuard].map(([guard, rests]) => toRule(guard, rests));
}

/** INVARIANT: alternatives have one priority, so that all of them are judged, and there is at least one: an empty `any` fires. */
function toRule(guard: NestedCondition | null, rests: NestedCondition[]): RuleProperties {
  const event = { type: 'judged' };
  if (guard === null) return { conditions: { any: rests }, event };
  return { conditions: { all: rests.length === 0 ? [guard] : [guard, { any: rests }] }, event };
}

/** What must all hold for a condition to hold. */
function partsOf(condition: Condition, mode: Mode): NestedCondition[] {
  const nested = toNested(condition, false, mode);
  return 'all' in nested ? nested.all : [nested];
}

/** Negations are pushed down to the tests, so that both readings of what is unknown stay exact. */
function toNested(condition: Condition, negated: boolean, mode: Mode): NestedCondition {
  switch (condition.kind) {
    case 'constant':
      // INVARIANT: constants are folded away but for a whole condition, which no engine is asked about.
      throw new Error('a constant within a condition');
    case 'not':
      return toNested(condition.of, !negated, mode);
    case 'all':
    case 'any': {
      const of = condition.kind === 'any' ? withChoicesJoined(condition.of) : condition.of;
      const parts = of.map((part) => toNested(part, negated, mode));
      return (condition.kind === 'all') !== negated
        ? allOf(unique(parts.flatMap((part) => ('all' in part ? part.all : [part]))))
        : anyOf(unique(parts.flatMap((part) => ('any' in part ? part.any : [part]))));
    }
    default: {
      const { fact, operator, value } = toLeaf(condition, negated, mode);
      return { fact, operator, value };
    }
  }
}

function allOf(parts: NestedCondition[]): NestedCondition {
  return onlyOf(parts) ?? { all: parts };
}

function anyOf(parts: NestedCondition[]): NestedCondition {
  return onlyOf(parts) ?? { any: parts };
}

function onlyOf(parts: readonly NestedCondition[]): NestedCondition | undefined {
  if (parts.length === 0) throw new Error('an empty condition');
  return parts.length === 1 ? parts[0] : undefined;
}

/** Parts that say the same once: a section and a term often test one fact alike. */
function unique(parts: readonly NestedCondition[]): NestedCondition[] {
  return [...new Map(parts.map((part) => [textOf(part), part])).values()];
}

function textOf(part: NestedCondition): string {
  return JSON.stringify(part);
}

/** Alternatives that test one fact for equality as one test for several values. */
function withChoicesJoined(parts: readonly Condition[]): readonly Condition[] {
  const choices = new Map<string, Extract<Test, { kind: 'is' }>['values']>();
  for (const part of parts) if (part.kind === 'is') choices.set(part.fact, [...new Set([...(choices.get(part.fact) ?? []), ...part.values])]);
  const others = parts.filter((part) => part.kind !== 'is');
  return [...[...choices].map(([fact, values]): Condition => ({ kind: 'is', fact, values })), ...others];
}
