import { relative } from 'node:path';
import type { Library } from '../language/library.ts';
import { loadWithLibrary, type Policy } from '../policy/policy.ts';
import { hasBegun, sayBeforeFirst } from '../policy/version-in-force.ts';
import { renderDiagnostics } from '../report/render-diagnostics.ts';
import { findVersions, looksLikeFile, type VersionFile } from '../store/policy-folder.ts';
import { readLibrary } from '../store/read-library.ts';
import { readTextFile } from '../store/read-text-file.ts';
import { shippedPolicies } from '../store/shipped-policies.ts';
import type { SourceFile } from '../text/source-file.ts';
import { CommandError, styleOf, writeError } from './terminal.ts';

/** A policy that a command works on, with its text. */
export interface OpenedPolicy {
  readonly policy: Policy;
  readonly file: SourceFile;
}

/** A version with the texts that it leans on, so that another thread can load the same. */
export interface OpenedVersion extends OpenedPolicy {
  readonly library: Library;
}

export interface OpenOptions {
  /** The folder of policies; left out: `policies` here, then those that come with the program. */
  readonly policies?: string | undefined;
  readonly readings?: Readonly<Record<string, string>>;
  /** What is known of the request: where no version is named, the newest that had begun by then is taken. */
  readonly request?: Readonly<Record<string, unknown>>;
}

/** Opens `<policy-id>`, `<policy-id>@<version>` or a file. Diagnostics are shown; errors end the command. */
export async function openPolicy(reference: string, options: OpenOptions = {}): Promise<OpenedPolicy> {
  const { readings = {}, request = {} } = options;
  if (looksLikeFile(reference)) return openFile(reference, readings);
  const versions = await versionsOf(reference, options.policies);
  let opened: OpenedPolicy | undefined;
  for (const { path } of versions) {
    opened = await openFile(path, readings);
    if (reference.includes('@') || hasBegun(opened.policy, request)) return opened;
  }
  if (opened === undefined) throw new CommandError(`there is no version of \`${reference}\``);
  throw new CommandError(sayBeforeFirst(opened.policy, reference), 'name a version: <policy-id>@<version>');
}

/** Opens every version that a request may need, newest first: all of `<policy-id>`, or the one that is named. */
export async function openVersions(reference: string, options: Pick<OpenOptions, 'policies'>): Promise<readonly OpenedVersion[]> {
  const paths = looksLikeFile(reference) ? [reference] : (await versionsOf(reference, options.policies)).map(({ path }) => path);
  const opened: OpenedVersion[] = [];
  for (const path of paths) opened.push(await openVersion(path));
  return opened;
}

/** The files of the versions that a reference can mean, newest first. */
export async function versionsOf(reference: string, folder: string | undefined): Promise<readonly VersionFile[]> {
  const folders = folder === undefined ? [...new Set(['policies', relative('', shippedPolicies)])] : [folder];
  const found = await findVersions(reference, folders);
  if (!found.ok) throw new CommandError(found.message, found.help);
  return found.versions;
}

async function openFile(path: string, readings: Readonly<Record<string, string>>): Promise<OpenedPolicy> {
  const { policy, file } = await openVersion(path);
  return { policy: withChoices(policy, readings), file };
}

/** Opens the file of one version. */
export async function openVersion(path: string): Promise<OpenedVersion> {
  const read = await readTextFile(path);
  if (!read.ok) throw new CommandError(read.message);
  return loadVersion(read.file, await readLibrary(read.file, [relative('', shippedPolicies)]));
}

/** Loads a version whose texts were read before. Diagnostics are shown; errors end the command. */
export function loadVersion(file: SourceFile, library: Library): OpenedVersion {
  const loaded = loadWithLibrary(file, library);
  if (loaded.diagnostics.length > 0) writeError(`${renderDiagnostics(loaded.diagnostics, styleOf(process.stderr))}\n`);
  if (!loaded.ok) throw new CommandError(`\`${file.path}\` has mistakes and cannot be used`);
  return { policy: loaded.policy, file, library };
}

/** The policy under the readings that the command line chooses. A choice that cannot be made is a mistake there, and none of the file. */
export function withChoices(policy: Policy, readings: Readonly<Record<string, string>>): Policy {
  if (Object.keys(readings).length === 0) return policy;
  const chosen = policy.withReadings(readings);
  if (chosen.ok) return chosen.policy;
  const [mistake] = chosen.diagnostics;
  throw new CommandError(`--reading: ${mistake?.message ?? 'this choice cannot be made'}`, mistake?.help);
}
