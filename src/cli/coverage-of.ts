import { TooLarge } from '../analysis/diagram.ts';
import type { Cases } from '../language/read-cases.ts';
import { cover, type Covered } from '../policy/coverage.ts';
import type { Policy } from '../policy/policy.ts';
import { CommandError } from './terminal.ts';

export { reportCoverage } from '../policy/coverage.ts';

/** What cases exercise; of a policy that is too large to tell, a sentence that says so. */
export function coverOrSay(policy: Policy, path: string, cases: readonly Cases[]): Covered {
  try {
    return cover(policy, cases);
  } catch (error) {
    if (error instanceof TooLarge) throw new CommandError(`what can be exercised of \`${path}\` cannot be worked out: ${error.message}`);
    throw error;
  }
}
