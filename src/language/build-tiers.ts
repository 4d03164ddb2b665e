import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { Band, Fact, Rate, Tier } from '../model/policy.ts';
import { childOf, entriesOf, entryOf, itemsOf, stringOf, type TextNode } from '../text/node.ts';
import { beginningOf } from '../text/source-file.ts';
import { collectChosenBy } from './apply-readings.ts';
import { readRate } from './build-amount.ts';
import { readCurrency } from './build-facts.ts';
import { clausesOf } from './clauses.ts';
import type { Names } from './names.ts';
import { resolveFact } from './resolve-fact.ts';

/** Tiers of the core; `readings` are those chosen in the tier's own text. */
export function buildTiers(
  root: TextNode,
  policyCurrency: string,
  names: Names,
  facts: ReadonlyMap<string, Fact>,
  diagnostics: DiagnosticList,
): ReadonlyMap<string, Tier> {
  const tiers = new Map<string, Tier>();
  const lookup = { names, facts, diagnostics };
  for (const { key: id, value: node } of entriesOf(childOf(root, 'tiers'))) {
    const counts = resolveFact(childOf(node, 'counts'), ['integer'], lookup)?.name;
    const units = resolveFact(childOf(node, 'units'), ['integer'], lookup)?.name;
    const distinct = resolveFact(childOf(node, 'distinct'), ['text'], lookup)?.name;
    const column = resolveFact(childOf(node, 'column'), ['enum'], lookup)?.name;
    const values = facts.get(column ?? '')?.values ?? [];
    // Without values the fact is wrong, and is reported where it is declared.
    const columns = values.length === 0 ? null : values;
    const currency = readCurrency(childOf(node, 'currency'), policyCurrency, diagnostics);
    const bands = bandsOf(node, columns, childOf(node, 'column') !== undefined, currency, diagnostics);
    const mode = stringOf(childOf(node, 'mode'));
    if (counts === undefined || (mode !== 'graduated' && mode !== 'volume')) continue;
    if (counts === units) diagnostics.add('tier-facts', childOf(node, 'units')?.span ?? node.span, counts);
    const readings = new Set<string>();
    collectChosenBy(node, readings);
    tiers.set(id, {
      id,
      clauses: clausesOf(node),
      readings: [...readings],
      counts,
      units: units ?? null,
      mode,
      column: column ?? null,
      currency,
      distinct: distinct ?? null,
      bands,
    });
  }
  return tiers;
}

function bandsOf(tier: TextNode, columns: readonly string[] | null, hasColumn: boolean, currency: string, diagnostics: DiagnosticList): readonly Band[] {
  const list = childOf(tier, 'bands');
  const nodes = itemsOf(list);
  const used = [...new Set(nodes.flatMap((band) => entriesOf(band).map((entry) => entry.key)))].filter(
    (key) => key !== 'upTo' && columns?.includes(key) !== false,
  );
  const bands: Band[] = [];
  let before = 0;
  nodes.forEach((node, index) => {
    if (node.kind !== 'map') return;
    const isLast = index === nodes.length - 1;
    const allowed = hasColumn ? (columns ?? []) : ['rate'];
    const known = (key: string): boolean => key === 'upTo' || allowed.includes(key) || (hasColumn && columns === null);
    const strangers = node.entries.filter((entry) => !known(entry.key));
    for (const { key, keySpan } of strangers) diagnostics.add('unknown-key', keySpan, key, nearestName(key, ['upTo', ...allowed]), ['upTo', ...allowed]);
    // An unknown key may well be the one that is missing.
    if (strangers.length > 0) return;
    const upTo = upToOf(node, isLast, before, diagnostics);
    if (upTo !== null && Number.isFinite(upTo)) before = upTo;
    const rates = new Map<string, Rate>();
    for (const { key, value } of node.entries) {
      if (key === 'upTo') continue;
      rates.set(hasColumn ? key : '', readRate(value, currency, diagnostics) ?? 'unspecified');
    }
    for (const key of hasColumn ? used : ['rate']) if (entryOf(node, key) === undefined) diagnostics.add('band-columns', beginningOf(node.span), key);
    if (hasColumn && rates.size === 0 && used.length === 0) diagnostics.add('missing-key', beginningOf(node.span), ['rate'], 'a rate for each column');
    bands.push({ upTo: isLast ? null : upTo, rates });
  });
  return bands;
}

function upToOf(band: TextNode, isLast: boolean, before: number, diagnostics: DiagnosticList): number | null {
  const entry = entryOf(band, 'upTo');
  if (entry === undefined) {
    if (!isLast) diagnostics.add('band-end', beginningOf(band.span), 'this band has no `upTo`, and is not the last');
    return null;
  }
  if (isLast) diagnostics.add('band-end', entry.keySpan, 'the last band has an `upTo`, so higher numbers have no rate');
  const { value } = entry;
  if (value.kind !== 'scalar' || typeof value.value !== 'number') return null;
  if (value.value <= before) diagnostics.add('band-order', value.span, value.raw, String(before));
  return value.value;
}
