import { Command, Option } from 'commander';
import { type StoredDecision, type Verification, verifyDecision } from '../../policy/verify-decision.ts';
import { renderVerification } from '../../report/render-verification.ts';
import type { PolicyVersions } from '../../store/policy-versions.ts';
import { readVersion } from '../../store/policy-versions.ts';
import { findPolicy, usable, withChoices } from '../open-policy.ts';
import { readDecisionFile } from '../read-decision.ts';
import { readRequestFile, splitAssignments } from '../read-request.ts';
import { renderProblems } from '../render-problems.ts';
import { CommandError, exitCodes, styleOf, writeOut } from '../terminal.ts';
import { collect, formatOption, policiesOption } from './options.ts';

interface Options {
  readonly format: 'text' | 'json';
  readonly reading: readonly string[];
  readonly policies?: string;
}

export function verifyCommand(): Command {
  return new Command('verify')
    .description('decide a request anew and say whether a decision that was kept is the same, byte for byte')
    .argument('<decision>', 'the decision, as JSON')
    .argument('<request>', 'its request, as JSON or YAML; - reads standard input')
    .addOption(formatOption('text', 'json'))
    .addOption(
      new Option('--reading <name=choice>', 'a reading that was chosen otherwise than the policy does, where the decision does not show it')
        .argParser(collect)
        .default([], 'none'),
    )
    .addOption(policiesOption())
    .addHelpText(
      'after',
      `
Examples:
  recourse verify decision.json request.json
  recourse verify decision.json request.json --policies archive/policies --format json

The version is the one that the decision names. White space between values does not matter; what was told by \`--set\` must stand in the request.
Exit codes: 0 the same, 1 different, 2 the usage or a file is wrong, or the version refuses the request.`,
    )
    .action(run);
}

async function run(decisionPath: string, requestPath: string, options: Options): Promise<void> {
  const stored = await readDecisionFile(decisionPath);
  const request = await readRequestFile(requestPath);
  const { versions, named } = await findPolicy(`${stored.policy}@${stored.version}`, options.policies);
  if (named === undefined) throw new CommandError(`there is no version ${stored.version} of \`${stored.policy}\``);
  // Not as a released version: that its file was changed is what is to be found out.
  const { policy } = usable(await readVersion(named.path));
  const chosen = Object.fromEntries(splitAssignments(options.reading, '--reading'));
  withChoices(policy, chosen);
  const verification = await verifyDecision(policy, stored, request, chosen);
  if (!verification.ok)
    throw new CommandError(
      `version ${stored.version} of \`${stored.policy}\` refuses the request, so that this decision is not its own\n${renderProblems(verification.problems)}`,
      'check that the two files belong together',
    );
  const why = whyOther(stored, policy.digest, versions);
  writeOut(
    options.format === 'json'
      ? `${JSON.stringify(toJson(stored, verification, why), null, 2)}\n`
      : renderVerification(stored, verification, why, styleOf(process.stdout)),
  );
  if (!verification.same) process.exitCode = exitCodes.problems;
}

/** Where a digest that is not that of the version may come from. */
function whyOther(stored: StoredDecision, digest: string, versions: PolicyVersions): string {
  const release = versions.releaseOf(stored.version);
  const now = `the decision has ${stored.digest}, and the file of version ${stored.version} ${digest}.`;
  if (release === undefined)
    return `${now} The version is not released, so its file may have been changed since; or the decision was made under readings that it does not show (\`--reading\` tries them).`;
  if (release.digest !== digest)
    return `${now} The file was changed after version ${stored.version} was released${release.digest === stored.digest ? ', and the decision is older than that' : ''}: restore it from version control.`;
  return `${now} The file is as it was released, so the decision was made by another text, or under readings that it does not show (\`--reading\` tries them), or it was changed.`;
}

function toJson(stored: StoredDecision, compared: Extract<Verification, { readonly ok: true }>, why: string): unknown {
  const isOther = compared.digest !== stored.digest;
  return {
    same: compared.same,
    policy: stored.policy,
    version: stored.version,
    digest: { decision: stored.digest, recomputed: compared.digest, ...(isOther ? { why } : {}) },
    readings: compared.readings,
    differences: compared.differences.map(({ pointer, stored: decision, recomputed }) => ({ pointer, decision, recomputed })),
  };
}
