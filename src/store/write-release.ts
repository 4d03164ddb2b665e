import { readReleases, type Releases } from '../language/read-releases.ts';
import { readTextFile } from './read-text-file.ts';
import { writeBeside, WriteError } from './write-beside.ts';

/** A release to be written; instants as they stand in the file. */
export interface NewRelease {
  readonly version: number;
  readonly from: string;
  readonly digest: string;
  readonly released: string;
  readonly reason: string;
  readonly by: string | undefined;
}

/** The list with one more release, or why that cannot be written. */
export type AddedRelease = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

const beginning = `# yaml-language-server: $schema=../../schema/releases.schema.json
# Written by \`recourse release\`. An entry is never changed or removed, for decisions refer to it.

releases:
`;

/** The text of a list with one more release at its end; all that stands in it stays as it is. */
export function addRelease(releases: Releases | undefined, release: NewRelease): AddedRelease {
  const before = releases?.file.text ?? beginning;
  const text = `${before}${before.endsWith('\n') ? '' : '\n'}${entryOf(release)}`;
  const read = readReleases({ path: releases?.file.path ?? '', text });
  const isAdded = read.releases?.list.length === (releases?.list.length ?? 0) + 1 && read.releases.list.at(-1)?.reason === release.reason;
  // An entry at the end belongs to the list only where that is written line by line, and ends the file.
  if (isAdded) return { ok: true, text };
  return { ok: false, message: 'an entry cannot be added at the end of the list of releases: write its entries line by line, each beginning with `  - `' };
}

function entryOf({ version, from, digest, released, reason, by }: NewRelease): string {
  const lines = [
    `  - version: ${version}`,
    `    from: ${from}`,
    `    digest: ${digest}`,
    `    released: ${released}`,
    `    reason: ${JSON.stringify(reason)}`,
    ...(by === undefined ? [] : [`    by: ${JSON.stringify(by)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Puts the text of a list in its place. Throws a WriteError that says why it cannot be written. */
export async function writeReleases(path: string, text: string, before: Releases | undefined): Promise<void> {
  const file = await writeBeside(path);
  try {
    await file.write(new TextEncoder().encode(text));
    const now = await readTextFile(path);
    if ((now.ok ? now.file.text : undefined) !== before?.file.text) throw new WriteError(`\`${path}\` was changed meanwhile: try again`);
    await file.keep();
  } catch (error) {
    await file.drop();
    throw error;
  }
}
