import { parseInstant } from '../model/time.ts';
import type { Policy, Request } from './policy.ts';

/** Whether a version had begun at the instant that a request tells; where it tells none, every version counts as begun. */
export function hasBegun(policy: Policy, request: Request): boolean {
  const at = parseInstant(String(request[policy.core.effectiveBy] ?? ''));
  return !at.ok || at.value >= policy.core.effectiveFrom;
}

/** Says of a request that its moment is before the first version of a policy. */
export function sayBeforeFirst(first: Policy, reference: string): string {
  const { effectiveFrom, effectiveBy, zone } = first.core;
  return `\`${effectiveBy}\` is before the first version of \`${reference}\`, which began at ${zone.print(effectiveFrom)}`;
}
