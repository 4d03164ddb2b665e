import { compile } from '../../src/policy/compile.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { compileAhead } from '../support/ahead-of-time.ts';
import type { PlainMap } from '../support/oracle.ts';

/** A way to decide that has to say what `policy.evaluate` says, to the byte. */
export interface Engine {
  readonly name: string;
  /** Makes ready for one policy what decides its requests. */
  ready(policy: Policy): Ready;
}

/** Both answers may be promises. */
export interface Ready {
  decide(request: PlainMap, alternatives: boolean): unknown;
  /** Outcome and totals alone, where the engine can say these without the rest. */
  outcome?(request: PlainMap): unknown;
}

const compileWith: (policy: Policy, options?: { readonly codegen?: boolean }) => ReturnType<typeof compile> = compile;

function compiled(name: string, options: { readonly codegen?: boolean }): Engine {
  return {
    name,
    ready: (policy) => {
      const decide = compileWith(policy, options);
      return { decide: (request, alternatives) => decide(request, { alternatives }), outcome: (request) => decide.outcome(request) };
    },
  };
}

const aheadOfTime: Engine = {
  name: 'compiled ahead of time',
  ready: (policy) => {
    const decide = compileAhead(policy);
    return { decide: (request, alternatives) => decide(request, { alternatives }), outcome: (request) => decide.outcome(request) };
  },
};

/** Every engine that is compared with `evaluate`, which the oracle is compared with. */
export const engines: readonly Engine[] = [compiled('compile', {}), compiled('compile without codegen', { codegen: false }), aheadOfTime];
