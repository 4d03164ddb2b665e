/** The domestic part in CEL, planned once by @bufbuild/cel. */
import { celEnv, parse, plan } from '@bufbuild/cel';
import { isAccepted, sum } from './cel-expressions.ts';
import { type DomesticAnswer, type DomesticFacts, toDomesticFacts } from './domestic-part.ts';
import type { PlainRequest } from './straightforward-rules-engine.ts';

type Planned<Result> = (facts: DomesticFacts) => Result;

const environment = celEnv();
const accepts = plan(environment, parse(isAccepted)) as unknown as Planned<boolean>;
const add = plan(environment, parse(sum)) as unknown as Planned<number>;

export function decideByBufbuildCel(request: PlainRequest): DomesticAnswer {
  const facts = toDomesticFacts(request);
  return accepts(facts) ? { outcome: 'accepted', total: add(facts) } : { outcome: 'rejected', total: 0 };
}
