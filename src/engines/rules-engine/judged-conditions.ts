import { always, testsOf } from '../../model/condition.ts';
import { amountsWithin } from '../../model/amount-parts.ts';
import type { Amount, Condition, CorePolicy, Fact } from '../../model/policy.ts';

/** A condition that json-rules-engine judges, for every statement that has it. */
export interface Judged {
  readonly condition: Condition;
  /** The part of the condition that a section's statements share. */
  readonly guard: Condition;
  /** Facts and windows that it looks at. */
  readonly names: readonly string[];
  /** What a request must match to need the condition at all. */
  readonly keys: readonly Key[];
}

/** An enum or boolean fact, and those of its values with which a condition can hold. */
export interface Key {
  readonly fact: string;
  readonly values: ReadonlySet<unknown>;
}

export interface JudgedConditions {
  readonly list: readonly Judged[];
  /** Where in the list a condition of the policy is judged. Constants need no judging, and have no place. */
  readonly places: ReadonlyMap<Condition, number>;
}

/** The conditions of all statements and of the branches of their amounts; those that say the same are judged once. */
export function judgedConditionsOf(policy: CorePolicy): JudgedConditions {
  const list: Judged[] = [];
  const places = new Map<Condition, number>();
  const placesByText = new Map<string, number>();
  for (const { condition, guard } of conditionsOf(policy)) {
    if (condition.kind === 'constant') continue;
    const text = JSON.stringify(condition);
    const place = placesByText.get(text) ?? list.push(toJudged(condition, guard, policy)) - 1;
    placesByText.set(text, place);
    places.set(condition, place);
  }
  return { list, places };
}

function conditionsOf({ rules, lines, evidence, duties }: CorePolicy): readonly Pick<Judged, 'condition' | 'guard'>[] {
  const branches = lines.flatMap(({ amount, waived }) => [...branchesOf(amount), ...(waived === null ? [] : [waived.when])]);
  return [...rules, ...lines, ...evidence, ...duties, ...branches.map((condition) => ({ condition, guard: always }))];
}

function branchesOf(amount: Amount): readonly Condition[] {
  return amountsWithin(amount).flatMap((part) => (part.kind === 'choose' ? part.branches.map((branch) => branch.when) : []));
}

function toJudged(condition: Condition, guard: Condition, { facts }: CorePolicy): Judged {
  const names = [...new Set(testsOf(condition).map((test) => (test.kind === 'window' ? test.window : test.fact)))];
  const keys = names.flatMap((name): readonly Key[] => {
    const all = fewValuesOf(facts.get(name));
    const values = valuesWith(condition, false, name, all);
    return values.size < all.size ? [{ fact: name, values }] : [];
  });
  return { condition, guard, names, keys };
}

/** All values of a fact that has few of them; empty for others. */
function fewValuesOf(fact: Fact | undefined): ReadonlySet<unknown> {
  if (fact?.type === 'boolean') return new Set([true, false, null]);
  return new Set(fact?.type === 'enum' ? [...fact.values, null] : []);
}

/** The values of a fact with which a condition can hold, as far as this fact alone says it. */
function valuesWith(condition: Condition, negated: boolean, fact: string, all: ReadonlySet<unknown>): ReadonlySet<unknown> {
  switch (condition.kind) {
    case 'is': {
      const wanted: readonly unknown[] = condition.values;
      return condition.fact === fact ? new Set([...all].filter((value) => wanted.includes(value) !== negated)) : all;
    }
    case 'not':
      return valuesWith(condition.of, !negated, fact, all);
    case 'all':
    case 'any': {
      const parts = condition.of.map((part) => valuesWith(part, negated, fact, all));
      if (parts.every((part) => part === all)) return all;
      const isEvery = (condition.kind === 'all') !== negated;
      return new Set([...all].filter((value) => (isEvery ? parts.every((part) => part.has(value)) : parts.some((part) => part.has(value)))));
    }
    default:
      return all;
  }
}
