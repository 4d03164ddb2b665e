import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nearestName } from '../diagnostics/nearest-name.ts';

/** A version of a policy on disk. */
export interface VersionFile {
  readonly version: number;
  readonly path: string;
}

/** What `<policy-id>`, `<policy-id>@<version>` or a file name leads to: the versions that may be meant, newest first. */
export type FoundVersions =
  | { readonly ok: true; readonly versions: readonly VersionFile[] }
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
    const versions = await versionsIn(join(folder, id));
    if (versions.length === 0) continue;
    if (wanted === undefined) return { ok: true, versions };
    const version = versions.find((candidate) => String(candidate.version) === wanted);
    if (version !== undefined) return { ok: true, versions: [version] };
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

async function namesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

async function versionsIn(folder: string): Promise<readonly VersionFile[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .flatMap((name): readonly VersionFile[] => {
      const match = /^v([1-9][0-9]*)\.policy\.yaml$/.exec(name);
      return match === null ? [] : [{ version: Number(match[1]), path: join(folder, name) }];
    })
    .sort((a, b) => b.version - a.version);
}
