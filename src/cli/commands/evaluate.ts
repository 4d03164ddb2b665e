import { Command, Option } from 'commander';
import type { RequestProblem } from '../../model/request-problem.ts';
import type { Policy } from '../../policy/policy.ts';
import { printable } from '../../report/printable.ts';
import { renderDecision, renderReadings } from '../../report/render-decision.ts';
import { renderExplanation } from '../../report/render-explanation.ts';
import { openPolicy } from '../open-policy.ts';
import { readRequestFile, splitAssignments, withAssignments } from '../read-request.ts';
import { CommandError, styleOf, writeOut } from '../terminal.ts';
import { collect, formatOption, policiesOption } from './options.ts';

interface Options {
  readonly request?: string;
  readonly set: readonly string[];
  readonly reading: readonly string[];
  readonly alternatives?: boolean;
  readonly explain?: boolean;
  readonly format: 'text' | 'json';
  readonly policies?: string;
}

export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('decide a request: outcome, reasons, charges, deadlines, evidence and duties')
    .argument('<policy>', 'a policy id, <policy-id>@<version>, or a policy file')
    .addOption(new Option('--request <file>', 'the request as JSON or YAML; - reads standard input'))
    .addOption(
      new Option('--set <fact=value>', 'tell a fact, over the request; evidence.<item>=provided tells evidence').argParser(collect).default([], 'none'),
    )
    .addOption(new Option('--reading <name=choice>', 'choose a reading otherwise than the policy does').argParser(collect).default([], 'none'))
    .option('--alternatives', 'also decide the same request for the other remedies')
    .option('--explain', 'say for each statement why it holds, or the first condition that failed')
    .addOption(formatOption('text', 'json'))
    .addOption(policiesOption())
    .addHelpText(
      'after',
      `
Examples:
  recourse evaluate 1688order-after-sales --request request.json
  recourse evaluate 1688order-after-sales@1 --set stage=in-warehouse --set action=return
  recourse evaluate policies/shop/v2.policy.yaml --request - --format json < request.json
  recourse evaluate 1688order-after-sales --request request.json --reading tier-mode=volume --explain

With --format json, standard output is the decision and nothing else; with --explain it is { decision, explanation }.
Exit codes: 0 decided, whatever the outcome; 2 the policy, the request or the usage is wrong.`,
    )
    .action(run);
}

async function run(reference: string, options: Options): Promise<void> {
  const told = options.request === undefined ? {} : await readRequestFile(options.request);
  const assignments = splitAssignments(options.set, '--set');
  const readings = Object.fromEntries(splitAssignments(options.reading, '--reading'));
  const request = Object.assign(Object.create(null), told, Object.fromEntries(assignments)) as Readonly<Record<string, unknown>>;
  const { policy } = await openPolicy(reference, { policies: options.policies, readings, request });
  const complete = withAssignments(told, assignments, (fact) => policy.core.facts.get(fact)?.type);
  await (options.explain === true ? explain(policy, complete, options) : decide(policy, complete, options));
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
  const lines = problems.map(
    ({ pointer, message, help }) => `  ${printable(`${pointer === '' ? '(the request)' : pointer}: ${message}${help === undefined ? '' : `; ${help}`}`)}`,
  );
  const count = problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`;
  return new CommandError(`the request has ${count}, and is not decided\n${lines.join('\n')}`);
}
