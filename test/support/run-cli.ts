import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  /** What standard input holds. */
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the built program as people do. A stack trace, wherever it is printed, is an error of every test. */
export async function runCli(args: readonly string[], { cwd, input = '', env = {} }: CliOptions = {}): Promise<CliResult> {
  const child = spawn(process.execPath, [main, ...args], { cwd, env: { PATH: process.env['PATH'] ?? '', ...env } });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  // The program may stop reading before the end.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const result = { exitCode, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
  if (/^\s+at /m.test(result.stdout + result.stderr)) throw new Error(`a stack trace:\n${result.stdout}${result.stderr}`);
  return result;
}

/** A new folder with some files in it, and a way to remove it. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'recourse-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
