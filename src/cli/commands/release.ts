import { basename } from 'node:path';
import { Command, Option } from 'commander';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { parseInstant } from '../../model/time.ts';
import type { Policy } from '../../policy/policy.ts';
import { type CaseResult, runCases } from '../../policy/run-cases.ts';
import type { Summarise } from '../../policy/summarise-changes.ts';
import { printable } from '../../report/printable.ts';
import { renderCases } from '../../report/render-cases.ts';
import { renderDiagnostics } from '../../report/render-diagnostics.ts';
import type { PolicyVersions } from '../../store/policy-versions.ts';
import { WriteError } from '../../store/write-beside.ts';
import { addRelease, type NewRelease, writeReleases } from '../../store/write-release.ts';
import { hasUnseenCharacter } from '../../text/read-yaml.ts';
import { type CheckedFiles, checkFiles } from '../check-files.ts';
import { readClock } from '../clock.ts';
import { findPolicy, usable } from '../open-policy.ts';
import { CommandError, exitCodes, styleOf, writeError, writeOut } from '../terminal.ts';
import { policiesOption } from './options.ts';

interface Options {
  readonly reason: string;
  readonly author?: string;
  readonly at?: string;
  readonly dryRun?: boolean;
  readonly policies?: string;
}

export function releaseCommand(summarise: Summarise): Command {
  return new Command('release')
    .description('release a version: from its start on it decides the requests that name no version')
    .argument('<policy@version>', '<policy-id>@<version>')
    .requiredOption('--reason <text>', 'why there is this version')
    .addOption(new Option('--author <name>', 'who releases it'))
    .addOption(new Option('--at <instant>', 'when it is released (default: now)'))
    .option('--dry-run', 'check, show what is different, and write nothing')
    .addOption(policiesOption())
    .addHelpText(
      'after',
      `
Examples:
  recourse release 1688order-after-sales@2 --reason "The penalty has a price." --dry-run
  recourse release 1688order-after-sales@2 --reason "The penalty has a price." --author "A. Editor"

The version is checked and its cases are run first. What is different from the version released before it is shown. Then its number, start,
digest and reason are written to releases.yaml beside it. From then on its file must not change its meaning: \`recourse check\` holds it to the digest.
Exit codes: 0 released (or, with --dry-run, ready for it), 1 it cannot be released as it is, 2 the usage is wrong or a file cannot be read.`,
    )
    .action((reference: string, options: Options) => run(reference, options, summarise));
}

async function run(reference: string, options: Options, summarise: Summarise): Promise<void> {
  const words = { reason: readWords(options.reason, '--reason'), by: options.author === undefined ? undefined : readWords(options.author, '--author') };
  const at = readMoment(options.at);
  const { id, folder, named, versions } = await findPolicy(reference, options.policies);
  if (named === undefined) throw new CommandError('a release needs a version', `write ${id}@<version>`);
  const checked = await checkFiles([folder], { proofs: false });
  refuseMistakes(checked, named.version);
  const { policy } = usable(await versions.read(named));
  const before = await releasedBefore(policy, versions);
  const passed = await passCases(checked, policy, named.path);
  const { core } = policy;
  const release: NewRelease = {
    version: policy.version,
    from: core.zone.print(core.effectiveFrom),
    digest: policy.digest,
    released: core.zone.print(at),
    ...words,
  };
  const added = addRelease(versions.releases, release);
  if (!added.ok) throw refuse(added.message);
  writeOut(`${await sayRelease(release, policy, before, passed, summarise)}\n`);
  if (options.dryRun === true) return writeOut('Nothing was written: --dry-run\n');
  try {
    await writeReleases(versions.releasesPath, added.text, versions.releases);
  } catch (error) {
    throw error instanceof WriteError ? new CommandError(error.message) : error;
  }
  writeOut(`Released: ${printable(versions.releasesPath)}\n`);
}

