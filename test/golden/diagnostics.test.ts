import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { diagnosticCodes } from '../../src/diagnostics/catalogue.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { buildPolicy } from '../../src/language/build-policy.ts';
import { readCalendar } from '../../src/language/read-calendar.ts';
import { toLibrary } from '../../src/policy/to-library.ts';
import { renderDiagnostics } from '../../src/report/render-diagnostics.ts';
import type { SourceFile } from '../../src/text/source-file.ts';

/**
 * For each code of the catalogue a directory, or several, as `<code>.<what it is about>`: `bad.yaml` has one mistake and nothing else,
 * `good.yaml` is the same text mended, and `expected.txt` is what a policy editor reads about the bad one. Policies that they extend stand beside them as `*.policy.yaml`, calendars as
 * `<name>.calendar.yaml`; what is wrong in those counts as theirs. UPDATE_GOLDEN=1 writes the expected texts; a missing one fails.
 */
const folder = new URL('diagnostics/', import.meta.url);

/** Codes that have no directory here. */
const elsewhere: Readonly<Record<string, string>> = {
  'text-too-long': 'needs a file of half a million characters: test/unit/text',
  'too-many-choices': 'needs hundreds of readings: test/unit/language',
  'file-unreadable': 'found where files are read',
  'misplaced-policy': 'found where policies are looked up by their place: test/unit/cli/versions.test.ts',
  'misplaced-calendar': 'is about the name under which a calendar is found: test/unit/language/window-mistakes.test.ts',
  'version-order': 'is about several files: test/unit/cli/versions.test.ts',
  'extends-too-deep': 'needs a dozen files: test/unit/language/extend-policy.test.ts',
  'extends-too-long': 'needs files of half a million characters: test/unit/language/extend-policy.test.ts',
  uncovered: 'found by proofs: test/unit/analysis/uncovered.test.ts',
  'never-holds': 'found by proofs: test/unit/analysis/never-holds.test.ts',
  'never-decides': 'found by proofs: test/unit/analysis/never-decides.test.ts',
  cliff: 'found by proofs: test/unit/analysis/cliffs.test.ts',
  inversion: 'found by proofs: test/unit/analysis/cliffs.test.ts',
  'evidence-impossible': 'no policy of today can have it: policies/README.md',
  'reading-without-effect': 'found by proofs: test/unit/analysis/readings.test.ts',
  'invariant-refuted': 'found by proofs: test/unit/analysis/invariants.test.ts',
  'invariant-not-proven': 'found by proofs: test/unit/analysis/invariants.test.ts',
  'accepted-without-finding': 'found by proofs: test/unit/cli/proofs.test.ts',
  'proofs-left-out': 'found by proofs: test/unit/policy/diagnose-proofs.test.ts',
  'release-order': 'is about a list of releases: test/unit/language/read-releases.test.ts',
  'release-without-file': 'is about a list of releases: test/unit/language/read-releases.test.ts',
  'released-file-changed': 'is about a list of releases: test/unit/language/read-releases.test.ts',
  'release-start': 'is about a list of releases: test/unit/language/read-releases.test.ts',
  'released-draft': 'is about a list of releases: test/unit/language/read-releases.test.ts',
  'case-request': 'is about a cases file: test/unit/cli/versions.test.ts',
};

const directories = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const codeOf = (directory: string): string => directory.split('.')[0] ?? '';

/** A text that says `calendar` at its top is a calendar, any other a policy. */
function check(directory: string, name: string): readonly Diagnostic[] {
  const read = (file: string): string => readFileSync(new URL(`${directory}/${file}`, folder), 'utf8');
  const beside = (end: string): readonly SourceFile[] =>
    readdirSync(new URL(directory, folder))
      .filter((path) => path.endsWith(end))
      .map((path) => ({ path, text: read(path) }));
  const library = toLibrary({
    policies: Object.fromEntries(beside('.policy.yaml').map((file) => [nameOf(file.text), file])),
    calendars: Object.fromEntries(beside('.calendar.yaml').map((file) => [file.path.replace('.calendar.yaml', ''), file])),
  });
  const file = { path: name, text: read(name) };
  return /^calendar:/m.test(file.text) ? readCalendar(file).diagnostics : buildPolicy(file, new Map(), library).diagnostics;
}

/** `<policy-id>@<version>`, as a text says it. */
function nameOf(text: string): string {
  const say = (key: string): string => new RegExp(`^${key}: (.+)$`, 'm').exec(text)?.[1] ?? '';
  return `${say('policy')}@${say('version')}`;
}

test('each code of the catalogue has a directory, or a reason to have none', () => {
  const codes = new Set(directories.map(codeOf));
  expect([...codes, ...Object.keys(elsewhere)].sort()).toEqual([...diagnosticCodes].sort());
});

test.each(directories)('%s: the bad text gives this diagnostic alone, in these words', (directory) => {
  const expected = new URL(`${directory}/expected.txt`, folder);
  const diagnostics = check(directory, 'bad.yaml');
  const text = renderDiagnostics(diagnostics);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(expected, text);
  expect(new Set(diagnostics.filter(({ path }) => path === 'bad.yaml').map((diagnostic) => diagnostic.code))).toEqual(new Set([codeOf(directory)]));
  expect(text).toBe(readFileSync(expected, 'utf8'));
});

test.each(directories)('%s: the mended text gives no diagnostic', (directory) => {
  expect(renderDiagnostics(check(directory, 'good.yaml'))).toBe('');
});
