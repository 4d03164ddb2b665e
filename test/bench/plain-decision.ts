import type { Decision } from '../../src/model/generated/decision.ts';
import type { PlainDecision } from './contestants/straightforward-rules-engine.ts';

/** A decision in the form of the straightforward contestant. */
export function toPlainDecision({ outcome, reasons, charges, credits, totals, missing, evidence, duties }: Decision): PlainDecision {
  const amountOf = ({ amount }: (typeof charges)[number] | (typeof credits)[number]): string => (amount.kind === 'exact' ? amount.value : amount.kind);
  const total = totals['CNY']?.charges;
  return inOrder({
    outcome,
    reasons: reasons.map((reason) => reason.rule ?? reason.evidence ?? ''),
    charges: charges.map((line) => ({ id: line.charge, amount: amountOf(line) })),
    credits: credits.map((line) => ({ id: line.credit, amount: amountOf(line) })),
    total: total === undefined ? '' : total.kind === 'exact' ? total.value : total.known,
    missingEvidence: [...missing.facts, ...missing.evidence],
    evidence: evidence.map((item) => item.evidence),
    duties: duties.map((item) => item.duty),
  });
}

/** The same with its lists by name: an engine's events come in no order. */
export function inOrder({ outcome, reasons, charges, credits, total, missingEvidence, evidence, duties }: PlainDecision): PlainDecision {
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
  return {
    outcome,
    reasons: [...reasons].sort(),
    charges: [...charges].sort(byId),
    credits: [...credits].sort(byId),
    total,
    missingEvidence: [...missingEvidence].sort(),
    evidence: [...evidence].sort(),
    duties: [...duties].sort(),
  };
}
