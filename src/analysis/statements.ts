import type { Conditional, CorePolicy, Line } from '../model/policy.ts';
import type { Subject } from './finding.ts';

/** A statement with a condition, and what it is. */
export interface KnownStatement {
  readonly kind: Extract<Subject['kind'], 'rule' | 'charge' | 'credit' | 'evidence' | 'duty'>;
  readonly statement: Conditional;
}

/** All statements that hold under a condition. */
export function statementsOf({ rules, lines, evidence, duties }: CorePolicy): readonly KnownStatement[] {
  return [
    ...rules.map((statement) => ({ kind: 'rule' as const, statement })),
    ...lines.map((statement: Line) => ({ kind: statement.side, statement })),
    ...evidence.map((statement) => ({ kind: 'evidence' as const, statement })),
    ...duties.map((statement) => ({ kind: 'duty' as const, statement })),
  ];
}

/** What people call a statement. */
export function nounOf(kind: Subject['kind']): string {
  switch (kind) {
    case 'evidence':
      return 'item of evidence';
    case 'impossible':
      return 'entry of `impossible`';
    default:
      return kind;
  }
}
