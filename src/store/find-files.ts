import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { releasesFile } from './policy-folder.ts';
import { sayFileError } from './read-text-file.ts';

/** Files found under some paths, in the order of their names; and paths that lead nowhere. */
export interface FoundFiles {
  readonly policies: readonly string[];
  readonly cases: readonly string[];
  readonly calendars: readonly string[];
  readonly releases: readonly string[];
  readonly problems: readonly string[];
}

/** Finds `*.policy.yaml`, `*.cases.yaml`, `*.calendar.yaml` and `releases.yaml` in folders, at any depth. A file that is named itself is taken by its name, else as a policy. */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const found = new Set<string>();
  const problems: string[] = [];
  for (const path of paths) {
    try {
      if ((await stat(path)).isDirectory()) await walk(path, found);
      else found.add(path);
    } catch (error) {
      problems.push(sayFileError(path, error));
    }
  }
  const files = [...found].sort();
  const isCases = (path: string): boolean => /\.cases\.ya?ml$/.test(path);
  const isCalendar = (path: string): boolean => /\.calendar\.ya?ml$/.test(path);
  const isReleases = (path: string): boolean => basename(path) === releasesFile;
  const isPolicy = (path: string): boolean => !isCases(path) && !isCalendar(path) && !isReleases(path);
  return { policies: files.filter(isPolicy), cases: files.filter(isCases), calendars: files.filter(isCalendar), releases: files.filter(isReleases), problems };
}

async function walk(folder: string, found: Set<string>): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await walk(path, found);
    else if (entry.name === releasesFile || /\.(policy|cases|calendar)\.ya?ml$/.test(entry.name)) found.add(path);
  }
}
