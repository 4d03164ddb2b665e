import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { maximumTextLength } from '../text/source-file.ts';
import { disk, type FileSource } from './read-library.ts';
import { decodeText, type ReadFileResult } from './read-text-file.ts';
import { shippedPolicies } from './shipped-policies.ts';

const run = promisify(execFile);

/** A file in a revision of a git repository: `<revision>:<path>`. */
export interface RevisionPath {
  readonly revision: string;
  readonly path: string;
}

/** Reads `<revision>:<path>`; undefined for anything else. A single letter before the colon is a drive. */
export function parseRevisionPath(reference: string): RevisionPath | undefined {
  const [, revision, path] = /^([^:]{2,}|@):(.+)$/s.exec(reference) ?? [];
  return revision === undefined || path === undefined || revision.startsWith('-') ? undefined : { revision, path };
}

/** A sentence about why there are no files of a revision. */
export class RevisionError extends Error {
  readonly help: string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}

/**
 * The files of a revision, by their paths in the repository; those that come with the program are read from there. Throws a `RevisionError` where
 * there is no git, no repository or no such revision.
 */
export async function filesOfRevision(revision: string): Promise<FileSource> {
  const commit = await commitOf(revision);
  const isShipped = (path: string): boolean => path.startsWith(shippedPolicies);
  return {
    read: async (path) => (isShipped(path) ? disk.read(path) : readBlob(revision, commit, inRepository(path))),
    namesIn: async (folder) => (isShipped(folder) ? disk.namesIn(folder) : namesIn(commit, inRepository(folder))),
  };
}

/** Git writes paths with slashes everywhere. */
const inRepository = (path: string): string => path.replaceAll('\\', '/');

async function commitOf(revision: string): Promise<string> {
  try {
    const { stdout } = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
    return stdout.toString().trim();
  } catch (error) {
    if (isMissingProgram(error)) throw new RevisionError('git was not found, which revisions need', 'install git, or name two files');
    if (!(await isInRepository()))
      throw new RevisionError('this folder is in no git repository, so there are no revisions', 'name two files, or `<policy-id>@<version>`');
    throw new RevisionError(`there is no revision \`${revision}\``, '`git log --oneline` shows the revisions');
  }
}

async function isInRepository(): Promise<boolean> {
  return git('rev-parse', '--git-dir').then(
    () => true,
    () => false,
  );
}

async function readBlob(revision: string, commit: string, path: string): Promise<ReadFileResult> {
  try {
    const { stdout } = await git('cat-file', 'blob', `${commit}:${path}`);
    return decodeText(`${revision}:${path}`, stdout);
  } catch (error) {
    const isLong = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER';
    if (isLong) return { ok: false, message: `\`${path}\` in \`${revision}\` has more than the ${maximumTextLength} bytes that are read` };
    return { ok: false, message: `there is no file \`${path}\` in the revision \`${revision}\`` };
  }
}

async function namesIn(commit: string, folder: string): Promise<readonly string[]> {
  try {
    const { stdout } = await git('ls-tree', '-z', '--name-only', `${commit}:${folder === '.' ? '' : folder}`);
    return stdout
      .toString()
      .split('\0')
      .filter((name) => name !== '');
  } catch {
    return [];
  }
}

async function git(...args: readonly string[]): Promise<{ readonly stdout: Buffer }> {
  return run('git', args, { encoding: 'buffer', maxBuffer: maximumTextLength + 1_000, windowsHide: true });
}

function isMissingProgram(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
