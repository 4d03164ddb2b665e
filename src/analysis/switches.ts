import { judge } from '../meaning/truth.ts';
import { all, any, not } from '../model/condition.ts';
import { amountsWithin } from '../model/amount-parts.ts';
import type { Condition, CorePolicy, Line, Test } from '../model/policy.ts';
import type { Diagram } from './diagram.ts';
import type { Trial } from './goal.ts';
import { shownLine } from './goals-of-statements.ts';
import type { Ground } from './ground.ts';

/** A condition with the statement that it is part of. */
export interface OwnedCondition {
  /** Where the statement stands, as `Policy.positions` names it. */
  readonly place: string;
  readonly clauses: readonly string[];
  readonly condition: Condition;
  /** It is part of the amount of this line, or says when that is waived, and so looked at where the line counts. */
  readonly line: Line | null;
}

/** Every condition of a policy with what it decides; those of sections are part of their statements' own. */
export function ownedConditions({ facts, impossible, windows, rules, lines, evidence, duties }: CorePolicy): readonly OwnedCondition[] {
  const own = (list: string) => (one: { readonly id: string; readonly clauses: readonly string[]; readonly condition: Condition }) => ({
    place: `${list} ${one.id}`,
    clauses: one.clauses,
    condition: one.condition,
    line: null,
  });
  return [
    ...rules.map(own('rules')),
    ...lines.flatMap((line): readonly OwnedCondition[] => {
      const statement = own(`${line.side}s`)(line);
      const choices = amountsWithin(line.amount).flatMap((part) => (part.kind === 'choose' ? part.branches.map(({ when }) => when) : []));
      const inside = [...(line.waived === null ? [] : [line.waived.when]), ...choices];
      return [statement, ...inside.map((condition) => ({ ...statement, condition, line }))];
    }),
    ...evidence.map(own('evidence')),
    ...duties.map(own('duties')),
    ...[...windows.values()].flatMap(({ id, span, clauses }) =>
      span.kind === 'choose' ? span.branches.map(({ when }): OwnedCondition => ({ place: `windows ${id}`, clauses, condition: when, line: null })) : [],
    ),
    ...impossible.map(({ when, because }): OwnedCondition => ({ place: `impossible ${because}`, clauses: [], condition: when, line: null })),
    ...[...facts.values()].map(({ name, when }): OwnedCondition => ({ place: `fact ${name}`, clauses: [], condition: when, line: null })),
  ];
}

/** Whether a test passes; undefined: that stays open. */
export type Pass = (test: Test) => boolean | undefined;

/** Two ways in which something can be, and what becomes of a condition in each. */
export interface Switch {
  readonly owner: OwnedCondition;
  readonly one: Condition;
  readonly other: Condition;
}

/** The conditions that may hang on which of two ways something is. */
export function switchesOf(owned: readonly OwnedCondition[], one: Pass, other: Pass): readonly Switch[] {
  const [first, second] = [new Substitution(one), new Substitution(other)];
  return owned
    .map((owner): Switch => ({ owner, one: first.of(owner.condition), other: second.of(owner.condition) }))
    .filter((found) => found.one !== found.owner.condition || found.other !== found.owner.condition);
}

/** Whether a condition is true in one way and false in the other, all else as it is. */
export function matters(switches: readonly Switch[], trial: Trial): boolean {
  const { situation } = trial;
  return switches.some(({ owner, one, other }) => {
    if (owner.line !== null && shownLine(trial, owner.line) === undefined) return false;
    const [first, second] = [judge(one, situation), judge(other, situation)];
    return first !== undefined && second !== undefined && first !== second;
  });
}

/** Where that is so. */
export function whereMatters(switches: readonly Switch[], { decisions, space: { diagrams: d } }: Ground): Diagram {
  return d.any(
    switches.map(({ owner, one, other }) => {
      const [first, second] = [decisions.regions.condition(one), decisions.regions.condition(other)];
      return d.and(owner.line === null ? d.always : decisions.counts(owner.line), d.or(d.minus(first, second), d.minus(second, first)));
    }),
  );
}

/** Puts constants in the place of tests; a condition without such tests stays the same object. */
class Substitution {
  readonly #pass: Pass;
  readonly #known = new Map<Condition, Condition>();

  constructor(pass: Pass) {
    this.#pass = pass;
  }

  of(condition: Condition): Condition {
    let known = this.#known.get(condition);
    if (known === undefined) {
      known = this.#build(condition);
      this.#known.set(condition, known);
    }
    return known;
  }

  #build(condition: Condition): Condition {
    switch (condition.kind) {
      case 'constant':
        return condition;
      case 'all':
      case 'any': {
        const parts = condition.of.map((part) => this.of(part));
        if (parts.every((part, index) => part === condition.of[index])) return condition;
        return condition.kind === 'all' ? all(parts) : any(parts);
      }
      case 'not': {
        const inner = this.of(condition.of);
        return inner === condition.of ? condition : not(inner);
      }
      default: {
        const value = this.#pass(condition);
        return value === undefined ? condition : { kind: 'constant', value };
      }
    }
  }
}
