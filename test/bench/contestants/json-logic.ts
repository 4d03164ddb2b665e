/** The domestic part in JSON Logic, built once by json-logic-engine: one rule for the outcome, one for the sum. */
import { LogicEngine } from 'json-logic-engine';
import { bands, type DomesticAnswer, type DomesticFacts, qualityProblems, toDomesticFacts, window } from './domestic-part.ts';
import type { PlainRequest } from './straightforward-rules-engine.ts';

const fact = (name: keyof DomesticFacts): object => ({ var: name });
const last = { '+': [fact('skusThisMonth'), fact('skus')] };
const units = (over: number, upTo: number): object => ({ max: [0, { '-': [{ min: [upTo, last] }, { max: [over, fact('skusThisMonth')] }] }] });
const fee = (column: 'return' | 'exchange'): object => ({ '+': bands.map((band) => ({ '*': [band[column], units(band.over, band.upTo)] })) });
const isExchange = { '===': [fact('action'), 'exchange'] };

const isAccepted = { or: [{ '<=': [fact('sinceClock'), window] }, { in: [fact('issue'), qualityProblems] }] };
const sum = {
  '+': [
    fact('shippingToSeller'),
    fact('shippingFromSeller'),
    {
      if: [fact('orderedThroughPlatform'), { if: [isExchange, fee('exchange'), fee('return')] }, { if: [isExchange, 0, { '*': [2_000, fact('skus')] }] }],
    },
  ],
};

type Built<Result> = (facts: DomesticFacts) => Result;

const engine = new LogicEngine();
const accepts = engine.build(isAccepted) as Built<boolean>;
const add = engine.build(sum) as Built<number>;

export function decideByJsonLogic(request: PlainRequest): DomesticAnswer {
  const facts = toDomesticFacts(request);
  return accepts(facts) ? { outcome: 'accepted', total: add(facts) } : { outcome: 'rejected', total: 0 };
}
