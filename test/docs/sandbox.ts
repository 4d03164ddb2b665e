/** A copy of what the documents' commands need, in a folder of its own: the program as it is built, and the policies. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** What stays in the sandbox when it is reset. */
const program: readonly string[] = ['dist', 'node_modules', 'package.json', 'schema'];

export class Sandbox {
  readonly #folder: string;
  /** The files that a reset brings back, by path. */
  readonly #base: ReadonlyMap<string, string>;

  constructor() {
    if (!existsSync(join(checkout, 'dist/cli/main.js'))) throw new Error('the program is not built: run `npm run build`');
    this.#folder = mkdtempSync(join(tmpdir(), 'recourse-docs-'));
    for (const name of ['dist', 'package.json', 'schema', 'policies']) cpSync(join(checkout, name), join(this.#folder, name), { recursive: true });
    symlinkSync(join(checkout, 'node_modules'), join(this.#folder, 'node_modules'), 'junction');
    this.#base = this.#files();
  }

  /** Brings the files back to where they were at the beginning. */
  reset(): void {
    for (const name of readdirSync(this.#folder)) if (!program.includes(name)) rmSync(join(this.#folder, name), { recursive: true });
    for (const [path, text] of this.#base) this.write(path, text);
  }

  read(path: string): string {
    return readFileSync(join(this.#folder, path), 'utf8');
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.#folder, path)), { recursive: true });
    writeFileSync(join(this.#folder, path), text);
  }

  /** The paths of all policies and cases. */
  get policyFiles(): readonly string[] {
    return [...this.#files().keys()].filter((path) => path.endsWith('.yaml'));
  }

  /**
   * Runs a command of a document: only those that the documents may have, `npx recourse` as the program that is built.
   * @returns what it wrote, on both streams, and its exit code
   */
  run(command: string): { readonly output: string; readonly code: number | null } {
    if (!/^(npx recourse|npm start|cp|node|echo)\b/.test(command)) throw new Error(`the documents' tests do not run \`${command}\``);
    const { stdout, status } = spawnSync('sh', ['-c', `exec 2>&1; ${command.replaceAll('npx recourse', 'node dist/cli/main.js')}`], {
      cwd: this.#folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1', npm_config_loglevel: 'error', npm_config_update_notifier: 'false' },
    });
    return { output: stdout, code: status };
  }

  /** Type-checks and compiles modules, then runs one; as a program that has installed the library would. */
  runModule(path: string): { readonly output: string; readonly code: number | null } {
    const compilerOptions = {
      target: 'es2023',
      module: 'nodenext',
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      types: ['node'],
      rewriteRelativeImportExtensions: true,
    };
    this.write('tsconfig.json', JSON.stringify({ compilerOptions, files: [path] }));
    const compiled = this.run('node node_modules/typescript/bin/tsc -p .');
    return compiled.code === 0 ? this.run(`node ${path.replace(/\.ts$/, '.js')}`) : compiled;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #files(folder = ''): ReadonlyMap<string, string> {
    const files = new Map<string, string>();
    for (const entry of readdirSync(join(this.#folder, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (folder === '' && program.includes(path)) continue;
      if (entry.isDirectory()) for (const [inner, text] of this.#files(path)) files.set(inner, text);
      else files.set(path, this.read(path));
    }
    return files;
  }
}
