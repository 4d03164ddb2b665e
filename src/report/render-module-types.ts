import { compareText } from '../model/order.ts';
import type { CorePolicy } from '../model/policy.ts';
import { requestProblemCodes } from '../model/request-problem.ts';
import { decisionTypes } from './generated/decision-types.ts';
import { renderRequestType } from './render-facts.ts';

/** The names of one kind that a policy has, as a type of their own. */
interface Names {
  readonly type: string;
  readonly what: string;
  readonly names: readonly string[];
}

/** The types of a module that decides by one policy: what its requests and decisions can hold, by the policy's own names. */
export function renderModuleTypes(policy: CorePolicy, evidence: readonly { readonly id: string; readonly what: string }[]): string {
  return [
    renderRequestType(policy, evidence),
    ...namesIn(policy, evidence).map(renderNames),
    renderDecisionTypes(policy),
    '',
    problemTypes,
    '',
    `/** The policy that this module decides by. */
export declare const policy: {
  readonly id: ${literal(policy.id)};
  readonly version: ${policy.version};
  readonly title: string;
  readonly digest: ${literal(policy.digest)};
};
`,
  ].join('\n');
}

/** A name, or any text, as a literal type; nothing in it ends the line or the literal. */
function literal(name: string): string {
  return JSON.stringify(name).replaceAll(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function unionOf(names: Iterable<string>): string {
  const all = [...new Set(names)].sort(compareText);
  return all.length === 0 ? 'never' : all.map(literal).join(' | ');
}

function namesIn(policy: CorePolicy, evidence: readonly { readonly id: string }[]): readonly Names[] {
  const { rules, lines, duties, windows, tiers, facts, clauses } = policy;
  const linesOf = (side: 'charge' | 'credit'): readonly string[] => lines.filter((line) => line.side === side).map(({ id }) => id);
  const idsOf = (statements: readonly { readonly id: string }[]): readonly string[] => statements.map(({ id }) => id);
  return [
    { type: 'RemedyName', what: 'Remedies.', names: [...facts.values()].filter(({ remedy }) => remedy).flatMap(({ values }) => values) },
    { type: 'FactName', what: 'Facts.', names: [...facts.keys()] },
    { type: 'RuleId', what: 'Rules.', names: idsOf(rules) },
    { type: 'ChargeId', what: 'What a customer may have to pay.', names: linesOf('charge') },
    { type: 'CreditId', what: 'What a customer may get back.', names: linesOf('credit') },
    { type: 'EvidenceId', what: 'Items of evidence.', names: idsOf(policy.evidence) },
    { type: 'EvidenceName', what: 'Names under which evidence is told: items, or their alternatives.', names: idsOf(evidence) },
    { type: 'DutyId', what: 'Duties.', names: idsOf(duties) },
    { type: 'WindowId', what: 'Windows.', names: [...windows.keys()] },
    { type: 'TierId', what: 'Tiers.', names: [...tiers.keys()] },
    { type: 'Clause', what: 'Clauses of the source.', names: [...clauses.keys()] },
    { type: 'Currency', what: 'Currencies.', names: currenciesOf(policy) },
  ];
}

function currenciesOf({ currency, lines }: CorePolicy): readonly string[] {
  return [currency, ...lines.map((line) => line.currency)];
}

function renderNames({ type, what, names }: Names): string {
  return `/** ${what} */\nexport type ${type} = ${unionOf(names)};`;
}

/** A place in the types of any decision, what stands there for one policy, and how often it is there. */
type Change = readonly [before: string, after: string, times: number];

function renderDecisionTypes(policy: CorePolicy): string {
  const others = currenciesOf(policy).filter((currency) => currency !== policy.currency);
  const totals = `{ readonly [Name in ${literal(policy.currency)}]: CurrencyTotals } & { readonly [Name in ${unionOf(others)}]?: CurrencyTotals }`;
  const readings = [...policy.readings.values()].map(({ name, choice }) => ` readonly ${literal(name)}?: ${literal(choice)};`);
  const changes: readonly Change[] = [
    ['readonly policy: string;', `readonly policy: ${literal(policy.id)};`, 1],
    ['readonly version: number;', `readonly version: ${policy.version};`, 1],
    ['readonly digest: string;', `readonly digest: ${literal(policy.digest)};`, 1],
    ['readonly remedy: string | null;', 'readonly remedy: RemedyName | null;', 1],
    ['readonly alternatives?: {\n    readonly [k: string]: Alternative;\n  };', 'readonly alternatives?: { readonly [Name in RemedyName]?: Alternative };', 1],
    ['readonly windows: {\n    readonly [k: string]: WindowState;\n  };', 'readonly windows: { readonly [Name in WindowId]?: WindowState };', 1],
    ['readonly readings: {\n    readonly [k: string]: string;\n  };', `readonly readings: {${readings.join('')} };`, 1],
    ['readonly anyOf?: {\n    readonly [k: string]: EvidenceState;\n  };', 'readonly anyOf?: { readonly [Name in EvidenceName]?: EvidenceState };', 1],
    ['export interface Totals {\n  readonly [k: string]: {', `export type Totals = ${totals};\nexport interface CurrencyTotals {`, 1],
    [
      '    readonly charges: Total;\n    readonly credits: Total;\n    readonly net: Total;\n  };\n}',
      '  readonly charges: Total;\n  readonly credits: Total;\n  readonly net: Total;\n}',
      1,
    ],
    ['readonly rule?: string;', 'readonly rule?: RuleId;', 1],
    ['readonly evidence?: string;', 'readonly evidence?: EvidenceId;', 1],
    ['readonly evidence: string;', 'readonly evidence: EvidenceId;', 1],
    ['readonly charge: string;', 'readonly charge: ChargeId;', 1],
    ['readonly credit: string;', 'readonly credit: CreditId;', 1],
    ['readonly duty: string;', 'readonly duty: DutyId;', 1],
    ['readonly tier: string;', 'readonly tier: TierId;', 1],
    ['readonly fact: string;', 'readonly fact: FactName;', 2],
    ['readonly currency: string;', 'readonly currency: Currency;', 4],
    ['readonly because: readonly string[];', `readonly because: readonly (${inItems('ChargeId | CreditId')})[];`, 2],
    ['export type Clauses = readonly string[];', 'export type Clauses = readonly Clause[];', 1],
    ['export type WaitsFor = readonly string[];', `export type WaitsFor = readonly (${inItems('FactName | EvidenceName')})[];`, 1],
    ['readonly facts: readonly string[];', `readonly facts: readonly (${inItems('FactName | EvidenceName')})[];`, 1],
    ['readonly evidence: readonly string[];', `readonly evidence: readonly (${inItems('EvidenceId')})[];`, 1],
  ];
  return changes.reduce(change, decisionTypes);
}

/** A name of the request, or of one of its items. */
function inItems(names: string): string {
  return `${names} | \`items.\${number}.\${${names}}\``;
}

function change(text: string, [before, after, times]: Change): string {
  const parts = text.split(before);
  if (parts.length !== times + 1) throw new Error(`the types of decisions have \`${before}\` ${parts.length - 1} times`);
  return parts.join(after);
}

const problemTypes = `/** One mistake in a request. */
export interface RequestProblem {
  /** The JSON pointer of what is wrong; empty for the request as a whole. */
  readonly pointer: string;
  readonly code: ${unionOf(requestProblemCodes)};
  readonly message: string;
  readonly help?: string;
}

/** A decision, or all that is wrong with the request. */
export type Evaluation = { readonly ok: true; readonly decision: Decision } | { readonly ok: false; readonly problems: readonly RequestProblem[] };

/** What a request comes to, without the reasons; or all that is wrong with it. */
export type OutcomeOnly =
  | { readonly ok: true; readonly outcome: Outcome; readonly totals: Totals }
  | { readonly ok: false; readonly problems: readonly RequestProblem[] };

/** Decides a request at once. Nothing is thrown, and the request is not changed. */
export declare const decide: {
  /** With \`alternatives\`, the same request is decided for the other remedies too. */
  (request: Request, options?: { readonly alternatives?: boolean }): Evaluation;
  /** Outcome and totals alone. */
  outcome(request: Request): OutcomeOnly;
};`;
