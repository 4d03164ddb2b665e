import { type Goal, keyOfGoal } from '../analysis/goal.ts';
import { findMissingCases } from '../analysis/missing-cases.ts';
import type { PlainRequest } from '../analysis/told-request.ts';
import type { Amount, Decision } from '../model/generated/decision.ts';
import { type YamlMap, type YamlValue, writeYaml } from '../text/write-yaml.ts';
import { compile } from './compile.ts';
import type { Covered } from './coverage.ts';
import type { Decide } from './decide-compiled.ts';
import type { Policy } from './policy.ts';
import { tryRequests } from './try-request.ts';

/** A case as it is written into a file. */
export interface WrittenCase {
  readonly id: string;
  readonly title: string;
  readonly clauses: readonly string[];
  readonly request: PlainRequest;
  /** What is decided today. */
  readonly expect: YamlMap;
  /** The goals that it reaches and no case before it does, by key. */
  readonly reached: readonly string[];
}

export interface CasesToWrite {
  readonly cases: readonly WrittenCase[];
  /** Goals that may be in reach, for which no request could be constructed. */
  readonly notFound: readonly Goal[];
}

/**
 * The cases that a policy's cases lack: each reaches something that none of them does, and expects what is decided today.
 * @param taken names that cases have already
 */
export function casesToWrite(policy: Policy, { ground, goals, exercised, told }: Covered, taken: readonly string[]): CasesToWrite {
  const left = goals.reachable.filter((goal) => !exercised.has(keyOfGoal(goal)));
  const found = findMissingCases(left, ground, { run: tryRequests(policy.core), seeds: told });
  const decide = compile(policy);
  const names = new Set(taken);
  return {
    cases: found.cases.map(({ goal, request, reached }): WrittenCase => {
      const id = nameFor(goal, names);
      names.add(id);
      return { id, title: titleOf(goal), clauses: goal.clauses, request, expect: expectationOf(goal, request, decide), reached };
    }),
    notFound: found.notFound,
  };
}

/** Names of goals' kinds as cases begin with them. */
const prefixes: Readonly<Record<Goal['kind'], string>> = {
  window: 'edge',
  band: 'edge',
  number: 'edge',
  rule: 'rule',
  line: 'line',
  evidence: 'evidence',
  duty: 'duty',
  branch: 'branch',
  reading: 'reading',
  impossible: 'impossible',
  'other-reading': 'reading',
};

/** A name that no case has, the same whenever it is made for the same goal beside the same cases. */
function nameFor({ kind, of, aspect }: Goal, taken: ReadonlySet<string>): string {
  const name = [prefixes[kind], of, aspect]
    .join('-')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 90)
    .replace(/-$/, '');
  for (let number = 1; ; number += 1) {
    const numbered = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(numbered)) return numbered;
  }
}

const kinds: Readonly<Record<Goal['kind'], string>> = {
  window: 'Window',
  band: 'Tier',
  number: 'Fact',
  rule: 'Rule',
  line: 'Line',
  evidence: 'Evidence',
  duty: 'Duty',
  branch: 'Choice of',
  reading: 'Reading',
  impossible: 'Impossible',
  'other-reading': 'Reading',
};

function titleOf({ kind, of, words }: Goal): string {
  const title = `${kinds[kind]} ${of}: a request ${words.replaceAll('`', '')}`.replaceAll(/\s+/g, ' ');
  return title.length <= 400 ? title : `${title.slice(0, 400)} …`;
}

function expectationOf(goal: Goal, request: PlainRequest, decide: Decide): YamlMap {
  const evaluation = decide(request);
  if (!evaluation.ok) return new Map([['invalid', evaluation.problems.map(({ pointer }) => pointer)]]);
  const { decision } = evaluation;
  return new Map<string, YamlValue>([['outcome', decision.outcome], ...whyOf(decision), ...concerned(goal, decision)]);
}

