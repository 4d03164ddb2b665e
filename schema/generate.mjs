// Writes the TypeScript that comes from the JSON Schemas: types for the model, the schemas themselves as modules, so that the
// library reads no file, and what checks texts against them, so that it makes no code while it runs. `npm run generate` writes
// them; with --check it only says whether they are up to date.
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { readFile, writeFile } from 'node:fs/promises';
import { compile } from 'json-schema-to-typescript';

const here = new URL('.', import.meta.url);
const mark = '// Generated from schema/ by `npm run generate`. Do not edit.\n';

/** What the program writes, and nobody else. */
const results = ['decision', 'diff'];

const handWritten = {
  'policy-document': `
/** One value for each choice of a reading. */
export type By<Value> = { readonly by: string } & { readonly [choice: string]: Value | string };
export type ScalarForm = string | number | boolean | null;
export type BoundForm = string | number | By<string | number>;
export type TestForm =
  | ScalarForm
  | readonly ScalarForm[]
  | { readonly not?: TestForm; readonly over?: BoundForm; readonly atLeast?: BoundForm; readonly under?: BoundForm; readonly atMost?: BoundForm; readonly all?: readonly string[] }
  | { readonly by: string; readonly [choice: string]: TestForm };
export type ConditionForm = { readonly any?: readonly ConditionForm[]; readonly all?: readonly ConditionForm[]; readonly unless?: ConditionForm } & {
  readonly [name: string]: TestForm | ConditionForm | readonly ConditionForm[] | undefined;
};
export type CountingFromForm = 'at-once' | 'next-hour' | 'same-day' | 'next-day';
export type WindowFromForm = string | { readonly 'first-of': string | readonly string[] } | { readonly 'last-of': string | readonly string[] } | { readonly 'end-of': string } | { readonly by: string; readonly [choice: string]: WindowFromForm };
export type MonthEndForm = 'last-day' | 'overflow';
export type TierModeForm = 'graduated' | 'volume';
export type RoundingForm = 'half-up' | 'half-even' | 'up' | 'down';
export type RateForm = number | string | By<number | string>;
export type BandForm = { readonly upTo?: number | By<number>; readonly rate?: RateForm } & { readonly [column: string]: RateForm | number | By<number> | undefined };
export type BranchForm = { readonly when: ConditionForm; readonly amount: AmountForm } | { readonly otherwise: AmountForm };
export type FormulaForm = {
  readonly fact?: string;
  readonly tier?: string;
  readonly percent?: RateForm;
  readonly of?: AmountForm;
  readonly each?: AmountForm;
  readonly per?: string;
  readonly 'per-started'?: RateForm;
  readonly late?: string;
  readonly atLeast?: RateForm;
  readonly atMost?: RateForm;
  readonly sum?: readonly AmountForm[];
  readonly difference?: readonly AmountForm[];
  readonly 'pro-rata'?: AmountForm;
  readonly part?: string;
  readonly whole?: string;
  readonly 'up-to'?: AmountForm;
  readonly choose?: readonly BranchForm[];
};
export type MatchForm = { readonly match: string; readonly [value: string]: AmountForm };
export type AmountForm = number | string | FormulaForm | MatchForm | { readonly by: string; readonly [choice: string]: AmountForm };
export type UnavailableForm = 'review' | 'reject' | 'nothing' | { readonly review: string } | { readonly reject: string };
export type OutcomeForm = 'accepted' | 'rejected' | 'review' | 'incomplete' | 'uncovered';
export type FindingForm =
  | 'uncovered'
  | 'never-holds'
  | 'never-decides'
  | 'cliff'
  | 'inversion'
  | 'evidence-impossible'
  | 'reading-without-effect'
  | 'invariant-refuted'
  | 'invariant-not-proven';
export type MeasureBoundForm = number | string | { readonly fact: string } | { readonly by: string; readonly [choice: string]: MeasureBoundForm };
export type OverridesForm = {
  readonly source?: { readonly clauses: { readonly [clause: string]: ClauseText | 'remove' } };
  readonly facts?: { readonly [name: string]: Fact | 'remove' };
  readonly readings?: { readonly [name: string]: Reading | string };
  readonly terms?: { readonly [name: string]: ConditionForm | 'remove' };
  readonly windows?: { readonly [name: string]: Window | 'remove' };
  readonly tiers?: { readonly [name: string]: Tier | 'remove' };
  readonly sections?: { readonly [name: string]: SectionOverridesForm | 'remove' };
  readonly invariants?: { readonly [name: string]: Invariant | 'remove' };
};
export type SectionOverridesForm = {
  readonly title?: Text;
  readonly when?: ConditionForm | 'remove';
  readonly floor?: boolean | { readonly charges: readonly string[] } | 'remove';
  readonly rules?: { readonly [id: string]: Rule | 'remove' };
  readonly charges?: { readonly [id: string]: Line | 'remove' };
  readonly credits?: { readonly [id: string]: Line | 'remove' };
  readonly evidence?: { readonly [id: string]: Evidence | 'remove' };
  readonly duties?: { readonly [id: string]: Duty | 'remove' };
};
`,
};

