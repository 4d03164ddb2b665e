import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Library } from '../language/library.ts';
import { childOf, stringOf } from '../text/node.ts';
import { readYaml } from '../text/read-yaml.ts';
import type { SourceFile } from '../text/source-file.ts';
import { type ReadFileResult, readTextFile } from './read-text-file.ts';

/** Where files come from. */
export interface FileSource {
  read(path: string): Promise<ReadFileResult>;
  /** The names of the files in a folder; none where there is no such folder. */
  namesIn(folder: string): Promise<readonly string[]>;
}

/** The files of this machine. */
export const disk: FileSource = {
  read: readTextFile,
  namesIn: async (folder) => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map(({ name }) => name);
  },
};

/** A policy that extends one that extends one … is followed so far; the language refuses longer chains. */
const maximumDepth = 10;

/**
 * Gathers the texts that a policy leans on: the policies that it extends, and the calendars that are named in any of them. They are looked
 * for in the folder of policies in which the file stands as `<policy-id>/v<N>.policy.yaml`; calendars first of all in a folder `calendars` beside
 * the file. What is missing or cannot be read is left out: the language reports it where it is named.
 * @param folders further folders of policies, searched afterwards in this order
 * @param source where the file and those around it come from
 */
export async function readLibrary(file: SourceFile, folders: readonly string[] = [], source: FileSource = disk): Promise<Library> {
  const beside = dirname(file.path);
  // `dirname` of a path without folders would not lead upwards.
  const around = [join(beside, '..'), ...folders];
  const policies = await readBases(file, around, source);
  const texts = [file, ...policies.values()].map(({ text }) => text);
  return { policies, calendars: await readCalendars(texts, [beside, ...around], source) };
}

async function readBases(file: SourceFile, folders: readonly string[], source: FileSource): Promise<ReadonlyMap<string, SourceFile>> {
  const found = new Map<string, SourceFile>();
  let current: SourceFile | undefined = file;
  while (current !== undefined && found.size < maximumDepth) {
    const reference = baseOf(current);
    if (reference === undefined || found.has(reference.name)) break;
    current = await readFirst(
      folders.map((folder) => join(folder, reference.path)),
      source,
    );
    if (current !== undefined) found.set(reference.name, current);
  }
  return found;
}

/** What a policy says that it extends, with its path in a folder of policies. Only a plain reference leads to a file. */
function baseOf(file: SourceFile): { readonly name: string; readonly path: string } | undefined {
  // Most policies extend none, and reading costs.
  if (!file.text.includes('extends')) return undefined;
  const name = stringOf(childOf(readYaml(file).root, 'extends')) ?? '';
  const [, id, version] = /^([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)@([1-9][0-9]{0,6})$/.exec(name) ?? [];
  return id === undefined || version === undefined ? undefined : { name, path: join(id, `v${version}.policy.yaml`) };
}

async function readFirst(paths: readonly string[], source: FileSource): Promise<SourceFile | undefined> {
  for (const path of paths) {
    const read = await source.read(path);
    if (read.ok) return read.file;
  }
  return undefined;
}

/** The calendars whose names stand anywhere in some texts; of those with one name, that of the first folder. */
async function readCalendars(texts: readonly string[], folders: readonly string[], source: FileSource): Promise<ReadonlyMap<string, SourceFile>> {
  const found = new Map<string, SourceFile>();
  for (const folder of folders.map((parent) => join(parent, 'calendars'))) {
    for (const name of await calendarsIn(folder, source)) {
      if (found.has(name) || !texts.some((text) => text.includes(name))) continue;
      const read = await source.read(join(folder, `${name}.calendar.yaml`));
      if (read.ok) found.set(name, read.file);
    }
  }
  return found;
}

async function calendarsIn(folder: string, source: FileSource): Promise<readonly string[]> {
  return (await source.namesIn(folder)).flatMap((name) => /^([A-Za-z0-9-]+)\.calendar\.yaml$/.exec(name)?.[1] ?? []).sort();
}
