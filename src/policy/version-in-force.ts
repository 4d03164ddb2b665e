import { parseInstant } from '../model/time.ts';
import type { Policy, Request } from './policy.ts';

/** Which of some versions decides a request. */
export type InForce<Version> =
  | { readonly kind: 'found'; readonly version: Version }
  /** The request does not tell the moment that this version, the newest that may be meant, is picked by. */
  | { readonly kind: 'untold'; readonly version: Version }
  | { readonly kind: 'before-first'; readonly first: Version }
  | { readonly kind: 'none' };

/**
 * Picks the version by the moment of a request: the first one whose own `by` instant is not before its own `from`. A moment that is no moment
 * picks a version too, which says what is wrong with it.
 * @param versions the newest first
 */
export function versionInForce<Version extends { readonly policy: Policy }>(versions: readonly Version[], request: Request): InForce<Version> {
  for (const version of versions) {
    const standing = standingOf(version.policy, request);
    if (standing !== 'before') return { kind: standing, version };
  }
  const first = versions.at(-1);
  return first === undefined ? { kind: 'none' } : { kind: 'before-first', first };
}

function standingOf({ core }: Policy, request: Request): 'found' | 'untold' | 'before' {
  const told = request[core.effectiveBy];
  // What a function would tell is not known before there is a version that asks for it.
  if (told === undefined || told === null || typeof told === 'function') return 'untold';
  const at = parseInstant(String(told));
  return !at.ok || at.value >= core.effectiveFrom ? 'found' : 'before';
}

/** Says of a request that its moment is before the first version of a policy. */
export function sayBeforeFirst(first: Policy, reference: string): string {
  const { effectiveFrom, effectiveBy, zone } = first.core;
  return `\`${effectiveBy}\` is before the first version of \`${reference}\`, which began at ${zone.print(effectiveFrom)}`;
}
