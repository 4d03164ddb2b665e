import { existsSync } from 'node:fs';
import { filesOfRevision, parseRevisionPath, RevisionError, type RevisionPath } from '../store/git-revision.ts';
import { looksLikeFile } from '../store/policy-folder.ts';
import { readLibrary } from '../store/read-library.ts';
import { shippedPolicies } from '../store/shipped-policies.ts';
import { loadWithLibrary, type Policy } from '../policy/policy.ts';
import { readVersion } from '../store/policy-versions.ts';
import { findPolicy, usable, withChoices } from './open-policy.ts';
import { CommandError } from './terminal.ts';

export interface PairOptions {
  readonly policies?: string | undefined;
  readonly readings: Readonly<Record<string, string>>;
}

/**
 * Opens two policies: `<policy-id>` (its newest version), `<policy-id>@<version>`, a file, or `<revision>:<path>`. With one reference, the version
 * that it names and the one before, drafts aside.
 */
export async function openPair(old: string, next: string | undefined, { policies, readings }: PairOptions): Promise<readonly [Policy, Policy]> {
  const pair = next === undefined ? await openWithTheOneBefore(old, policies) : ([await openOne(old, policies), await openOne(next, policies)] as const);
  return chooseReadings(pair, readings);
}

async function openOne(reference: string, policies: string | undefined): Promise<Policy> {
  const isFile = existsSync(reference);
  const revision = isFile ? undefined : parseRevisionPath(reference);
  if (revision !== undefined) return openRevision(revision);
  if (isFile || looksLikeFile(reference)) return usable(await readVersion(reference)).policy;
  const { versions, named } = await findPolicy(reference, policies);
  const [newest] = versions.files;
  if (newest === undefined) throw new CommandError(`there is no version of \`${reference}\``);
  return usable(await versions.read(named ?? newest)).policy;
}

async function openWithTheOneBefore(reference: string, policies: string | undefined): Promise<readonly [Policy, Policy]> {
  if (existsSync(reference) || looksLikeFile(reference) || parseRevisionPath(reference) !== undefined)
    throw new CommandError('two policies are needed', 'with an id alone, its newest version is compared with the one before');
  const { id, versions, named } = await findPolicy(reference, policies);
  const wanted = named ?? versions.files[0];
  const earlier = versions.files.filter(({ version }) => wanted !== undefined && version < wanted.version);
  const [nearest] = earlier;
  if (wanted === undefined || nearest === undefined)
    throw new CommandError(
      `there is no version of \`${id}\` before ${wanted?.version ?? 'it'}`,
      'name two: two files, or two versions as `<policy-id>@<version>`',
    );
  // A draft never held, so that nothing changes against it, unless there are drafts alone.
  for (const file of earlier) {
    const { policy } = usable(await versions.read(file));
    if (policy.core.draft === null) return [policy, usable(await versions.read(wanted)).policy];
  }
  return [usable(await versions.read(nearest)).policy, usable(await versions.read(wanted)).policy];
}

/** A policy as it is in a revision, with what it leans on from there. */
async function openRevision({ revision, path }: RevisionPath): Promise<Policy> {
  try {
    const source = await filesOfRevision(revision);
    const read = await source.read(path);
    if (!read.ok) throw new CommandError(read.message, `\`git ls-tree -r --name-only ${revision}\` shows its files; paths begin at the top of the repository`);
    const library = await readLibrary({ path, text: read.file.text }, [shippedPolicies], source);
    const loaded = loadWithLibrary(read.file, library);
    return usable(loaded.ok ? { ...loaded, file: read.file, library } : { ok: false, path: read.file.path, diagnostics: loaded.diagnostics }).policy;
  } catch (error) {
    if (error instanceof RevisionError) throw new CommandError(error.message, error.help);
    throw error;
  }
}

/** Choices are made in each version that has the reading. One that neither has is a mistake. */
function chooseReadings([old, next]: readonly [Policy, Policy], readings: Readonly<Record<string, string>>): readonly [Policy, Policy] {
  const knownBy = (policy: Policy): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(readings).filter(([name]) => policy.core.readings.has(name)));
  const unknown = Object.entries(readings).filter(([name]) => !old.core.readings.has(name) && !next.core.readings.has(name));
  return [withChoices(old, knownBy(old)), withChoices(next, { ...knownBy(next), ...Object.fromEntries(unknown) })];
}
