import { DiagnosticList, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { CorePolicy } from '../model/policy.ts';
import { childOf, entriesOf, entryOf, followPointer, itemsOf, type MapEntry, type ScalarNode, stringOf, type TextNode } from '../text/node.ts';
import type { SourceFile, Span } from '../text/source-file.ts';
import { checkShape } from './check-shape.ts';
import { casesSchema } from './generated/cases-schema.ts';
import { RequestReader } from './read-request.ts';
import { readSource } from './read-source.ts';

/** One executable example. `expect` is its node: what is compared, and where it stands. */
export interface Case {
  readonly id: string;
  readonly title: string | null;
  readonly request: Readonly<Record<string, unknown>>;
  readonly readings: Readonly<Record<string, string>>;
  readonly expect: TextNode;
  readonly span: Span;
}

/** A cases file whose shape is right. */
export interface Cases {
  readonly file: SourceFile;
  /** The policy file, relative to the cases file. */
  readonly policyPath: string;
  readonly cases: readonly Case[];
  readonly root: TextNode;
}

/** Reads a cases file; names in it are checked by `checkCases`, when its policy is known. */
export function readCases(file: SourceFile): { readonly cases?: Cases; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics = new DiagnosticList(file);
  const root = readSource(file, diagnostics);
  if (root === undefined) return { diagnostics: diagnostics.toArray() };
  checkShape(root, casesSchema, diagnostics);
  const policyPath = stringOf(childOf(root, 'policy'));
  if (diagnostics.hasErrors || policyPath === undefined) return { diagnostics: diagnostics.toArray() };
  const defaults = childOf(root, 'defaults');
  const cases = entriesOf(childOf(root, 'cases')).map((entry) => toCase(entry, defaults));
  return { cases: { file, policyPath, cases, root }, diagnostics: diagnostics.toArray() };
}

function toCase({ key: id, keySpan, value }: MapEntry, defaults: TextNode | undefined): Case {
  const readings = entriesOf(childOf(value, 'readings')).map((entry) => [entry.key, stringOf(entry.value) ?? ''] as const);
  return {
    id,
    title: stringOf(childOf(value, 'title')) ?? null,
    request: toRequest(childOf(value, 'given'), defaults, new Set(itemsOf(childOf(value, 'without')).map(stringOf))),
    readings: Object.fromEntries(readings),
    expect: childOf(value, 'expect') ?? value,
    span: keySpan,
  };
}

/** The facts of a case: its own, over the defaults that it does not leave out. Evidence is merged item by item. */
function toRequest(given: TextNode | undefined, defaults: TextNode | undefined, without: ReadonlySet<string | undefined>): Readonly<Record<string, unknown>> {
  const request: Record<string, unknown> = Object.create(null);
  for (const { key, value } of entriesOf(defaults)) if (!without.has(key)) request[key] = toRequestData(value);
  for (const { key, value } of entriesOf(given)) {
    const before = request[key];
    const merges = key === 'evidence' && typeof before === 'object' && before !== null;
    request[key] = merges ? Object.assign(Object.create(null), before, toRequestData(value)) : toRequestData(value);
  }
  return request;
}

/** A text's node as a request: numbers that are not small whole ones stay texts, so that no digit is lost. */
export function toRequestData(node: TextNode): unknown {
  if (node.kind === 'list') return node.items.map(toRequestData);
  if (node.kind === 'scalar') return scalarData(node);
  const data: Record<string, unknown> = Object.create(null);
  for (const { key, value } of node.entries) data[key] = toRequestData(value);
  return data;
}

function scalarData({ value, raw }: ScalarNode): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) ? raw : value;
}

/** Checks the names that cases use against their policy, and their requests against its facts. */
export function checkCases({ file, root, cases }: Cases, policy: CorePolicy): readonly Diagnostic[] {
  const diagnostics = new DiagnosticList(file);
  const reader = new RequestReader(policy);
  for (const { value: node } of entriesOf(childOf(root, 'cases'))) {
    checkWords(childOf(node, 'clause'), 'clause', [...policy.clauses.keys()], diagnostics);
    checkWords(childOf(node, 'without'), 'fact', [...policy.facts.keys(), 'evidence'], diagnostics);
    checkReadings(childOf(node, 'readings'), policy, diagnostics);
    checkExpectation(childOf(node, 'expect'), policy, diagnostics);
  }
  for (const one of cases) if (childOf(one.expect, 'invalid') === undefined) checkRequest(one, reader, root, diagnostics);
  return diagnostics.toArray();
}

