import { type Diagnostic, DiagnosticList } from '../diagnostics/diagnostic.ts';
import type { Policy } from '../policy/policy.ts';

/** A version with the path of its file. */
export interface PlacedVersion {
  readonly path: string;
  readonly policy: Policy;
}

/** Each version of a policy begins after the one before it. When a draft begins is not settled, so drafts are left aside. */
export function checkVersionOrder(versions: readonly PlacedVersion[]): readonly Diagnostic[] {
  const sorted = versions.filter(({ policy }) => policy.core.draft === null).sort((a, b) => a.policy.version - b.policy.version);
  return sorted.flatMap(({ path, policy }, index) => {
    const before = sorted[index - 1];
    if (before === undefined || before.policy.core.effectiveFrom < policy.core.effectiveFrom) return [];
    const list = new DiagnosticList({ path, text: '' });
    list.add('version-order', { start: 0, end: 0 }, say(policy), say(before.policy));
    return list.toArray();
  });
}

function say({ version, core }: Policy): string {
  return `version ${version} begins at ${core.zone.print(core.effectiveFrom)}`;
}