function whyOf({ outcome, reasons, missing }: Decision): readonly (readonly [string, YamlValue])[] {
  if (outcome !== 'incomplete') return [['reasons', reasons.map(({ rule, evidence }) => rule ?? evidence ?? '')]];
  const parts = [['facts', missing.facts] as const, ['evidence', missing.evidence] as const].filter(([, names]) => names.length > 0);
  return [['missing', new Map(parts)]];
}

/** What the case is about, as far as a decision shows it. */
function concerned(goal: Goal, decision: Decision): readonly (readonly [string, YamlValue])[] {
  const bill: readonly (readonly [string, YamlValue])[] = [
    ['charges', new Map(decision.charges.map(({ charge, amount }) => [charge, writeAmount(amount)]))],
    ...(decision.credits.length === 0 ? [] : [['credits', new Map(decision.credits.map(({ credit, amount }) => [credit, writeAmount(amount)]))] as const]),
  ];
  switch (goal.kind) {
    case 'window': {
      const window = decision.windows[goal.of];
      if (window === undefined) return [];
      const { state, opensAt, closesAt } = window;
      const edge = goal.aspect === 'before' || goal.aspect === 'opens' ? (['opensAt', opensAt] as const) : (['closesAt', closesAt] as const);
      return [['windows', new Map([[goal.of, new Map<string, YamlValue>([['state', state], edge])]])]];
    }
    case 'band':
    case 'line':
    case 'number':
      return bill;
    case 'branch':
      return Object.hasOwn(decision.windows, goal.of) && !decision.charges.some(({ charge }) => charge === goal.of)
        ? [['windows', new Map([[goal.of, decision.windows[goal.of]?.state ?? '']])]]
        : bill;
    case 'evidence':
      return [['evidence', new Map(decision.evidence.map(({ evidence, state }) => [evidence, state]))]];
    case 'duty':
      return [['duties', new Map(decision.duties.map(({ duty, by }) => [duty, by]))]];
    case 'reading':
      return [['readings', new Map(Object.entries(decision.readings))]];
    default:
      return [];
  }
}

function writeAmount(amount: Amount): YamlValue {
  switch (amount.kind) {
    case 'exact':
      return amount.value;
    case 'range':
      return new Map([
        ['atLeast', amount.atLeast],
        ['atMost', amount.atMost],
      ]);
    default:
      return amount.kind;
  }
}

/**
 * The entries of cases, as YAML.
 * @param defaults what every case of the file starts from, by name: what a case does not tell of that is left out
 */
export function writeCases(cases: readonly WrittenCase[], { indent, defaults }: { readonly indent: number; readonly defaults: readonly string[] }): string {
  const entries = cases.map(({ id, title, clauses, request, expect }): readonly [string, YamlValue] => {
    const without = defaults.filter((name) => name === 'evidence' || !Object.hasOwn(request, name));
    return [
      id,
      new Map<string, YamlValue>([
        ['title', title],
        ...(clauses.length === 0 ? [] : [['clause', clauses.length === 1 ? (clauses[0] ?? '') : clauses] as const]),
        ['given', toYaml(request)],
        ...(without.length === 0 ? [] : [['without', without] as const]),
        ['expect', expect],
      ]),
    ];
  });
  return writeYaml(new Map(entries), indent);
}

function toYaml(value: unknown): YamlValue {
  if (Array.isArray(value)) return value.map(toYaml);
  if (typeof value === 'object' && value !== null) return new Map(Object.entries(value).map(([key, item]) => [key, toYaml(item)]));
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : String(value);
}

/** A file of cases, for a policy file that is named relative to it. */
export function writeCasesFile(policyPath: string, cases: readonly WrittenCase[]): string {
  return `${reviewComment}\n${writeYaml(new Map([['policy', policyPath]]))}\ncases:\n${writeCases(cases, { indent: 2, defaults: [] })}`;
}

/** Stands before generated cases. */
export const reviewComment = '# Boundary cases, generated for review: each expects what is decided today. Is that what the source says?';
