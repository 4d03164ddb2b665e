/**
 * Ahead of time: a policy comes in; the text of an ES module that decides by it goes out. INVARIANT: what comes from a policy stands there as
 * data in a text literal; the code is that of the program, and code of cells that is put together from numbers and the program's own words.
 */
import { printCells } from '../engines/compiled/print-cells.ts';
import type { CorePolicy } from '../model/policy.ts';
import { toCoreData } from './core-data.ts';

/** How every written module begins: a file that does not is none of ours. */
export const moduleMark = '// Written by `recourse compile`';

/** The first line of a written file. */
export function headOf({ id, version, digest }: CorePolicy, program: string): string {
  return `${moduleMark} ${program} from ${id}@${version}, ${digest}. Do not edit: compile the policy again.`;
}

/**
 * An ES module that exports `decide` and `policy`, and imports nothing.
 * @param runtime the bundled runtime: a script that declares `recourse`
 * @param program the version of the program, for the first line
 */
export function renderModule(policy: CorePolicy, runtime: string, program: string): string {
  const { id, version, title, digest } = policy;
  return [
    headOf(policy, program),
    runtime.trimEnd(),
    'const code = new Map([',
    ...printCells(policy).map(({ cell, source }) => `[${cell}, function (f, J, T, W) {\n${source}\n}],`),
    ']);',
    `const data = ${dataLiteral(toCoreData(policy))};`,
    `export const policy = Object.freeze(${dataLiteral({ id, version, title, digest })});`,
    'export const decide = recourse.start(data, code);',
    '',
  ].join('\n');
}

/** Plain data as an expression that is safe in a script, a page, and whatever reads lines. */
function dataLiteral(data: unknown): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(data)).replaceAll(/[\u007f-\uffff<>&]/g, escaped)})`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
