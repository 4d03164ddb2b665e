import { Command, InvalidArgumentError, Option } from 'commander';
import { TooLarge } from '../../analysis/diagram.ts';
import type { PolicyDiff } from '../../model/generated/diff.ts';
import { diffPolicies } from '../../policy/diff-policies.ts';
import type { Policy } from '../../policy/policy.ts';
import { chosenRegions, type DiffChoice } from '../../report/diff-words.ts';
import { renderDiff } from '../../report/render-diff.ts';
import { renderDiffHtml } from '../../report/render-diff-html.ts';
import { renderDiffMarkdown } from '../../report/render-diff-markdown.ts';
import { plainStyle } from '../../report/style.ts';
import { WriteError, writeBeside } from '../../store/write-beside.ts';
import { openPair } from '../open-reference.ts';
import { StepProgress } from '../progress.ts';
import { splitAssignments } from '../read-request.ts';
import { CommandError, exitCodes, sayError, styleOf, widthOfTerminal, writeError, writeOut } from '../terminal.ts';
import { collect, formatOption, policiesOption } from './options.ts';

interface Options {
  readonly format: 'text' | 'json' | 'markdown' | 'html';
  readonly only?: DiffChoice;
  readonly exitCode?: boolean;
  readonly expect?: string;
  readonly out?: string;
  readonly reading: readonly string[];
  readonly policies?: string;
}

export function diffCommand(): Command {
  return new Command('diff')
    .description('say which requests two versions decide differently, who is better or worse off, and which changes of the text cause it')
    .argument('<old>', 'a policy id (its newest version), <policy-id>@<version>, a file, or <git revision>:<path>')
    .argument('[new]', 'the same; left out, <old> is compared with the version before it, drafts aside')
    .addOption(formatOption('text', 'json', 'markdown', 'html'))
    .addOption(
      new Option('--only <kind>', 'show only regions that are worse or better for customers, or that concern money').choices(['worse', 'better', 'money']),
    )
    .addOption(new Option('--exit-code', 'end with 1 if any request is decided differently; with --only, any of that kind').conflicts('expect'))
    .addOption(new Option('--expect <fingerprint>', 'end with 1 unless the change has this fingerprint').argParser(parseFingerprint))
    .addOption(new Option('--reading <name=choice>', 'choose a reading otherwise, in both versions').argParser(collect).default([], 'none'))
    .addOption(new Option('--out <file>', 'where the result goes (default: standard output)'))
    .addOption(policiesOption())
    .addHelpText(
      'after',
      `
Examples:
  recourse diff 1688order-after-sales
  recourse diff 1688order-after-sales@1 1688order-after-sales@2 --only worse
  recourse diff policies/shop/v1.policy.yaml policies/shop/v2.policy.yaml --exit-code
  recourse diff HEAD~1:policies/shop/v2.policy.yaml policies/shop/v2.policy.yaml --format markdown
  recourse diff shop@1 shop@2 --format html --out changes.html
  recourse diff shop@1 shop@2 --expect sha256:…

A region is a set of requests that are decided differently in one way. Every complete request outside of all regions is decided as before.
The fingerprint at the end stands for what both versions mean: it stays the same when texts are only laid out or commented differently, and
--expect fails once the meaning is another one than was approved.
Exit codes: 0 compared; 1 a difference with --exit-code, or another fingerprint than expected; 2 wrong usage, a policy with mistakes, or versions
that are too different to be compared.`,
    )
    .action(run);
}

function parseFingerprint(text: string): string {
  if (!/^sha256:[0-9a-f]{64}$/.test(text)) throw new InvalidArgumentError('It is the line at the end of a comparison: sha256: and 64 digits.');
  return text;
}

async function run(old: string, next: string | undefined, options: Options): Promise<void> {
  const readings = Object.fromEntries(splitAssignments(options.reading, '--reading'));
  const [before, after] = await openPair(old, next, { policies: options.policies, readings });
  const diff = compare(before, after);
  await write(render(diff, options), options.out);
  const { change } = diff.fingerprints;
  if (options.expect !== undefined && options.expect !== change) {
    writeError(
      sayError(
        `the change means something else than was approved: \`${options.expect}\` was expected, and it is \`${change}\``,
        'look at the change again; if it is what you want, approve its fingerprint',
      ),
    );
    process.exitCode = exitCodes.problems;
  }
  const isDifferent = chosenRegions(diff, options.only).length > 0 || (options.only === undefined && !diff.same);
  if (options.exitCode === true && isDifferent) process.exitCode = exitCodes.problems;
}

function compare(old: Policy, next: Policy): PolicyDiff {
  const progress = new StepProgress(process.stderr);
  try {
    return diffPolicies(old, next, { tell: (done, all) => progress.tell(`looking at region ${done + 1} of ${all}`) });
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    throw new CommandError(sayTooLarge(old, next), 'compare in steps: change less at a time, or name a version in between');
  } finally {
    progress.clear();
  }
}

function sayTooLarge(old: Policy, next: Policy): string {
  const size = ({ id, version, core }: Policy): string =>
    `\`${id}@${version}\` (${core.facts.size} facts, ${core.windows.size} windows, ${core.rules.length + core.lines.length + core.evidence.length + core.duties.length} statements)`;
  return `${size(old)} and ${size(next)} tell too many requests apart: all were looked at together, up to half a million parts, and no comparison was finished`;
}

function render(diff: PolicyDiff, { format, only, out }: Options): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ ...diff, regions: chosenRegions(diff, only) }, null, 2)}\n`;
    case 'markdown':
      return renderDiffMarkdown(diff, { only });
    case 'html':
      return renderDiffHtml(diff, { only });
    case 'text':
      return renderDiff(diff, { only, width: out === undefined ? widthOfTerminal() : 100, style: out === undefined ? styleOf(process.stdout) : plainStyle });
  }
}

async function write(text: string, path: string | undefined): Promise<void> {
  if (path === undefined) return writeOut(text);
  try {
    const file = await writeBeside(path);
    await file.write(Buffer.from(text));
    await file.keep();
  } catch (error) {
    if (error instanceof WriteError) throw new CommandError(error.message);
    throw error;
  }
}
