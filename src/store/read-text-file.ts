/**
 * Store: policies and cases on disk. Reads files and folders, and hands their texts to the layers below.
 */
import { type FileHandle, open, stat } from 'node:fs/promises';
import { maximumTextLength, type SourceFile } from '../text/source-file.ts';

/** A text, or one sentence about why there is none; `missing` where no file stands there. */
export type ReadFileResult = { readonly ok: true; readonly file: SourceFile } | { readonly ok: false; readonly message: string; readonly missing?: true };

/** Reads a UTF-8 file of a size that a policy, cases or a request can have. A larger one is refused unread. */
export async function readTextFile(path: string): Promise<ReadFileResult> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) return { ok: false, message: `\`${path}\` is a folder, and a file is needed` };
    if (info.size > maximumTextLength) return { ok: false, message: `\`${path}\` has ${info.size} bytes, more than the ${maximumTextLength} that are read` };
    const handle = await open(path);
    try {
      return decodeText(path, await readUpTo(handle, maximumTextLength + 1));
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { ok: false, message: sayFileError(path, error), ...(isMissing(error) ? { missing: true } : {}) };
  }
}

/** Reads from where a file or pipe stands to its end, or so many bytes. */
async function readUpTo(handle: FileHandle, limit: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(limit);
  let length = 0;
  while (length < limit) {
    const { bytesRead } = await handle.read(bytes, length, limit - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

/** Decodes UTF-8; anything else is refused, since a guess could change a name or an amount. */
export function decodeText(path: string, bytes: Uint8Array): ReadFileResult {
  if (bytes.length > maximumTextLength) return { ok: false, message: `\`${path}\` has more than the ${maximumTextLength} bytes that are read` };
  try {
    return { ok: true, file: { path, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) } };
  } catch {
    return { ok: false, message: `\`${path}\` is not text in UTF-8: save it with that encoding` };
  }
}

/** What the system says of a file, in plain words. */
export function sayFileError(path: string, error: unknown): string {
  const code = codeOf(error);
  if (isMissing(error)) return `there is no file \`${path}\``;
  if (code === 'EACCES' || code === 'EPERM') return `\`${path}\` may not be read`;
  return `\`${path}\` cannot be read${code === '' ? '' : ` (${code})`}`;
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
