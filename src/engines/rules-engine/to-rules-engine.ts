import type { NestedCondition, RuleProperties, TopLevelCondition } from 'json-rules-engine';
import type { Condition } from '../../model/policy.ts';
import { type Mode, toLeaf } from './operators.ts';

/**
 * A condition as a rule of json-rules-engine. All rules have one priority, since a shared engine with several gives wrong
 * answers, and small events, since every run copies them.
 */
export function toRule(name: string, condition: Condition, mode: Mode): RuleProperties {
  return { name, conditions: toTopLevel(toNested(condition, false, mode)), event: { type: name } };
}

function toTopLevel(condition: NestedCondition): TopLevelCondition {
  return 'all' in condition || 'any' in condition ? condition : { all: [condition] };
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
      const parts = condition.of.map((part) => toNested(part, negated, mode));
      // INVARIANT: there is at least one part: json-rules-engine lets an empty `any` fire.
      if (parts.length === 0) throw new Error('an empty condition');
      return (condition.kind === 'all') !== negated ? { all: parts } : { any: parts };
    }
    default: {
      const { fact, operator, value } = toLeaf(condition, negated, mode);
      return { fact, operator, value };
    }
  }
}
