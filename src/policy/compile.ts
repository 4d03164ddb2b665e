import { compilePolicy } from '../engines/compiled/compile-policy.ts';
import { type Decide, toDecide } from './decide-compiled.ts';
import type { Policy } from './policy.ts';

export interface CompileOptions {
  /** Whether code is generated where that is allowed; true unless told otherwise. */
  readonly codegen?: boolean;
}

/**
 * Compiles a policy for callers that decide many requests. Nothing is thrown, and no request is changed. Where code cannot be generated (a
 * Content-Security-Policy forbids `eval`), it works without.
 */
export function compile(policy: Policy, { codegen = true }: CompileOptions = {}): Decide {
  return toDecide(policy.core, compilePolicy(policy.core, { codegen }));
}
