import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { fingerprintOf } from '../analysis/fingerprint.ts';
import type { DiffFingerprints } from '../model/generated/diff.ts';
import type { Policy } from './policy.ts';

/** What two versions mean, and the change from one to the other: an approval that names it holds for the same two meanings in this order. */
export function fingerprintsOf(old: Policy, next: Policy): DiffFingerprints {
  const [a, b] = [fingerprintOf(old.core), fingerprintOf(next.core)];
  return { old: a, new: b, change: `sha256:${bytesToHex(sha256(utf8ToBytes(`${a}\n${b}`)))}` };
}
