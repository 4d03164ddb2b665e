/** The guide and reference of the language: every example in it works, every key of the schemas stands in it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isMap, type ParsedNode, parseDocument, type YAMLMap } from 'yaml';
import { checkCases, readCases } from '../../src/language/read-cases.ts';
import { loadPolicy, type Policy } from '../../src/policy/policy.ts';
import { runCases } from '../../src/policy/run-cases.ts';
import { renderDiagnostics } from '../../src/report/render-diagnostics.ts';
import { type Block, blocksOf, sectionsOf } from './markdown.ts';
import { checkout } from './sandbox.ts';
import { tellStory } from './story.ts';

const document = 'policies/README.md';
const text = readFileSync(join(checkout, document), 'utf8');

tellStory(document);

/**
 * - `yaml policy` is a whole policy, which the other examples build on.
 * - `yaml fragment` is laid over it: maps are merged, anything else replaces what was there. The whole must check clean.
 * - `yaml extending` is a whole policy, which may extend the one of `yaml policy`.
 * - `yaml cases` are cases of the fragment before them under the same heading, else of the policy. They must pass.
 */
const marks: readonly string[] = ['policy', 'fragment', 'extending', 'cases', 'before', 'after', 'wrong', 'append'];

const basePolicy = blocksOf(text).find((block) => block.mark === 'policy')?.text ?? '';
const baseCases = blocksOf(text).find((block) => block.mark === 'cases')?.text ?? '';

describe('the examples of the reference', () => {
  test('each says how it is tested', () => {
    const unmarked = blocksOf(text).filter((block) => block.language === 'yaml' && !marks.includes(block.mark));
    expect(unmarked.map((block) => block.text)).toEqual([]);
  });
  for (const section of sectionsOf(text)) {
    const examples = section.parts.filter((part): part is Block => part.kind === 'block' && ['policy', 'fragment', 'extending', 'cases'].includes(part.mark));
    if (examples.length > 0) test(section.title, () => readExamples(examples));
  }
});

async function readExamples(examples: readonly Block[]): Promise<void> {
  let policy = load(basePolicy);
  for (const example of examples) {
    if (example.mark === 'policy' || example.mark === 'extending') policy = load(example.text);
    if (example.mark === 'fragment') policy = load(merge(basePolicy, example.text));
    if (example.mark === 'cases') await pass(example.text, policy);
  }
}

function load(source: string): Policy {
  const loaded = loadPolicy({ path: 'example.policy.yaml', text: source }, { library: { policies: { 'shop-returns@1': basePolicy } } });
  if (!loaded.ok) throw new Error(`${renderDiagnostics(loaded.diagnostics)}\n${source}`);
  return loaded.policy;
}

async function pass(cases: string, policy: Policy): Promise<void> {
  const source = cases === baseCases ? cases : merge(withoutCases(baseCases), cases);
  const read = readCases({ path: 'example.cases.yaml', text: source });
  const mistakes = read.cases === undefined ? read.diagnostics : checkCases(read.cases, policy.core);
  if (read.cases === undefined || mistakes.length > 0) throw new Error(`${renderDiagnostics(mistakes)}\n${source}`);
  const failed = (await runCases(read.cases, policy)).filter((result) => !result.passed);
  expect(failed.map(({ id, differences }) => ({ id, differences }))).toEqual([]);
}

/** One text laid over another. */
function merge(below: string, above: string): string {
  const result = parseDocument(below);
  const added = parseDocument(above);
  expect(
    added.errors.map((error) => error.message),
    above,
  ).toEqual([]);
  if (isMap(result.contents) && isMap(added.contents)) mergeMaps(result.contents, added.contents);
  return result.toString({ lineWidth: 0 });
}

function mergeMaps(below: YAMLMap.Parsed, above: YAMLMap.Parsed): void {
  for (const { key, value } of above.items) {
    const known = below.get(key, true) as ParsedNode | undefined;
    if (isMap(known) && isMap(value)) mergeMaps(known as YAMLMap.Parsed, value as YAMLMap.Parsed);
    else below.set(key, value);
  }
}

function withoutCases(source: string): string {
  const result = parseDocument(source);
  result.delete('cases');
  return result.toString({ lineWidth: 0 });
}

describe('every key and word of the schemas is explained', () => {
  for (const name of ['policy', 'cases', 'calendar'])
    test(name, () => {
      const explained = new Set([...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => code.match(/[\w-]+/g) ?? []));
      const words = wordsOf(JSON.parse(readFileSync(join(checkout, `schema/${name}.schema.json`), 'utf8')));
      expect([...words].filter((word) => !explained.has(word))).toEqual([]);
    });
});

/** The keys that a schema gives to maps, and the words that it gives to choose from. */
function wordsOf(schema: unknown): ReadonlySet<string> {
  const words = new Set<string>();
  const visit = (node: unknown, isSchema: boolean): void => {
    if (Array.isArray(node)) for (const item of node) visit(item, isSchema);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    for (const [key, value] of Object.entries(node)) {
      if (isSchema && (key === 'examples' || key === 'const')) continue;
      if (!isSchema) words.add(key);
      if (isSchema && key === 'enum' && Array.isArray(value)) for (const word of value) words.add(String(word));
      if (isSchema && key === '$defs') for (const definition of Object.values(value as object)) visit(definition, true);
      else visit(value, !(isSchema && key === 'properties'));
    }
  };
  visit(schema, true);
  return words;
}
