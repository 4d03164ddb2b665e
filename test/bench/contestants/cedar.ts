/** Whether the domestic part is granted, in Cedar, parsed once. Cedar answers allow or deny; it adds no charges. */
import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { setFlagsFromString } from 'node:v8';
import { type DomesticAnswer, qualityProblems, toDomesticFacts, window } from './domestic-part.ts';
import type { PlainRequest } from './straightforward-rules-engine.ts';

// V8 11.3 can crash where it gives up code into which it had put a call of WebAssembly ("unreachable code" in its deoptimiser); so it puts none there.
setFlagsFromString('--no-turbo-inline-js-wasm-calls');

const name = '1688order';
const parsed = preparsePolicySet(name, {
  staticPolicies: `
permit (principal, action, resource) when { context.sinceClock <= ${window} };
permit (principal, action, resource) when { [${qualityProblems.map((issue) => `"${issue}"`).join(', ')}].contains(context.issue) };`,
});
if (parsed.type === 'failure') throw new Error(parsed.errors.map(({ message }) => message).join('; '));

const principal = { type: 'Customer', id: 'c' };
const resource = { type: 'Order', id: 'o' };
const actions = { return: { type: 'Action', id: 'return' }, exchange: { type: 'Action', id: 'exchange' } } as const;

export function decideByCedar(request: PlainRequest): DomesticAnswer {
  const { action, issue, sinceClock } = toDomesticFacts(request);
  const answer = statefulIsAuthorized({
    principal,
    action: action === 'exchange' ? actions.exchange : actions.return,
    resource,
    context: { issue, sinceClock },
    preparsedPolicySetId: name,
    entities: [],
  });
  if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '));
  return { outcome: answer.response.decision === 'allow' ? 'accepted' : 'rejected', total: null };
}
