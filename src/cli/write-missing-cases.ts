import { dirname, normalize, relative } from 'node:path';
import { appendCases } from '../language/append-cases.ts';
import type { Cases } from '../language/read-cases.ts';
import { casesToWrite, type CasesToWrite, reviewComment, writeCases, writeCasesFile } from '../policy/cases-to-write.ts';
import { renderDiagnostics } from '../report/render-diagnostics.ts';
import { readTextFile } from '../store/read-text-file.ts';
import { writeBeside, WriteError } from '../store/write-beside.ts';
import { checkFiles } from './check-files.ts';
import { coverOrSay } from './coverage-of.ts';
import { openPolicy, type OpenedPolicy } from './open-policy.ts';
import { CommandError, styleOf, writeError, writeOut } from './terminal.ts';

/** Where the new cases go. */
export interface CasesOptions {
  readonly out?: string;
  readonly write?: boolean;
  readonly policies?: string;
}

/** Writes the cases that the cases of a policy lack, and says how many there are. */
export async function writeMissingCases(reference: string, options: CasesOptions): Promise<void> {
  const opened = await openPolicy(reference, { policies: options.policies });
  const existing = await existingCases(opened);
  const covered = coverOrSay(opened.policy, opened.file.path, existing === undefined ? [] : [existing]);
  const found = casesToWrite(opened.policy, covered, existing?.cases.map(({ id }) => id) ?? []);
  if (found.cases.length > 0) await put(found, opened, existing, options);
  writeError(sayResult(found));
}

/** The cases beside a policy, if there are any. */
async function existingCases({ file: { path } }: OpenedPolicy): Promise<Cases | undefined> {
  const casesPath = pathOfCases(path);
  if (casesPath === undefined || !(await readTextFile(casesPath)).ok) return undefined;
  const { cases, diagnostics } = await checkFiles([casesPath], { proofs: false });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    writeError(`${renderDiagnostics(errors, styleOf(process.stderr))}\n`);
    throw new CommandError(`the mistakes in \`${casesPath}\` must be mended before it can be seen what is missing`);
  }
  const own = cases[0];
  if (own === undefined || normalize(own.policyPath) !== normalize(path))
    throw new CommandError(`\`${casesPath}\` has the cases of another policy than \`${path}\``);
  return own.cases;
}

function pathOfCases(path: string): string | undefined {
  const cases = path.replace(/\.policy(\.ya?ml)$/, '.cases$1');
  return cases === path ? undefined : cases;
}

async function put(found: CasesToWrite, { file: { path } }: OpenedPolicy, existing: Cases | undefined, { out, write }: CasesOptions): Promise<void> {
  if (write !== true) {
    const from = out === undefined ? dirname(path) : dirname(out);
    const text = writeCasesFile(relative(from, path).replaceAll('\\', '/'), found.cases);
    return out === undefined ? writeOut(text) : writeFile(out, text);
  }
  const target = pathOfCases(path);
  if (target === undefined)
    throw new CommandError(`there is no place for the cases of \`${path}\``, 'a policy file ends with .policy.yaml; or name a file: `--out <file>`');
  if (existing === undefined) return writeFile(target, writeCasesFile(relative(dirname(target), path), found.cases));
  const appended = appendCases(existing, (indent, defaults) => `${' '.repeat(indent)}${reviewComment}\n${writeCases(found.cases, { indent, defaults })}`);
  if (!appended.ok) throw new CommandError(appended.message, 'write them to a file of their own: `--out <file>`');
  await writeFile(target, appended.text);
}

async function writeFile(path: string, text: string): Promise<void> {
  try {
    const file = await writeBeside(path);
    try {
      await file.write(new TextEncoder().encode(text));
      await file.keep();
    } catch (error) {
      await file.drop();
      throw error;
    }
  } catch (error) {
    if (error instanceof WriteError) throw new CommandError(error.message);
    throw error;
  }
}

function sayResult({ cases, notFound }: CasesToWrite): string {
  const count = cases.length === 0 ? 'no case is missing' : cases.length === 1 ? '1 case was missing' : `${cases.length} cases were missing`;
  const open = notFound.map(({ kind, of, words }) => `  ${kind} ${of}: no request was found ${words}\n`);
  return `${count}\n${open.join('')}`;
}
