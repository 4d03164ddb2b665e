import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileBeside, WriteError, writeBeside } from './write-beside.ts';

/** A file that the program writes and may later write again. */
export interface OwnFile {
  readonly name: string;
  readonly text: string;
}

/** What became of it: the paths, or the first file that is not the program's to write over. */
export type OwnFilesWritten = { readonly ok: true; readonly paths: readonly string[] } | { readonly ok: false; readonly foreign: string };

/**
 * Writes files into a folder, which is made where there is none; a file that stands there is replaced only where it begins with the mark that
 * all of them begin with. Each is put in its place when all are written. Throws a WriteError.
 */
export async function writeOwnFiles(folder: string, files: readonly OwnFile[], mark: string): Promise<OwnFilesWritten> {
  const paths = files.map(({ name }) => join(folder, name));
  for (const path of paths) if (!(await isOwn(path, mark))) return { ok: false, foreign: path };
  await makeFolder(folder);
  const begun: FileBeside[] = [];
  try {
    for (const [index, { text }] of files.entries()) {
      const file = await writeBeside(paths[index] ?? '');
      begun.push(file);
      await file.write(Buffer.from(text));
    }
  } catch (error) {
    for (const file of begun) await file.drop();
    throw error;
  }
  for (const file of begun) await file.keep();
  return { ok: true, paths };
}

/** Whether nothing stands there, or what begins with the mark. */
async function isOwn(path: string, mark: string): Promise<boolean> {
  const file = await open(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw new WriteError(`\`${path}\` cannot be read (${codeOf(error)})`);
  });
  if (file === undefined) return true;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Buffer.byteLength(mark)));
    return buffer.subarray(0, bytesRead).toString() === mark;
  } catch {
    return false;
  } finally {
    await file.close();
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const code = codeOf(error);
    throw new WriteError(code === 'EEXIST' || code === 'ENOTDIR' ? `\`${folder}\` is no folder` : `the folder \`${folder}\` cannot be made (${code})`);
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}