/** Reports what is wrong with the values of a case's request, where they stand. */
function checkRequest(one: Case, reader: RequestReader, root: TextNode, diagnostics: DiagnosticList): void {
  const read = reader.read(one.request);
  if (read.ok) return;
  for (const { pointer, message, help } of read.problems) {
    const given = childOf(childOf(childOf(root, 'cases'), one.id), 'given');
    const place = [given, childOf(root, 'defaults')]
      .map((node) => (node === undefined ? undefined : followPointer(node, pointer)))
      .find((found) => found !== undefined);
    // An entry is shown by its key, an item of a list by itself; a mistake of the request as a whole by the name of the case.
    const span = place?.entry?.keySpan ?? (pointer === '' ? undefined : place?.node.span);
    diagnostics.add('case-request', span ?? one.span, message, help);
  }
}

function checkExpectation(expect: TextNode | undefined, policy: CorePolicy, diagnostics: DiagnosticList): void {
  const evidence = policy.evidence.map((item) => item.id);
  const lines = (side: 'charge' | 'credit'): readonly string[] => policy.lines.filter((line) => line.side === side).map((line) => line.id);
  const missing = childOf(expect, 'missing');
  checkWords(childOf(expect, 'reasons'), 'rule', [...policy.rules.map((rule) => rule.id), ...evidence], diagnostics);
  checkWords(childOf(missing, 'facts'), 'fact', [...policy.facts.keys()], diagnostics, withoutItem);
  checkWords(childOf(missing, 'evidence'), 'evidence item', evidence, diagnostics, withoutItem);
  checkKeys(childOf(expect, 'windows'), 'window', [...policy.windows.keys()], diagnostics);
  checkKeys(childOf(expect, 'evidence'), 'evidence item', evidence, diagnostics);
  checkKeys(childOf(expect, 'charges'), 'charge', lines('charge'), diagnostics);
  checkKeys(childOf(expect, 'credits'), 'credit', lines('credit'), diagnostics);
  checkKeys(
    childOf(expect, 'duties'),
    'duty',
    policy.duties.map((duty) => duty.id),
    diagnostics,
  );
  checkReadings(childOf(expect, 'readings'), policy, diagnostics);
  for (const item of itemsOf(childOf(expect, 'items'))) checkItemExpectation(item, policy, diagnostics);
  if (entryOf(expect, 'invalid') === undefined) return;
  for (const other of entriesOf(expect))
    if (other.key !== 'invalid') diagnostics.add('case-request', other.keySpan, `\`${other.key}\` cannot be expected of a request that is refused`, undefined);
}

/** What an item misses is named with its number: `items.0.opened`. */
function withoutItem(word: string): string {
  return word.replace(/^items\.(0|[1-9][0-9]{0,2})\./, '');
}

function checkItemExpectation(item: TextNode, policy: CorePolicy, diagnostics: DiagnosticList): void {
  checkExpectation(item, policy, diagnostics);
  for (const { key, keySpan } of entriesOf(item))
    if (key === 'invalid' || key === 'items' || key === 'summary')
      diagnostics.add('case-request', keySpan, `\`${key}\` cannot be expected of an item`, 'expect it of the whole request');
}

function checkReadings(node: TextNode | undefined, policy: CorePolicy, diagnostics: DiagnosticList): void {
  checkKeys(node, 'reading', [...policy.readings.keys()], diagnostics);
  for (const { key, value } of entriesOf(node)) {
    const choices = policy.readings.get(key)?.choices.map((choice) => choice.name);
    const choice = stringOf(value);
    if (choices !== undefined && choice !== undefined && !choices.includes(choice))
      diagnostics.add('unknown-value', value.span, `\`${choice}\``, nearestName(choice, choices), choices);
  }
}

function checkKeys(node: TextNode | undefined, kind: string, known: readonly string[], diagnostics: DiagnosticList): void {
  for (const { key, keySpan } of entriesOf(node)) if (!known.includes(key)) diagnostics.add('unknown-name', keySpan, key, kind, nearestName(key, known), known);
}

function checkWords(
  node: TextNode | undefined,
  kind: string,
  known: readonly string[],
  diagnostics: DiagnosticList,
  nameIn: (word: string) => string = (word) => word,
): void {
  for (const item of node?.kind === 'list' ? node.items : node === undefined ? [] : [node]) {
    const text = stringOf(item);
    const word = text === undefined ? undefined : nameIn(text);
    if (word !== undefined && !known.includes(word)) diagnostics.add('unknown-name', item.span, word, kind, nearestName(word, known), known);
  }
}
