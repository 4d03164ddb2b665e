import { relative } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Policy } from '../policy/policy.ts';
import { sayBeforeFirst } from '../policy/version-in-force.ts';
import { renderDiagnostics } from '../report/render-diagnostics.ts';
import { type FoundVersions, findVersions, looksLikeFile } from '../store/policy-folder.ts';
import { type OpenedVersion, PolicyVersions, type ReadVersion, readVersion } from '../store/policy-versions.ts';
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
  /** What is known of the request: where no version is named, its moment picks one, and the newest where it tells none. */
  readonly request?: Readonly<Record<string, unknown>>;
}

/** Opens `<policy-id>`, `<policy-id>@<version>` or a file. Diagnostics are shown; errors end the command. */
export async function openPolicy(reference: string, options: OpenOptions = {}): Promise<OpenedPolicy> {
  const { readings = {}, request = {} } = options;
  const { policy, file } = await openOne(reference, options.policies, request);
  return { policy: withChoices(policy, readings), file };
}

async function openOne(reference: string, folder: string | undefined, request: Readonly<Record<string, unknown>>): Promise<OpenedVersion> {
  if (looksLikeFile(reference)) return usable(await readVersion(reference));
  const { versions, named } = await findPolicy(reference, folder);
  if (named !== undefined) return usable(await versions.read(named));
  const picked = await versions.pick(request);
  switch (picked.kind) {
    case 'found':
    case 'untold':
      return usable({ ok: true, ...picked.version });
    case 'mistakes':
      return usable({ ...picked, ok: false });
    case 'before-first':
      throw new CommandError(sayBeforeFirst(picked.first.policy, reference), 'name a version: <policy-id>@<version>');
    case 'none':
      throw noneInForce(reference, versions);
  }
}

/** Opens every version that a request may need, newest first: those of `<policy-id>` that a moment picks, or the one that is named. */
export async function openVersions(reference: string, options: Pick<OpenOptions, 'policies'>): Promise<readonly OpenedVersion[]> {
  if (looksLikeFile(reference)) return [usable(await readVersion(reference))];
  const { versions, named } = await findPolicy(reference, options.policies);
  if (named !== undefined) return [usable(await versions.read(named))];
  const candidates = await versions.candidates();
  if (!candidates.ok) return [usable(candidates)];
  if (candidates.versions.length === 0) throw noneInForce(reference, versions);
  return candidates.versions.map((version) => usable({ ok: true, ...version }));
}

/** A policy in a folder of policies. */
export type FoundPolicy = Pick<Extract<FoundVersions, { readonly ok: true }>, 'id' | 'folder' | 'named'> & { readonly versions: PolicyVersions };

/** Finds `<policy-id>` or `<policy-id>@<version>`; no file of it is read but the list of releases. */
export async function findPolicy(reference: string, folder: string | undefined): Promise<FoundPolicy> {
  const folders = folder === undefined ? [...new Set(['policies', relative('', shippedPolicies)])] : [folder];
  const found = await findVersions(reference, folders);
  if (!found.ok) throw new CommandError(found.message, found.help);
  return { ...found, versions: await PolicyVersions.open(found.folder, found.versions) };
}

function noneInForce(id: string, { releases }: PolicyVersions): CommandError {
  return releases === undefined
    ? new CommandError(`all versions of \`${id}\` are drafts`, `name one: ${id}@<version>`)
    : new CommandError(`no version of \`${id}\` is released`, `name one: ${id}@<version>; \`recourse release ${id}@<version>\` releases it`);
}

/** A version that can be used; its warnings are shown. Mistakes are shown and end the command. */
export function usable(read: ReadVersion): OpenedVersion {
  showDiagnostics(read.diagnostics);
  if (!read.ok) throw new CommandError(`\`${read.path}\` has mistakes and cannot be used`);
  return read;
}

function showDiagnostics(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) writeError(`${renderDiagnostics(diagnostics, styleOf(process.stderr))}\n`);
}

/** The policy under the readings that the command line chooses. A choice that cannot be made is a mistake there, and none of the file. */
export function withChoices(policy: Policy, readings: Readonly<Record<string, string>>): Policy {
  if (Object.keys(readings).length === 0) return policy;
  const chosen = policy.withReadings(readings);
  if (chosen.ok) return chosen.policy;
  const [mistake] = chosen.diagnostics;
  throw new CommandError(`--reading: ${mistake?.message ?? 'this choice cannot be made'}`, mistake?.help);
}
