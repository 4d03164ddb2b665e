import { Command, InvalidArgumentError, Option } from 'commander';
import type { RequestProblem } from '../../model/request-problem.ts';
import type { Policy } from '../../policy/policy.ts';
import { renderDecision, renderReadings } from '../../report/render-decision.ts';
import { renderExplanation } from '../../report/render-explanation.ts';
import type { BulkFormat } from '../evaluate-many.ts';
import { openPolicy } from '../open-policy.ts';
import { readRequestFile, splitAssignments, withAssignments } from '../read-request.ts';
import { renderProblems } from '../render-problems.ts';
import { CommandError, styleOf, writeOut } from '../terminal.ts';
import { collect, policiesOption } from './options.ts';

interface Options {
  readonly request?: string;
  readonly set: readonly string[];
  readonly reading: readonly string[];
  readonly alternatives?: boolean;
  readonly explain?: boolean;
  readonly format?: 'text' | 'json' | BulkFormat;
  readonly policies?: string;
  readonly requests?: string;
  readonly out?: string;
  readonly onError?: 'stop' | 'reject';
  readonly rejects?: string;
  readonly workers?: number;
}

export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('decide a request: outcome, reasons, charges, deadlines, evidence and duties')
    .argument('<policy>', 'a policy id, <policy-id>@<version>, or a policy file')
    .addOption(new Option('--request <file>', 'the request as JSON or YAML; - reads standard input'))
    .addOption(
      new Option(
        '--set <fact=value>',
        'tell a fact, over the request: lists as a,b, periods as from..to, null for none; evidence.<item>=provided tells evidence',
      )
        .argParser(collect)
        .default([], 'none'),
    )
    .addOption(new Option('--reading <name=choice>', 'choose a reading otherwise than the policy does').argParser(collect).default([], 'none'))
    .option('--alternatives', 'also decide the same request for the other remedies')
    .option('--explain', 'say for each statement why it holds, or the first condition that failed')
    .addOption(
      new Option('--format <format>', 'how the result is written (default: text); with --requests see below').choices(['text', 'json', 'ndjson', 'csv']),
    )
    .addOption(policiesOption())
    .addOption(
      new Option('--requests <file>', 'many requests, one a line: .ndjson, .jsonl or .csv; - reads standard input').conflicts(['request', 'set', 'explain']),
    )
    .addOption(new Option('--out <file>', 'with --requests: where the decisions go (default: standard output)'))
    .addOption(new Option('--on-error <act>', 'with --requests: what a bad line does (default: stop)').choices(['stop', 'reject']))
    .addOption(new Option('--rejects <file>', 'with --on-error reject: where bad lines go, as NDJSON'))
    .addOption(new Option('--workers <number>', 'with --requests: how many threads, 0 for none (default: one a processor)').argParser(parseWorkers))
    .addHelpText(
      'after',
      `
Examples:
  recourse evaluate 1688order-after-sales --request request.json
  recourse evaluate 1688order-after-sales@1 --set stage=in-warehouse --set action=return
  recourse evaluate policies/shop/v2.policy.yaml --request - --format json < request.json
  recourse evaluate 1688order-after-sales --request request.json --reading tier-mode=volume --explain

With --format json, standard output is the decision and nothing else; with --explain it is { decision, explanation }.
Exit codes: 0 decided, whatever the outcome; 2 the policy, the request or the usage is wrong.

Many requests:
  recourse evaluate 1688order-after-sales --requests requests.ndjson --out decisions.ndjson
  recourse evaluate 1688order-after-sales --requests orders.csv --out decisions.csv
  recourse evaluate 1688order-after-sales@1 --requests orders.csv --out decisions.ndjson --alternatives
  recourse evaluate 1688order-after-sales --requests requests.ndjson --format csv > decisions.csv
  recourse evaluate 1688order-after-sales --requests requests.ndjson --on-error reject --rejects rejects.ndjson > decisions.ndjson
  zcat requests.ndjson.gz | recourse evaluate 1688order-after-sales --requests - | head

NDJSON: one request a line, as JSON; one decision a line, as { "line": 1, "decision": { ... } }, in the order of the requests.
CSV: the first line names facts and evidence.<item>. An empty cell tells nothing; null is null; lists have | between their values, [] is an
empty one; a period is from..to. Cells stand between commas, or between semicolons or tabs where the first line has no comma. A decision is a
row with its line, outcome and totals; only an exact total stands under value.
A file's ending says how it is written; --format says it for standard input and output, and for files with another ending. Blank lines are skipped, and counted as lines.
A bad line stops the run, and what stands before it is written; with --on-error reject it goes to the file of --rejects with its number.
Exit codes: 0 all lines decided; 1 some went to the rejects; 2 stopped at a bad line, or the policy or the usage is wrong; 130 interrupted.`,
    )
    .action(run);
}

