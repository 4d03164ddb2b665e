/** Lists of releases: what is wrong with them, where it stands, and what to do. */
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { checkRelease, readReleases } from '../../../src/language/read-releases.ts';
import { load } from '../../support/load.ts';
import { asDraft, first, releasesOf, second } from '../../support/versions.ts';

const list = releasesOf({ version: 1, text: first }, { version: 2, text: second });

/** Each mistake with the text that is underlined. */
function say(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(
    ({ code, message, source, start, end, help }) =>
      `${code} (${source.slice(start.column - 1, end.column - 1)}) ${message}${help === undefined ? '' : ` | ${help}`}`,
  );
}

const wrong = (text: string): readonly string[] => say(readReleases({ path: 'releases.yaml', text }).diagnostics);

describe('by itself', () => {
  test('a list of two versions is read', () => {
    const { releases, diagnostics } = readReleases({ path: 'releases.yaml', text: list });
    expect(diagnostics).toEqual([]);
    expect(releases?.list.map(({ version, reason, by, released }) => [version, reason, by, released])).toEqual([
      [1, 'Version 1.', null, Date.UTC(2025, 11, 1, 2)],
      [2, 'Version 2.', null, Date.UTC(2025, 11, 1, 2)],
    ]);
  });

  test('an empty list is one', () => {
    expect(readReleases({ path: 'releases.yaml', text: 'releases: []\n' }).releases?.list).toEqual([]);
  });

  test.each([
    [
      list.replace('digest: sha256:', 'digest: sha256:x'),
      /^unexpected-value \(sha256:x[0-9a-f]+\) .* `sha256:` and 64 hexadecimal digits in lower case belongs$/,
    ],
    [list.replace('    reason: Version 2.\n', ''), /^missing-key \(v\) `reason` is missing here/],
    [list.replace('reason: Version 2.', 'raeson: Version 2.'), /^unknown-key \(raeson\) .* did you mean `reason`\?$/],
    [list.replace('version: 2', 'version: 0'), /^out-of-range \(0\)/],
    [list.replace('released: 2025-12-01T10:00:00+08:00', 'released: 2025-12-01T10:00:00'), /^malformed-value \(2025-12-01T10:00:00\) .* has no offset/],
    [list.replace('version: 2', 'version: 1'), /^release-order \(1\) version 1 is listed after version 1 \| list each version once, the oldest first/],
    [list.replace(/from: 2026.*/, 'from: 2024-01-01T00:00:00+08:00'), /^release-order \(2024-01-01T00:00:00\+08:00\) version 2 begins no later than version 1/],
    ['releases:\n', /^empty-value \(releases\)/],
    ['[]', /^unexpected-value/],
  ])('mistake %#', (text, expected) => {
    expect(text).not.toBe(list);
    const found = wrong(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
    expect(readReleases({ path: 'releases.yaml', text }).releases).toBeUndefined();
  });

  test('a version that begins a millisecond after the one before it is in order', () => {
    const text = list.replace(/from: 2026.*/, 'from: 2024-01-01T00:00:00.001+08:00');
    expect(text).not.toBe(list);
    expect(wrong(text)).toEqual([]);
  });
});

describe('against the files', () => {
  const check = (text: string | undefined): readonly string[] => {
    const { releases } = readReleases({ path: 'releases.yaml', text: list });
    const release = releases?.list[1];
    if (releases === undefined || release === undefined) throw new Error('the list is right');
    return say(checkRelease(releases, release, text === undefined ? undefined : load(text).core, 4));
  };

  test('the file as it was released is right, whatever its remarks', () => {
    expect(check(second)).toEqual([]);
    expect(check(`${second}# a remark\n`)).toEqual([]);
  });

  test('a file that means something else says what to do', () => {
    const found = check(second.replace('amount: 7', 'amount: 8'));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(
      /^released-file-changed \(sha256:[0-9a-f]{64}\) version 2 was changed after it was released: it now has the digest sha256:[0-9a-f]{64} \| restore v2\.policy\.yaml, .* from version control; make the change in a new version, v4\.policy\.yaml$/,
    );
  });

  test('a file that is gone', () => {
    expect(check(undefined)).toEqual([
      'release-without-file (2) version 2 is released, and its file is not there | restore v2.policy.yaml from version control',
    ]);
  });

  test('a file that says it is a draft, which its digest does not tell', () => {
    expect(check(asDraft(second))).toEqual([
      'released-draft (2) version 2 is released, and its file says that it is a draft | remove `draft` from v2.policy.yaml; a change is made in a new version',
    ]);
  });

  test('a start that the list has otherwise than the file', () => {
    const { releases } = readReleases({ path: 'releases.yaml', text: list.replace(/from: 2026.*/, 'from: 2026-01-01T00:00:00.001+08:00') });
    const release = releases?.list[1];
    if (releases === undefined || release === undefined) throw new Error('the list is right');
    expect(say(checkRelease(releases, release, load(second).core, 3))).toEqual([
      'release-start (2026-01-01T00:00:00.001+08:00) version 2 begins at 2026-01-01T00:00:00.000+08:00, and this list says otherwise | restore this list from version control',
    ]);
  });
});
