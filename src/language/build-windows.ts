import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import type { Fact, Window } from '../model/policy.ts';
import { childOf, entriesOf, stringOf, type TextNode } from '../text/node.ts';
import { collectChosenBy } from './apply-readings.ts';
import { checkNoPlaceholder } from './build-text.ts';
import { clausesOf } from './clauses.ts';
import { parseDuration } from './duration.ts';
import type { Names } from './names.ts';
import { type FactLookup, resolveFact } from './resolve-fact.ts';

/** Windows of the core, with the facts that they name; `readings` are those chosen in the window's own text. */
export function buildWindows(root: TextNode, names: Names, facts: ReadonlyMap<string, Fact>, diagnostics: DiagnosticList): ReadonlyMap<string, Window> {
  const windows = new Map<string, Window>();
  const by = childOf(childOf(root, 'effective'), 'by');
  for (const { key: id, value: node } of entriesOf(childOf(root, 'windows'))) {
    checkNoPlaceholder(childOf(node, 'title'), diagnostics);
    const duration = parseDuration(stringOf(childOf(node, 'lasts')) ?? '');
    const countingFrom = countingFromOf(childOf(node, 'counting-from'), duration?.unit, diagnostics);
    const from = momentFact(childOf(node, 'from'), duration?.unit, { names, facts, diagnostics });
    const at = childOf(node, 'at') === undefined ? stringOf(by) : momentFact(childOf(node, 'at'), duration?.unit, { names, facts, diagnostics });
    if (duration === undefined || countingFrom === undefined || from === undefined || at === undefined || !facts.has(at)) continue;
    const readings = new Set<string>();
    collectChosenBy(node, readings);
    windows.set(id, {
      id,
      title: stringOf(childOf(node, 'title')) ?? id,
      clauses: clausesOf(node),
      readings: [...readings],
      from,
      at,
      countingFrom,
      ...duration,
    });
  }
  return windows;
}

function countingFromOf(node: TextNode | undefined, unit: 'hours' | 'days' | undefined, diagnostics: DiagnosticList): Window['countingFrom'] | undefined {
  const word = stringOf(node);
  if (node === undefined || (word !== 'at-once' && word !== 'next-hour' && word !== 'same-day' && word !== 'next-day')) return undefined;
  const fits = (word === 'at-once' || word === 'next-hour') === (unit === 'hours');
  if (!fits && unit !== undefined) diagnostics.add('counting-from-unit', node.span, word, unit);
  return word;
}

/** A moment, or a day where the window lasts days. */
function momentFact(node: TextNode | undefined, unit: 'hours' | 'days' | undefined, lookup: FactLookup): string | undefined {
  const fact = resolveFact(node, ['instant', 'date'], lookup);
  if (node === undefined || fact === undefined) return undefined;
  if (fact.type === 'instant' || unit !== 'hours') return fact.name;
  lookup.diagnostics.add('date-with-hours', node.span, fact.name);
  return undefined;
}