async function run(reference: string, options: Options): Promise<void> {
  if (options.requests !== undefined) return runMany(reference, options.requests, options);
  for (const [name, value] of Object.entries({
    '--out': options.out,
    '--on-error': options.onError,
    '--rejects': options.rejects,
    '--workers': options.workers,
  }))
    if (value !== undefined) throw new CommandError(`\`${name}\` goes with \`--requests\``);
  if (options.format === 'ndjson' || options.format === 'csv')
    throw new CommandError(`\`--format ${options.format}\` goes with \`--requests\``, 'one decision is written as text or json');
  const told = options.request === undefined ? {} : await readRequestFile(options.request);
  const assignments = splitAssignments(options.set, '--set');
  const readings = Object.fromEntries(splitAssignments(options.reading, '--reading'));
  const request = Object.assign(Object.create(null), told, Object.fromEntries(assignments)) as Readonly<Record<string, unknown>>;
  const { policy } = await openPolicy(reference, { policies: options.policies, readings, request });
  const complete = withAssignments(told, assignments, (fact) => policy.core.facts.get(fact)?.type);
  await (options.explain === true ? explain(policy, complete, options) : decide(policy, complete, options));
}

async function runMany(reference: string, requests: string, options: Options): Promise<void> {
  const { format, onError, rejects, out, workers, policies } = options;
  if (format === 'text' || format === 'json')
    throw new CommandError(`\`--format ${format}\` does not go with \`--requests\``, 'many requests are read and written as ndjson or csv');
  if (onError === 'reject' && rejects === undefined) throw new CommandError('`--on-error reject` needs a file for the bad lines', 'add `--rejects <file>`');
  if (onError !== 'reject' && rejects !== undefined)
    throw new CommandError('`--rejects` goes with `--on-error reject`', 'without it the first bad line stops the run');
  const readings = Object.fromEntries(splitAssignments(options.reading, '--reading'));
  // One request needs nothing of this, and loading it takes time.
  const { evaluateMany } = await import('../evaluate-many.ts');
  await evaluateMany(reference, { requests, format, rejects, out, workers, policies, readings, alternatives: options.alternatives === true });
}

function parseWorkers(text: string): number {
  if (!/^(0|[1-9][0-9]{0,2})$/.test(text)) throw new InvalidArgumentError('It is a number of threads: 0 for none, at most 999.');
  return Number(text);
}

async function decide(policy: Policy, request: Readonly<Record<string, unknown>>, options: Options): Promise<void> {
  const evaluation = await policy.evaluate(request, { alternatives: options.alternatives === true });
  if (!evaluation.ok) throw refused(evaluation.problems);
  writeOut(
    options.format === 'json' ? `${JSON.stringify(evaluation.decision, null, 2)}\n` : renderDecision(evaluation.decision, policy.core, styleOf(process.stdout)),
  );
}

async function explain(policy: Policy, request: Readonly<Record<string, unknown>>, options: Options): Promise<void> {
  const explained = await policy.explain(request, { alternatives: options.alternatives === true });
  if (!explained.ok) throw refused(explained.problems);
  const { decision, explanation } = explained;
  const style = styleOf(process.stdout);
  const text = [renderDecision(decision, policy.core, style), renderReadings(decision, policy.core, style), renderExplanation(explanation, style)];
  writeOut(options.format === 'json' ? `${JSON.stringify({ decision, explanation }, null, 2)}\n` : text.filter((block) => block !== '').join('\n'));
}

/** One error that lists everything that is wrong with a request. */
function refused(problems: readonly RequestProblem[]): CommandError {
  const count = problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`;
  return new CommandError(`the request has ${count}, and is not decided\n${renderProblems(problems)}`);
}
