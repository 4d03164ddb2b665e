import { testsOf } from '../../model/condition.ts';
import type { Amount, Condition, CorePolicy } from '../../model/policy.ts';

/** A condition that json-rules-engine judges. */
export interface Judged {
  readonly condition: Condition;
  /** Facts and windows that it looks at. */
  readonly names: ReadonlySet<string>;
  /** By fact: the values of which it must have one for the condition to hold. What a request must match to need the condition at all. */
  readonly keys: ReadonlyMap<string, ReadonlySet<unknown>>;
}

/** The conditions of all statements and of the branches of their amounts, each once. Constants need no judging. */
export function judgedConditionsOf(policy: CorePolicy): readonly Judged[] {
  const found = new Map<Condition, Judged>();
  const add = (condition: Condition): void => {
    if (condition.kind !== 'constant' && !found.has(condition)) found.set(condition, toJudged(condition));
  };
  for (const { condition } of [...policy.rules, ...policy.evidence, ...policy.duties]) add(condition);
  for (const line of policy.lines) {
    add(line.condition);
    for (const branch of branchesOf(line.amount)) add(branch);
  }
  return [...found.values()];
}

function branchesOf(amount: Amount): readonly Condition[] {
  switch (amount.kind) {
    case 'choose':
      return [...amount.branches.flatMap((branch) => [branch.when, ...branchesOf(branch.amount)]), ...branchesOf(amount.otherwise)];
    case 'percent':
      return branchesOf(amount.of);
    case 'each':
    case 'started':
    case 'late':
      return branchesOf(amount.each);
    default:
      return [];
  }
}

function toJudged(condition: Condition): Judged {
  const names = new Set(testsOf(condition).map((test) => (test.kind === 'window' ? test.window : test.fact)));
  const keys = new Map<string, ReadonlySet<unknown>>();
  collectKeys(condition, keys);
  return { condition, names, keys };
}

/** The tests for equality that all must hold. */
function collectKeys(condition: Condition, keys: Map<string, ReadonlySet<unknown>>): void {
  if (condition.kind === 'all') for (const part of condition.of) collectKeys(part, keys);
  if (condition.kind !== 'is') return;
  const before = keys.get(condition.fact);
  const values: readonly unknown[] = condition.values;
  keys.set(condition.fact, new Set(before === undefined ? values : values.filter((value) => before.has(value))));
}
