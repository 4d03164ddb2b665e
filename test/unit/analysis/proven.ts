import { type ProvenPolicy, provePolicy } from '../../../src/policy/prove-policy.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { smallPolicy } from '../meaning/small-policy.ts';

/** What the proofs say of a small policy: facts beside `appliedAt`, and everything below them. */
export function proven(facts: string, rest: string): ProvenPolicy {
  return provenOf(smallPolicy(facts, rest));
}

export function provenOf(policy: Policy): ProvenPolicy {
  const found = provePolicy(policy);
  if (!found.isComplete) throw new Error('the policy is too large');
  return found;
}

/** Code and subject of each finding. */
export function codesOf({ findings }: ProvenPolicy): readonly string[] {
  return findings.map(({ code, about }) => `${code} ${about.kind} ${about.id}`);
}

/** One section, `all`, with some lists of statements. */
export function section(lists: string): string {
  return `sections:\n  all:\n    title: All\n${lists
    .trimEnd()
    .replace(/^\n/, '')
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')}\n`;
}
