import type { CorePolicy } from '../../model/policy.ts';
import { type CodeMaker, type Compiled, compileWith } from './compiled-policy.ts';
import type { CellCode } from './generate.ts';

/** Compiles a policy; undefined for one that this engine does not decide. With `codegen`, code is made of text where that is allowed. */
export function compilePolicy(policy: CorePolicy, { codegen }: { readonly codegen: boolean }): Compiled | undefined {
  return compileWith(policy, codegen && mayGenerateCode() ? makeCode : undefined);
}

/** Whether code may be made of text here: a browser's Content-Security-Policy, or an option of Node, may forbid it. */
function mayGenerateCode(): boolean {
  try {
    return new Function('return 1')() === 1;
  } catch {
    return false;
  }
}

/** A cell gets code of its own once it was asked so often, as long as not too many have some. */
const makeCode: CodeMaker = {
  visits: 20,
  most: 64,
  codeOf: (_, source) => new Function('f', 'J', 'T', 'W', source) as CellCode,
};