/** Decisions and documents are never written to: all of their properties and lists are readonly. */
function readonly(types) {
  return types
    .replaceAll(/^(\s+)(\[k: string\]|'[\w-]+'|[\w-]+\??)(\??): /gm, '$1readonly $2$3: ')
    .replaceAll(/(: |= |\| )([A-Za-z]\w*|\([^()\n]*\))\[\];/g, '$1readonly $2[];');
}

/** A module that checks data against a schema, as ajv would. */
function validatorModule(name, schema) {
  const options = { allErrors: true, verbose: true, strict: false, ownProperties: true, validateFormats: false };
  const ajv = new Ajv2020({ ...options, code: { source: true, esm: true } });
  const imports = [];
  const code = standalone
    .default(ajv, ajv.compile(schema))
    .replace(/^"use strict";export const validate = (\w+);export default \1;/, (_, validate) => {
      imports.push(`export { ${validate} as ${name}Validator };`);
      return '';
    })
    .replaceAll(/require\("(ajv\/dist\/runtime\/(\w+))"\)\.default/g, (_, path, part) => {
      imports.unshift(`import ${part} from '${path}.js';`);
      // What a package in the older form of modules exports is found in one of two places, depending on who loads it.
      return `(${part}.default ?? ${part})`;
    });
  if (imports.length === 0 || code.includes('require(')) throw new Error(`what ajv writes for ${name} is not as it was`);
  return `// @ts-nocheck\n${mark}${imports.join('\n')}\n${code.replaceAll(/;(?=(const|function) )/g, ';\n')}\n`;
}

/** The form of `extends` and of the maps under `overrides`; what stands in these is checked in its place, with the policy as a whole. */
function extensionOf({ properties: { extends: base, overrides } }) {
  const text = JSON.stringify({ properties: { extends: base, overrides } }, (key, value) => (key === '$ref' ? undefined : value));
  return JSON.parse(text);
}

function schemaModule(name, schema) {
  return `${mark}export const ${name}Schema: Readonly<Record<string, unknown>> = ${JSON.stringify(schema, null, 2)};\n`;
}

/** Types as a text, for those who write types of one policy's decisions. */
function textModule(name, text) {
  return `${mark}export const ${name}: string = [\n${text
    .split('\n')
    .map((line) => `  ${JSON.stringify(line)},\n`)
    .join('')}].join('\\n');\n`;
}

async function outputs() {
  const files = new Map();
  for (const name of ['policy', 'cases', 'calendar', 'releases', ...results]) {
    const schema = JSON.parse(await readFile(new URL(`${name}.schema.json`, here), 'utf8'));
    const isResult = results.includes(name);
    const target = isResult ? name : `${name}-document`;
    const types = await compile(structuredClone(schema), schema.title, {
      bannerComment: mark,
      additionalProperties: false,
      ignoreMinAndMaxItems: true,
      style: { singleQuote: true },
    });
    files.set(`../src/model/generated/${target}.ts`, `${readonly(types)}${handWritten[target] ?? ''}`);
    if (name === 'decision') files.set('../src/report/generated/decision-types.ts', textModule('decisionTypes', readonly(types).replace(mark, '').trim()));
    const checked = isResult
      ? []
      : name === 'policy'
        ? [
            [name, schema],
            ['extension', extensionOf(schema)],
          ]
        : [[name, schema]];
    for (const [part, partSchema] of checked) {
      files.set(`../src/language/generated/${part}-schema.ts`, schemaModule(part, partSchema));
      files.set(`../src/language/generated/${part}-validator.ts`, validatorModule(part, partSchema));
    }
  }
  return files;
}

let stale = 0;
for (const [path, text] of await outputs()) {
  const url = new URL(path, here);
  const before = await readFile(url, 'utf8').catch(() => '');
  if (before === text) continue;
  stale += 1;
  if (process.argv.includes('--check')) console.error(`${path.slice(3)} is out of date: run \`npm run generate\``);
  else await writeFile(url, text);
}
process.exitCode = stale > 0 && process.argv.includes('--check') ? 1 : 0;
