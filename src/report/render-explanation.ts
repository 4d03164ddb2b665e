import type { Explanation, StatementReport, TestReport } from '../meaning/explain.ts';
import { printableData } from './printable.ts';
import { plainStyle, type Style } from './style.ts';

/** Why and why not, statement by statement: those that hold first, then the open ones, then those that do not. */
export function renderExplanation(explanation: Explanation, style: Style = plainStyle): string {
  const { items, ...whole } = explanation;
  const parts = items?.map((item, index) => `${style.bold(`Item ${index + 1} of ${items.length}`)}\n\n${renderExplanation(item, style)}`) ?? [];
  return [
    ...parts,
    ...(items === undefined || whole.statements.length === 0 ? [] : [`${style.bold('All items together')}\n`]),
    renderStatements(whole, style),
  ].join('\n');
}

function renderStatements(explanation: Explanation, style: Style): string {
  const { statements } = printableData(explanation);
  const block = (title: string, holds: boolean | null): readonly string[] => {
    const fitting = statements.filter((statement) => statement.holds === holds);
    return fitting.length === 0 ? [] : [style.bold(title), ...fitting.flatMap((statement) => renderStatement(statement, style)), ''];
  };
  return [...block('Why', true), ...block('Open', null), ...block('Why not', false)].join('\n');
}

function renderStatement(statement: StatementReport, style: Style): readonly string[] {
  const place = statement.at === undefined ? '' : style.dim(` ${statement.at.path}:${statement.at.line}`);
  const outranked = statement.holds === true && !statement.shown ? ' (holds, but the outcome leaves it aside)' : '';
  const head = `  ${statement.kind} ${style.bold(statement.id)}${statement.effect === undefined ? '' : ` (${statement.effect})`} [${statement.clauses.join(', ')}]${outranked}${place}`;
  const waits = statement.waitsFor.length === 0 ? [] : [`    waits for ${statement.waitsFor.join(', ')}`];
  const readings = Object.entries(statement.readings).map(([name, choice]) => `${name}: ${choice}`);
  const rests = readings.length === 0 ? [] : [style.dim(`    read as ${readings.join(', ')}`)];
  const bare =
    statement.tests.length > 0 ? [] : statement.holds === true ? ['    always'] : statement.holds === false ? ['    never, as these readings are chosen'] : [];
  const tests = new Set(statement.tests.filter((test) => test.passed !== null).map((test) => `    ${sayTest(test)}`));
  return [head, ...tests, ...waits, ...bare, ...rests];
}

function sayTest({ name, value, wanted, passed, closesAt }: TestReport): string {
  const shown = Array.isArray(value) ? (value.length === 0 ? 'empty' : value.join(', ')) : value === null ? 'none' : String(value);
  const end = closesAt === undefined ? '' : ` (its last moment is ${closesAt})`;
  if (passed !== true) return `${name} is ${shown}, and would have to be ${wanted}${end}`;
  return `${name} is ${shown}${wanted === shown ? '' : `, ${wanted}`}${end}`;
}