function readWords(text: string, option: string): string {
  const words = text.trim().replaceAll(/\s+/g, ' ');
  if (words === '') throw new CommandError(`\`${option}\` is empty`, 'write a sentence');
  if (words.length > 2000) throw new CommandError(`\`${option}\` has more than 2000 characters`);
  if (hasUnseenCharacter(words)) throw new CommandError(`there is a character in \`${option}\` that cannot be seen`, 'type the text anew');
  return words;
}

function readMoment(text: string | undefined): number {
  if (text === undefined) return readClock();
  const parsed = parseInstant(text);
  if (!parsed.ok) throw new CommandError(`--at: \`${text}\` ${parsed.problem}`);
  return parsed.value;
}

function refuse(message: string, help?: string): CommandError {
  return new CommandError(message, help, exitCodes.problems);
}

/** Mistakes in the folder of the policy; those in versions that are not released are not of this one. */
function refuseMistakes({ diagnostics, problems }: CheckedFiles, version: number): void {
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
  const isOfOther = ({ path }: Diagnostic): boolean => {
    const [, number] = /^v([1-9][0-9]*)\.(?:policy|cases)\.yaml$/.exec(basename(path)) ?? [];
    return number !== undefined && Number(number) !== version;
  };
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error' && !isOfOther(diagnostic));
  if (errors.length === 0) return;
  writeError(`${renderDiagnostics(errors, styleOf(process.stderr))}\n`);
  throw refuse(`version ${version} cannot be released before these mistakes are mended`);
}

/** The version that was released last; the new one must come after it. */
async function releasedBefore({ id, version, core }: Policy, versions: PolicyVersions): Promise<Policy | undefined> {
  if (core.draft !== null)
    throw refuse(`version ${version} of \`${id}\` is a draft: ${core.draft}`, 'if it is to hold, remove `draft` from its file, and release it then');
  if (versions.releaseOf(version) !== undefined)
    throw refuse(`version ${version} of \`${id}\` is released already`, 'a released version stays as it is; a change is made in a new version');
  const last = versions.releases?.list.at(-1);
  if (last === undefined) return undefined;
  if (last.version > version)
    throw refuse(`version ${last.version} of \`${id}\`, which comes after version ${version}, is released already`, 'give this one a higher number');
  if (last.from >= core.effectiveFrom)
    throw refuse(
      `version ${version} begins at ${core.zone.print(core.effectiveFrom)}, and version ${last.version}, released before it, at ${core.zone.print(last.from)}`,
      'let it begin later: change `effective.from`',
    );
  const file = versions.files.find((candidate) => candidate.version === last.version);
  return file === undefined ? undefined : usable(await versions.read(file)).policy;
}

/** Runs the cases of a version; returns how many there are. */
async function passCases({ cases }: CheckedFiles, policy: Policy, path: string): Promise<number> {
  const results: CaseResult[] = [];
  for (const one of cases) if (one.policy.version === policy.version) results.push(...(await runCases(one.cases, one.policy)));
  if (results.length === 0)
    throw refuse(
      `version ${policy.version} of \`${policy.id}\` has no cases`,
      `write examples of what it decides: ${path.replace(/\.policy\.yaml$/, '.cases.yaml')}`,
    );
  if (results.every((result) => result.passed)) return results.length;
  writeError(`${renderCases(results, styleOf(process.stderr))}\n`);
  throw refuse(`version ${policy.version} of \`${policy.id}\` cannot be released before its cases pass`);
}

async function sayRelease(release: NewRelease, policy: Policy, before: Policy | undefined, cases: number, summarise: Summarise): Promise<string> {
  const style = styleOf(process.stdout);
  const changes = before === undefined ? undefined : (await summarise(before, policy)).text;
  const lines = [
    style.bold(`${policy.id}, version ${policy.version}`),
    `  holds from ${release.from}, by \`${policy.core.effectiveBy}\``,
    `  ${release.digest}`,
    `  ${cases === 1 ? '1 case' : `${cases} cases`} passed`,
    '',
    ...(changes === undefined ? ['It is the first version that is released.'] : [style.bold(`Different from version ${before?.version ?? ''}`)]),
    ...(changes ?? '').split('\n').map((line) => (line === '' ? '' : `  ${line}`)),
  ];
  return lines.join('\n');
}
