import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { Reading } from '../model/policy.ts';
import { childOf, entriesOf, entryOf, itemsOf, type MapEntry, type MapNode, stringOf, type TextNode } from '../text/node.ts';
import type { Span } from '../text/source-file.ts';
import { clausesOf } from './clauses.ts';

/**
 * The readings of a policy, with the choice that holds: its own, or the one that `overrides` gives.
 * @param overrides choices by reading; names that do not exist must have been refused before
 */
export function readReadings(root: TextNode, overrides: ReadonlyMap<string, string>, diagnostics: DiagnosticList): ReadonlyMap<string, Reading> {
  const readings = new Map<string, Reading>();
  for (const entry of entriesOf(childOf(root, 'readings'))) {
    const list = childOf(entry.value, 'of');
    const choices = choicesOf(list);
    checkRepeated(list, diagnostics);
    const first = choices.find((choice) => choice.needs === null) ?? choices[0];
    if (first === undefined) continue;
    const names = choices.map((choice) => choice.name);
    const chosenNode = childOf(entry.value, 'choose');
    const own = stringOf(chosenNode);
    if (chosenNode !== undefined && own !== undefined && !names.includes(own))
      diagnostics.add('unknown-value', chosenNode.span, `\`${own}\``, nearestName(own, names), names);
    const override = overrides.get(entry.key);
    if (override !== undefined && !names.includes(override))
      diagnostics.add('unknown-value', entry.keySpan, `\`${override}\``, nearestName(override, names), names);
    const wanted = override ?? own;
    const chosen = choices.find((choice) => choice.name === wanted) ?? first;
    if (chosen.needs !== null && chosen.name === wanted)
      diagnostics.add('choice-unavailable', override === undefined ? (chosenNode?.span ?? entry.keySpan) : entry.keySpan, chosen.name, entry.key, chosen.needs);
    readings.set(entry.key, {
      name: entry.key,
      question: stringOf(childOf(entry.value, 'question')) ?? '',
      choice: chosen.name,
      choices,
      clauses: clausesOf(entry.value),
    });
  }
  const names = [...readings.keys()];
  const place = entryOf(root, 'readings')?.keySpan ?? { start: 0, end: 0 };
  for (const name of overrides.keys()) if (!readings.has(name)) diagnostics.add('unknown-name', place, name, 'reading', nearestName(name, names), names);
  return readings;
}

/** The choices of a reading, from its `of`. */
export function choicesOf(node: TextNode | undefined): Reading['choices'] {
  if (node?.kind === 'list') {
    const names = new Set(
      itemsOf(node)
        .map(stringOf)
        .filter((name) => name !== undefined),
    );
    return [...names].map((name) => ({ name, means: null, needs: null }));
  }
  return entriesOf(node).map(({ key, value }) => ({
    name: key,
    means: stringOf(value) ?? stringOf(childOf(value, 'means')) ?? null,
    needs: stringOf(childOf(value, 'needs')) ?? null,
  }));
}

function checkRepeated(list: TextNode | undefined, diagnostics: DiagnosticList): void {
  const names = new Set<string>();
  for (const item of itemsOf(list)) {
    const name = stringOf(item);
    if (name !== undefined && names.has(name)) diagnostics.add('repeated', item.span, name);
    if (name !== undefined) names.add(name);
  }
}

/**
 * The text with every `{ by: reading, … }` replaced by the branch that holds; the node that stands there afterwards keeps its own
 * place, and the reading that chose it. `readings` and `effective` are left as they are.
 */
export function applyReadings(root: TextNode, readings: ReadonlyMap<string, Reading>, diagnostics: DiagnosticList): TextNode {
  if (root.kind !== 'map') return root;
  const resolver = new Resolver(
    readings,
    entriesOf(childOf(root, 'readings')).map((entry) => entry.key),
    diagnostics,
  );
  const entries = root.entries.map((entry) =>
    entry.key === 'readings' || entry.key === 'effective' ? entry : { ...entry, value: resolver.resolve(entry.value) },
  );
  return { ...root, entries };
}

class Resolver {
  readonly #readings: ReadonlyMap<string, Reading>;
  /** Names of all readings, those that are declared wrongly too. */
  readonly #names: readonly string[];
  readonly #diagnostics: DiagnosticList;

  constructor(readings: ReadonlyMap<string, Reading>, names: readonly string[], diagnostics: DiagnosticList) {
    this.#readings = readings;
    this.#names = names;
    this.#diagnostics = diagnostics;
  }

  /** The node with its branches chosen; itself where there is none in it. */
  resolve(node: TextNode): TextNode {
    if (node.kind === 'scalar') return node;
    if (node.kind === 'list') {
      const items = node.items.map((item) => this.resolve(item));
      return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
    }
    const by = entryOf(node, 'by');
    if (by !== undefined && by.value.kind === 'scalar' && typeof by.value.value === 'string') return this.#resolveBranch(node, by, by.value.value);
    const entries = node.entries.map((entry) => ({ ...entry, value: this.resolve(entry.value) }));
    return entries.every((entry, index) => entry.value === node.entries[index]?.value) ? node : { ...node, entries };
  }

  #resolveBranch(node: MapNode, by: MapEntry, name: string): TextNode {
    const reading = this.#readings.get(name);
    if (reading === undefined && !this.#names.includes(name))
      this.#diagnostics.add('unknown-name', by.value.span, name, 'reading', nearestName(name, this.#names), this.#names);
    // Where the reading is wrong itself, any branch does to check the rest.
    const chosen = reading === undefined ? node.entries.find((entry) => entry.key !== 'by')?.value : this.#choose(node, by.value.span, reading);
    if (chosen === undefined) return node;
    const resolved = this.resolve(chosen);
    return { ...resolved, chosenBy: [...(resolved.chosenBy ?? []), name] };
  }

  /** The branch that holds. A misspelt choice is reported, and taken for the one that it is nearest to. */
  #choose(node: MapNode, span: Span, reading: Reading): TextNode | undefined {
    const names = reading.choices.map((choice) => choice.name);
    const branches = new Map<string, TextNode>();
    const strangers = node.entries.filter((entry) => entry.key !== 'by' && !names.includes(entry.key));
    for (const entry of node.entries) if (names.includes(entry.key)) branches.set(entry.key, entry.value);
    for (const { key, keySpan, value } of strangers) {
      const nearest = nearestName(key, names);
      this.#diagnostics.add('unknown-key', keySpan, key, nearest, names);
      if (nearest !== undefined && !branches.has(nearest)) branches.set(nearest, value);
    }
    for (const choice of reading.choices)
      if (choice.needs === null && !branches.has(choice.name)) this.#diagnostics.add('choice-missing', span, choice.name, reading.name);
    return branches.get(reading.choice) ?? [...branches.values()][0];
  }
}

/** Adds the readings that chose a node or anything in it. */
export function collectChosenBy(node: TextNode | undefined, uses: Set<string>): void {
  if (node === undefined) return;
  for (const name of node.chosenBy ?? []) uses.add(name);
  if (node.kind === 'list') for (const item of node.items) collectChosenBy(item, uses);
  if (node.kind === 'map') for (const entry of node.entries) collectChosenBy(entry.value, uses);
}
