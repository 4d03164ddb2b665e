import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { Reading } from '../model/policy.ts';
import { childOf, entriesOf, entryOf, itemsOf, stringOf, type MapNode, type TextNode } from '../text/node.ts';
import type { Span } from '../text/source-file.ts';
import { clausesOf } from './clauses.ts';

/** A reading as it stands in the text. */
export interface ReadReading extends Reading {
  readonly span: Span;
}

/**
 * The readings of a policy, with the choice that holds: its own, or the one that `overrides` gives.
 * @param overrides choices by reading; names that do not exist must have been refused before
 */
export function readReadings(root: TextNode, overrides: ReadonlyMap<string, string>, diagnostics: DiagnosticList): ReadonlyMap<string, ReadReading> {
  const readings = new Map<string, ReadReading>();
  for (const entry of entriesOf(childOf(root, 'readings'))) {
    const choices = choicesOf(childOf(entry.value, 'of'), diagnostics);
    const [first] = choices;
    if (first === undefined) continue;
    const names = choices.map((choice) => choice.name);
    const chosenNode = childOf(entry.value, 'choose');
    const own = stringOf(chosenNode);
    if (chosenNode !== undefined && own !== undefined && !names.includes(own))
      diagnostics.add('unknown-value', chosenNode.span, `\`${own}\``, nearestName(own, names), names);
    const override = overrides.get(entry.key);
    if (override !== undefined && !names.includes(override)) diagnostics.add('unknown-value', entry.keySpan, `\`${override}\``, nearestName(override, names), names);
    const wanted = override ?? own;
    const chosen = choices.find((choice) => choice.name === wanted) ?? first;
    if (chosen.needs !== null && chosen.name === wanted) diagnostics.add('choice-unavailable', override === undefined ? (chosenNode?.span ?? entry.keySpan) : entry.keySpan, chosen.name, entry.key, chosen.needs);
    readings.set(entry.key, {
      name: entry.key,
      question: stringOf(childOf(entry.value, 'question')) ?? '',
      choice: chosen.name,
      choices,
      clauses: clausesOf(entry.value),
      span: entry.keySpan,
    });
  }
  const names = [...readings.keys()];
  const place = entryOf(root, 'readings')?.keySpan ?? { start: 0, end: 0 };
  for (const name of overrides.keys()) if (!readings.has(name)) diagnostics.add('unknown-name', place, name, 'reading', nearestName(name, names), names);
  return readings;
}

function choicesOf(node: TextNode | undefined, diagnostics: DiagnosticList): Reading['choices'] {
  if (node?.kind === 'list') {
    const names = new Set<string>();
    for (const item of itemsOf(node)) {
      const name = stringOf(item);
      if (name === undefined) continue;
      if (names.has(name)) diagnostics.add('repeated', item.span, name);
      names.add(name);
    }
    return [...names].map((name) => ({ name, means: null, needs: null }));
  }
  return entriesOf(node).map(({ key, value }) => ({
    name: key,
    means: stringOf(value) ?? stringOf(childOf(value, 'means')) ?? null,
    needs: stringOf(childOf(value, 'needs')) ?? null,
  }));
}

/**
 * The text with every `{ by: reading, … }` replaced by the branch that holds; the node that stands there afterwards keeps its own
 * place, and the reading that chose it. `readings` and `effective` are left as they are.
 */
export function applyReadings(root: TextNode, readings: ReadonlyMap<string, Reading>, diagnostics: DiagnosticList): TextNode {
  if (root.kind !== 'map') return root;
  const entries = root.entries.map((entry) =>
    entry.key === 'readings' || entry.key === 'effective' ? entry : { ...entry, value: resolve(entry.value, readings, diagnostics) },
  );
  return { ...root, entries };
}

function resolve(node: TextNode, readings: ReadonlyMap<string, Reading>, diagnostics: DiagnosticList): TextNode {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => resolve(item, readings, diagnostics)) };
  const by = entryOf(node, 'by');
  const name = stringOf(by?.value);
  if (by !== undefined && name !== undefined) {
    const reading = readings.get(name);
    if (reading === undefined) {
      const names = [...readings.keys()];
      diagnostics.add('unknown-name', by.value.span, name, 'reading', nearestName(name, names), names);
    } else {
      const chosen = chooseBranch(node, by.keySpan, reading, diagnostics);
      if (chosen === undefined) return node;
      const resolved = resolve(chosen, readings, diagnostics);
      return { ...resolved, chosenBy: [...(resolved.chosenBy ?? []), name] };
    }
  }
  return { ...node, entries: node.entries.map((entry) => ({ ...entry, value: resolve(entry.value, readings, diagnostics) })) };
}

function chooseBranch(node: MapNode, span: Span, reading: Reading, diagnostics: DiagnosticList): TextNode | undefined {
  const names = reading.choices.map((choice) => choice.name);
  for (const entry of node.entries)
    if (entry.key !== 'by' && !names.includes(entry.key)) diagnostics.add('unknown-key', entry.keySpan, entry.key, nearestName(entry.key, names), names);
  for (const choice of reading.choices)
    if (choice.needs === null && entryOf(node, choice.name) === undefined) diagnostics.add('choice-missing', span, choice.name, reading.name);
  return childOf(node, reading.choice);
}

/** Adds the readings that chose a node or anything in it. */
export function collectChosenBy(node: TextNode | undefined, uses: Set<string>): void {
  if (node === undefined) return;
  for (const name of node.chosenBy ?? []) uses.add(name);
  if (node.kind === 'list') for (const item of node.items) collectChosenBy(item, uses);
  if (node.kind === 'map') for (const entry of node.entries) collectChosenBy(entry.value, uses);
}
