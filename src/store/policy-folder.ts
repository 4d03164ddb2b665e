import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { compareText } from '../model/order.ts';

/** The name of the list of releases in a policy's folder. */
export const releasesFile = 'releases.yaml';

/** A version of a policy on disk. */
export interface VersionFile {
  readonly version: number;
  readonly path: string;
}

/** What `<policy-id>` or `<policy-id>@<version>` leads to: the folder of the policy, its versions, newest first, and the one that is named. */
export type FoundVersions =
  | { readonly ok: true; readonly id: string; readonly folder: string; readonly versions: readonly VersionFile[]; readonly named: VersionFile | undefined }
  | { readonly ok: false; readonly message: string; readonly help?: string };

/** Whether a name is meant as a file, and not as a policy's id. */
export function looksLikeFile(name: string): boolean {
  return name.includes('/') || name.includes('\\') || /\.ya?ml$/.test(name);
}

/**
 * Finds a policy by its id in one of some folders that hold `<id>/v<N>.policy.yaml`.
 * @param folders searched in order; the first that has the policy is taken
 */
export async function findVersions(reference: string, folders: readonly string[]): Promise<FoundVersions> {
  const [id = '', wanted] = reference.split('@');
  const known: string[] = [];
  for (const folder of folders) {
    known.push(...(await namesIn(folder)));
    const own = join(folder, id);
    const versions = await versionsIn(own);
    if (versions.length === 0) continue;
    const named = versions.find((candidate) => String(candidate.version) === wanted);
    if (wanted === undefined || named !== undefined) return { ok: true, id, folder: own, versions, named };
    return { ok: false, message: `\`${id}\` has no version \`${wanted}\``, help: `it has ${versions.map((candidate) => candidate.version).join(', ')}` };
  }
  const nearest = nearestName(id, known);
  const help =
    nearest !== undefined
      ? `did you mean \`${nearest}\`?`
      : known.length > 0
        ? `there is ${[...new Set(known)].map((name) => `\`${name}\``).join(', ')}`
        : undefined;
  return {
    ok: false,
    message: `there is no policy \`${id}\` in ${folders.map((folder) => `\`${folder}\``).join(' or ')}`,
    ...(help === undefined ? {} : { help }),
  };
}

/** The names of the folders in a folder, in the order of letters; none where it cannot be read. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort(compareText);
}

/** The versions in the folder of one policy, newest first. */
export async function versionsIn(folder: string): Promise<readonly VersionFile[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .flatMap((name): readonly VersionFile[] => {
      const match = /^v([1-9][0-9]*)\.policy\.yaml$/.exec(name);
      return match === null ? [] : [{ version: Number(match[1]), path: join(folder, name) }];
    })
    .sort((a, b) => b.version - a.version);
}
