import type { GoalKind } from '../analysis/goal.ts';
import type { CoverageReport, GoalReport } from '../policy/coverage.ts';
import { alignColumns, type Cell } from './align-columns.ts';
import { printableData } from './printable.ts';
import { plainStyle, type Style } from './style.ts';

/** Kinds in the order of the table, with their names there and in a sentence. */
const kinds: Readonly<Record<GoalKind, readonly [string, string]>> = {
  rule: ['rules', 'rule'],
  line: ['charges and credits', 'line'],
  branch: ['branches', 'choice of'],
  band: ['tiers', 'tier'],
  number: ['bounds of facts', 'fact'],
  window: ['edges of windows', 'window'],
  evidence: ['evidence', 'evidence'],
  duty: ['duties', 'duty'],
  impossible: ['what is impossible', 'impossible'],
  reading: ['readings', 'reading'],
  'other-reading': ['other readings', 'reading'],
};

/** So many lines of what is not exercised are read; JSON has all. */
const mostLines = 60;

/** What the cases of a policy exercise: a table by kind, then what they do not. */
export function renderCoverage(found: CoverageReport, style: Style = plainStyle): string {
  const report = printableData(found);
  const { policy, version, path, reached, all, goals } = report;
  const [counted, others] = [goals.filter(isCounted), goals.filter((goal) => !isCounted(goal))];
  const rows = [
    ...(Object.keys(kinds) as GoalKind[]).filter((kind) => kind !== 'other-reading').flatMap((kind) => rowOf(kind, counted, style)),
    tableRow('all', reached, all, (text) => (reached === all ? style.green(text) : style.yellow(text))),
    ...(others.length === 0 ? [] : [[...tableRow('other readings', exercisedOf(others), others.length), { text: 'not counted: choices that do not hold' }]]),
  ];
  const left = goals.filter(({ state }) => state === 'not-exercised');
  const unreachable = goals.filter(({ state }) => state === 'unreachable');
  return [
    style.bold(`Coverage of ${policy}, version ${version}`) + style.dim(`  ${path}`),
    ...alignColumns(rows, [1, 2]).map((line) => `  ${line}`),
    ...listOf('Not exercised', left, 'no case', style),
    ...listOf('Out of reach, and not counted', unreachable, 'there is no request', style),
    '',
  ].join('\n');
}

function isCounted({ kind, state }: GoalReport): boolean {
  return kind !== 'other-reading' && state !== 'unreachable';
}

function exercisedOf(goals: readonly GoalReport[]): number {
  return goals.filter(({ state }) => state === 'exercised').length;
}

function rowOf(kind: GoalKind, goals: readonly GoalReport[], style: Style): readonly (readonly Cell[])[] {
  const own = goals.filter((goal) => goal.kind === kind);
  const reached = exercisedOf(own);
  return own.length === 0 ? [] : [tableRow(kinds[kind][0], reached, own.length, reached === own.length ? undefined : style.yellow)];
}

function tableRow(name: string, reached: number, all: number, paint: (text: string) => string = (text) => text): readonly Cell[] {
  return [{ text: name }, { text: `${reached}/${all}` }, { text: `${percentOf(reached, all)} %`, style: paint }];
}

/** Rounded down, so that 100 is all. */
export function percentOf(reached: number, all: number): string {
  const tenths = all === 0 ? 1000 : Math.floor((reached * 1000) / all);
  return tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1);
}

function listOf(title: string, goals: readonly GoalReport[], what: string, style: Style): readonly string[] {
  if (goals.length === 0) return [];
  const lines = goals.slice(0, mostLines).map((goal) => `  ${sayGoal(goal, what)} ${style.dim(sayPlace(goal))}`.trimEnd());
  return ['', style.bold(title), ...lines, ...(goals.length > mostLines ? [`  … and ${goals.length - mostLines} more; --format json has them all`] : [])];
}

/** `window application: no case 1 ms after it closes` */
export function sayGoal({ kind, of, words }: GoalReport, what = 'no case'): string {
  return `${kinds[kind][1]} ${of}: ${what} ${words}`;
}

function sayPlace({ place }: GoalReport): string {
  return place === null ? '' : `${place.path}:${place.line}`;
}
