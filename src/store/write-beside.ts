import { randomUUID } from 'node:crypto';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';

/** A file that is written beside its place, so that what stands there is always whole: the old text or the new one. */
export interface FileBeside {
  /** Writes on. Throws what the system says, in plain words. */
  write(bytes: Uint8Array): Promise<void>;
  /** Puts the file in its place. */
  keep(): Promise<void>;
  /** Leaves what stood there before; of a file that was kept, the file. */
  drop(): Promise<void>;
}

/** A file could not be written; the message says so in plain words. */
export class WriteError extends Error {}

/** Begins a file. What is no plain file, such as a pipe or a device, is written directly. */
export async function writeBeside(path: string): Promise<FileBeside> {
  return told(path, async () => {
    const target = await realpath(path).catch(() => path);
    const before = await stat(target).catch(() => undefined);
    if (before !== undefined && !before.isFile()) return new DirectFile(path, await open(target, 'w'));
    const beside = `${target}.${randomUUID().slice(0, 8)}.part`;
    return new RenamedFile(path, await open(beside, 'wx', before?.mode), beside, target);
  });
}

class DirectFile implements FileBeside {
  protected readonly path: string;
  protected readonly handle: FileHandle;

  constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.handle = handle;
  }

  async write(bytes: Uint8Array): Promise<void> {
    await told(this.path, () => this.handle.appendFile(bytes));
  }

  async keep(): Promise<void> {
    await this.handle.close();
  }

  async drop(): Promise<void> {
    await this.handle.close();
  }
}

class RenamedFile extends DirectFile {
  readonly #beside: string;
  readonly #target: string;

  constructor(path: string, handle: FileHandle, beside: string, target: string) {
    super(path, handle);
    this.#beside = beside;
    this.#target = target;
  }

  override async keep(): Promise<void> {
    await told(this.path, async () => {
      await this.handle.sync();
      await this.handle.close();
      await rename(this.#beside, this.#target);
    });
  }

  override async drop(): Promise<void> {
    await this.handle.close();
    await rm(this.#beside, { force: true });
  }
}

async function told<Result>(path: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw new WriteError(sayWriteError(path, error));
  }
}

function sayWriteError(path: string, error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return `there is no folder for \`${path}\``;
  if (code === 'EISDIR') return `\`${path}\` is a folder, and a file is needed`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return `\`${path}\` may not be written`;
  return `\`${path}\` cannot be written${code === '' ? '' : ` (${code})`}`;
}
