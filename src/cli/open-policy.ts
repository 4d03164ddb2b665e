import { relative } from 'node:path';
import { parseInstant } from '../model/time.ts';
import { loadWithLibrary, type Policy } from '../policy/policy.ts';
import { renderDiagnostics } from '../report/render-diagnostics.ts';
import { findVersions, looksLikeFile } from '../store/policy-folder.ts';
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
  const folders = options.policies === undefined ? [...new Set(['policies', relative('', shippedPolicies)])] : [options.policies];
  const found = await findVersions(reference, folders);
  if (!found.ok) throw new CommandError(found.message, found.help);
  let opened: OpenedPolicy | undefined;
  for (const { path } of found.versions) {
    opened = await openFile(path, readings);
    if (reference.includes('@') || hasBegun(opened.policy, request)) return opened;
  }
  if (opened === undefined) throw new CommandError(`there is no version of \`${reference}\``);
  const { effectiveFrom, effectiveBy, zone } = opened.policy.core;
  throw new CommandError(
    `\`${effectiveBy}\` is before the first version of \`${reference}\`, which began at ${zone.print(effectiveFrom)}`,
    'name a version: <policy-id>@<version>',
  );
}

async function openFile(path: string, readings: Readonly<Record<string, string>>): Promise<OpenedPolicy> {
  const read = await readTextFile(path);
  if (!read.ok) throw new CommandError(read.message);
  const loaded = loadWithLibrary(read.file, await readLibrary(read.file, [relative('', shippedPolicies)]));
  if (loaded.diagnostics.length > 0) writeError(`${renderDiagnostics(loaded.diagnostics, styleOf(process.stderr))}\n`);
  if (!loaded.ok) throw new CommandError(`\`${path}\` has mistakes and cannot be used`);
  return { policy: Object.keys(readings).length === 0 ? loaded.policy : choose(loaded.policy, readings), file: read.file };
}

/** The policy under the readings that the command line chooses. A choice that cannot be made is a mistake there, and none of the file. */
function choose(policy: Policy, readings: Readonly<Record<string, string>>): Policy {
  const chosen = policy.withReadings(readings);
  if (chosen.ok) return chosen.policy;
  const [mistake] = chosen.diagnostics;
  throw new CommandError(`--reading: ${mistake?.message ?? 'this choice cannot be made'}`, mistake?.help);
}

/** Whether a version had begun at the instant that the request tells; where it tells none, the newest is taken. */
function hasBegun(policy: Policy, request: Readonly<Record<string, unknown>>): boolean {
  const at = parseInstant(String(request[policy.core.effectiveBy] ?? ''));
  return !at.ok || at.value >= policy.core.effectiveFrom;
}
