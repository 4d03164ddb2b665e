import type { Condition, Test } from './policy.ts';

export const always: Condition = { kind: 'constant', value: true };
export const never: Condition = { kind: 'constant', value: false };

/** All of the conditions; constants are folded. */
export function all(conditions: readonly Condition[]): Condition {
  return join('all', conditions);
}

/** At least one of the conditions; constants are folded. */
export function any(conditions: readonly Condition[]): Condition {
  return join('any', conditions);
}

function join(kind: 'all' | 'any', conditions: readonly Condition[]): Condition {
  const neutral = kind === 'all';
  const rest: Condition[] = [];
  for (const condition of conditions) {
    if (condition.kind !== 'constant') rest.push(condition);
    else if (condition.value !== neutral) return condition;
  }
  const [first] = rest;
  if (first === undefined) return neutral ? always : never;
  return rest.length === 1 ? first : { kind, of: rest };
}

export function not(condition: Condition): Condition {
  if (condition.kind === 'constant') return condition.value ? never : always;
  if (condition.kind === 'not') return condition.of;
  return { kind: 'not', of: condition };
}

/** The tests of a condition, each part visited once however often it is shared. */
export function testsOf(condition: Condition): readonly Test[] {
  const seen = new Set<Condition>();
  const tests: Test[] = [];
  const visit = (part: Condition): void => {
    if (seen.has(part)) return;
    seen.add(part);
    switch (part.kind) {
      case 'constant':
        return;
      case 'all':
      case 'any':
        for (const inner of part.of) visit(inner);
        return;
      case 'not':
        visit(part.of);
        return;
      default:
        tests.push(part);
    }
  };
  visit(condition);
  return tests;
}
