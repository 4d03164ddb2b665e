/** The domestic part as a decision of GoRules Zen: a table for the outcome, then expressions for the fee. */
import { ZenEngine } from '@gorules/zen-engine';
import { bands, type DomesticAnswer, qualityProblems, toDomesticFacts, window } from './domestic-part.ts';
import type { PlainRequest } from './straightforward-rules-engine.ts';

const list = qualityProblems.map((issue) => `'${issue}'`).join(', ');
const units = (over: number, upTo: number): string => `max([0, min([${upTo}, skusThisMonth + skus]) - max([${over}, skusThisMonth])])`;
const fee = (column: 'return' | 'exchange'): string => bands.map((band) => `${band[column]} * ${units(band.over, band.upTo)}`).join(' + ');

const verdict = {
  hitPolicy: 'first',
  passThrough: true,
  inputs: [
    { id: 'late', name: 'Late', type: 'expression', field: 'sinceClock' },
    { id: 'issue', name: 'Issue', type: 'expression', field: 'issue' },
  ],
  outputs: [{ id: 'outcome', name: 'Outcome', type: 'expression', field: 'outcome' }],
  rules: [
    { _id: 'in-time', late: `<= ${window}`, issue: '', outcome: "'accepted'" },
    { _id: 'late-with-problem', late: '', issue: list, outcome: "'accepted'" },
    { _id: 'late-without-problem', late: '', issue: '', outcome: "'rejected'" },
  ],
};

const total = {
  expressions: [
    { id: 'outcome', key: 'outcome', value: 'outcome' },
    {
      id: 'fee',
      key: 'fee',
      value: `orderedThroughPlatform ? (action == 'exchange' ? ${fee('exchange')} : ${fee('return')}) : (action == 'exchange' ? 0 : 2000 * skus)`,
    },
    { id: 'total', key: 'total', value: "outcome == 'rejected' ? 0 : shippingToSeller + shippingFromSeller + $.fee" },
  ],
};

const decision = new ZenEngine().createDecision({
  nodes: [
    { id: 'in', type: 'inputNode', name: 'Request', position: { x: 0, y: 0 } },
    { id: 'verdict', type: 'decisionTableNode', name: 'Verdict', position: { x: 1, y: 0 }, content: verdict },
    { id: 'total', type: 'expressionNode', name: 'Total', position: { x: 2, y: 0 }, content: total },
    { id: 'out', type: 'outputNode', name: 'Answer', position: { x: 3, y: 0 } },
  ],
  edges: [
    { id: '1', sourceId: 'in', targetId: 'verdict', type: 'edge' },
    { id: '2', sourceId: 'verdict', targetId: 'total', type: 'edge' },
    { id: '3', sourceId: 'total', targetId: 'out', type: 'edge' },
  ],
});

export async function decideByZen(request: PlainRequest): Promise<DomesticAnswer> {
  const { result } = await decision.evaluate(toDomesticFacts(request));
  return result as DomesticAnswer;
}
