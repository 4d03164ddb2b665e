/** The domestic part in CEL, parsed once by @marcbachmann/cel-js. */
import { Environment } from '@marcbachmann/cel-js';
import { isAccepted, sum, variables } from './cel-expressions.ts';
import { type DomesticAnswer, type DomesticFacts, toDomesticFacts } from './domestic-part.ts';
import type { PlainRequest } from './straightforward-rules-engine.ts';

const environment = new Environment();
for (const [name, type] of variables) environment.registerVariable(name, type);

type Parsed<Result> = (facts: DomesticFacts) => Result;

const accepts = environment.parse(isAccepted) as unknown as Parsed<boolean>;
const add = environment.parse(sum) as unknown as Parsed<number>;

export function decideByCelJs(request: PlainRequest): DomesticAnswer {
  const facts = toDomesticFacts(request);
  return accepts(facts) ? { outcome: 'accepted', total: add(facts) } : { outcome: 'rejected', total: 0 };
}
