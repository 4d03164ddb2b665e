import type { Policy } from '../policy/policy.ts';
import { type ChangeSummary, summariseStatements } from '../policy/summarise-changes.ts';
import { styleOf, widthOfTerminal } from './terminal.ts';

/** Says which requests two versions decide differently; where those are too many to be told apart, which statements are different. */
export async function summariseDiff(before: Policy, after: Policy): Promise<ChangeSummary> {
  // Comparing needs much that other commands do not, and loading it takes time.
  const [{ diffPolicies }, { TooLarge }, { renderDiff }, { sayInOneLine }] = await Promise.all([
    import('../policy/diff-policies.ts'),
    import('../analysis/diagram.ts'),
    import('../report/render-diff.ts'),
    import('../report/diff-words.ts'),
  ]);
  try {
    const diff = diffPolicies(before, after);
    return { line: sayInOneLine(diff), text: renderDiff(diff, { width: widthOfTerminal() - 2, style: styleOf(process.stdout) }) };
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return summariseStatements(before, after);
  }
}
