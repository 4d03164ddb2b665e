import type { DecidedRequest } from './decide-request.ts';
import { explain, type Explanation, type StatementReport } from './explain.ts';

/** Explains a decision and those of its items; `placeOf` finds where a statement stands. A line that counts once is explained for the request alone. */
export function explainRequest({ decision, situation, items }: DecidedRequest, placeOf: (id: string) => StatementReport['at']): Explanation {
  if (items === undefined) return explain(situation, decision, placeOf);
  const once = new Set(situation.policy.lines.filter((line) => line.per === 'request').map((line) => line.id));
  const countsOnce = ({ kind, id }: StatementReport): boolean => (kind === 'charge' || kind === 'credit') && once.has(id);
  const whole = explain(situation, decision, placeOf);
  return {
    ...whole,
    statements: whole.statements.filter(countsOnce),
    items: items.map((item): Explanation => {
      const explained = explain(item.situation, item.decision, placeOf);
      return { ...explained, statements: explained.statements.filter((statement) => !countsOnce(statement)) };
    }),
  };
}
