import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { parseDecimal } from '../model/exact.ts';
import type { Fact, NumberSpan } from '../model/policy.ts';
import { childOf, entriesOf, stringOf, type MapEntry, type TextNode } from '../text/node.ts';
import { readOrdinal } from './fact-values.ts';
import { type FactLookup, resolveFact } from './resolve-fact.ts';

/** The fact that a node names, where it is a number: the window is then one on numbers. */
export function numberFactOf(node: TextNode | undefined, facts: ReadonlyMap<string, Fact>): Fact | undefined {
  const fact = facts.get(stringOf(node) ?? '');
  return fact?.type === 'integer' || fact?.type === 'decimal' ? fact : undefined;
}

const allowed: readonly string[] = ['title', 'clause', 'from', 'at', 'lasts', 'until'];

/** Builds a window on numbers, such as a mileage. */
export function buildNumberSpan(node: TextNode, keySpan: MapEntry['keySpan'], at: Fact, lookup: FactLookup): NumberSpan | undefined {
  const { diagnostics } = lookup;
  const stranger = entriesOf(node).find(({ key }) => !allowed.includes(key));
  if (stranger !== undefined) {
    diagnostics.add('window-parts', stranger.keySpan, `\`${stranger.key}\` does not go with \`${at.name}\`, which is a number`);
    return undefined;
  }
  const [lasts, until, fromNode] = [childOf(node, 'lasts'), childOf(node, 'until'), childOf(node, 'from')];
  if ((lasts === undefined) === (until === undefined) || (lasts !== undefined && fromNode === undefined)) {
    diagnostics.add('window-parts', keySpan, 'a window on a number has `until`, or `from` and `lasts`');
    return undefined;
  }
  const from = fromNode === undefined ? undefined : resolveFact(fromNode, ['integer', 'decimal'], lookup);
  if (fromNode !== undefined && from === undefined) return undefined;
  if (from !== undefined && from.decimals !== at.decimals) {
    diagnostics.add('window-parts', fromNode?.span ?? keySpan, `\`${from.name}\` and \`${at.name}\` do not have the same number of decimals`);
    return undefined;
  }
  const value = readBound(lasts ?? until, at, lasts !== undefined, diagnostics);
  if (value === undefined) return undefined;
  if (until !== undefined && from !== undefined && (from.atMost === null || from.atMost > value)) {
    diagnostics.add('window-end-first', until.span, from.name, until.kind === 'scalar' ? until.raw : '');
    return undefined;
  }
  return { kind: 'number', at: at.name, from: from?.name ?? null, length: { kind: lasts === undefined ? 'until' : 'lasts', value }, decimals: at.decimals };
}

/** A number of the fact's own kind; a length is above zero. */
function readBound(node: TextNode | undefined, at: Fact, isLength: boolean, diagnostics: DiagnosticList): number | undefined {
  if (node?.kind !== 'scalar') return undefined;
  const isNumber = parseDecimal(node.raw) !== undefined;
  const value = isNumber ? readOrdinal(node, at, diagnostics) : undefined;
  if (!isNumber) diagnostics.add('malformed-value', node.span, node.raw, `is not a number, and \`${at.name}\` is one`);
  else if (isLength && value !== undefined && value <= 0) {
    diagnostics.add('malformed-value', node.span, node.raw, 'is not above zero');
    return undefined;
  }
  return value;
}
