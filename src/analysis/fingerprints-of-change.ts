import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { DiffFingerprints } from '../model/generated/diff.ts';
import type { CorePolicy } from '../model/policy.ts';
import { fingerprintOf } from './fingerprint.ts';

/** What two versions mean, and the change from one to the other: an approval that names it holds for the same two meanings in this order. */
export function fingerprintsOfChange(old: CorePolicy, next: CorePolicy): DiffFingerprints {
  const [a, b] = [fingerprintOf(old), fingerprintOf(next)];
  return { old: a, new: b, change: `sha256:${bytesToHex(sha256(utf8ToBytes(`${a}\n${b}`)))}` };
}
