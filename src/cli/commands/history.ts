import { Command } from 'commander';
import type { Policy } from '../../policy/policy.ts';
import type { Summarise } from '../../policy/summarise-changes.ts';
import { type HistoryEntry, renderHistory } from '../../report/render-history.ts';
import { looksLikeFile, type VersionFile } from '../../store/policy-folder.ts';
import type { PolicyVersions } from '../../store/policy-versions.ts';
import { findPolicy } from '../open-policy.ts';
import { CommandError, styleOf, widthOfTerminal, writeOut } from '../terminal.ts';
import { formatOption, policiesOption } from './options.ts';

export function historyCommand(summarise: Summarise): Command {
  return new Command('history')
    .description('list the versions of a policy: since when, why, and what each changed')
    .argument('<policy>', 'a policy id')
    .addOption(formatOption('text', 'json'))
    .addOption(policiesOption())
    .addHelpText(
      'after',
      `
Examples:
  recourse history 1688order-after-sales
  recourse history 1688order-after-sales --format json

Where versions are released, only these are picked by the moment of a request; where none is, each that is no draft is in force by its date.
Exit codes: 0 done, 2 the usage is wrong or there is no such policy.`,
    )
    .action((reference: string, options: { readonly format: 'text' | 'json'; readonly policies?: string }) => run(reference, options, summarise));
}

async function run(reference: string, options: { readonly format: 'text' | 'json'; readonly policies?: string }, summarise: Summarise): Promise<void> {
  if (looksLikeFile(reference) || reference.includes('@')) throw new CommandError(`\`${reference}\` is no policy id`, 'a history is that of all versions');
  const { id, versions } = await findPolicy(reference, options.policies);
  const read = await Promise.all(versions.files.map((file) => readOne(file, versions)));
  const entries = await historyOf(read.toReversed(), versions, summarise);
  const title = read.find(({ policy }) => policy !== undefined)?.policy?.title;
  writeOut(
    options.format === 'json'
      ? `${JSON.stringify({ policy: id, versions: entries }, null, 2)}\n`
      : renderHistory(title === undefined ? id : `${title} (${id})`, entries, widthOfTerminal(), styleOf(process.stdout)),
  );
}

interface One {
  readonly version: number;
  readonly policy: Policy | undefined;
}

async function readOne(file: VersionFile, versions: PolicyVersions): Promise<One> {
  const read = await versions.read(file);
  return { version: file.version, policy: read.ok ? read.policy : undefined };
}

/** @param all the oldest first */
async function historyOf(all: readonly One[], versions: PolicyVersions, summarise: Summarise): Promise<readonly HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  for (const [index, { version, policy }] of all.entries()) {
    const release = versions.releaseOf(version);
    const before = all[index - 1]?.policy;
    const zone = policy?.core.zone;
    const next = all.slice(index + 1).find((later) => later.policy !== undefined && holds(later.policy, versions))?.policy;
    entries.push({
      version,
      from: zone?.print(policy?.core.effectiveFrom ?? 0) ?? null,
      until: policy === undefined || !holds(policy, versions) || next === undefined ? null : (zone?.print(next.core.effectiveFrom) ?? null),
      standing: policy === undefined ? 'mistakes' : versions.standingOf(policy),
      digest: policy?.digest ?? null,
      release: release === undefined || zone === undefined ? null : { released: zone.print(release.released), reason: release.reason, by: release.by },
      draft: policy?.core.draft ?? null,
      changes: policy === undefined || before === undefined ? null : (await summarise(before, policy)).line,
    });
  }
  return entries;
}

/** Whether moments pick a version. */
function holds(policy: Policy, versions: PolicyVersions): boolean {
  return ['released', 'by-date'].includes(versions.standingOf(policy));
}
