import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { listWords } from '../diagnostics/list-words.ts';
import { compareText } from '../model/order.ts';
import type { Claim, Fact, FactType, Invariant, Line } from '../model/policy.ts';
import { childOf, entriesOf, entryOf, itemsOf, type MapEntry, stringOf, type TextNode } from '../text/node.ts';
import type { Span } from '../text/source-file.ts';
import { type ConditionBuilder, noUses } from './build-condition.ts';
import { buildBound, checkCrossed, currencyOf } from './build-measure-bound.ts';
import { checkNoPlaceholder } from './build-text.ts';
import { clausesOf } from './clauses.ts';
import { refuseDerivedFacts } from './derived-facts.ts';
import type { Names } from './names.ts';
import { resolveFact } from './resolve-fact.ts';

/** What invariants speak of. */
export interface InvariantContext {
  readonly names: Names;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly conditions: ConditionBuilder;
  readonly diagnostics: DiagnosticList;
  readonly policyCurrency: string;
  readonly lines: readonly Line[];
}

const kinds = ['never', 'always', 'never-falls', 'never-rises', 'never-better', 'never-worse', 'bounds'] as const;
const things = ['charge', 'credit', 'evidence', 'duty'] as const;
const outcomes = ['accepted', 'rejected', 'review', 'incomplete', 'uncovered'] as const;
const totals = ['charges', 'credits', 'net'] as const;
const orderedTypes: readonly FactType[] = ['integer', 'decimal', 'money', 'instant', 'date'];

/** The claims of a policy, sorted by id. A claim with a mistake is reported and left out. */
export function buildInvariants(root: TextNode, context: InvariantContext): readonly Invariant[] {
  return entriesOf(childOf(root, 'invariants'))
    .map((entry) => buildInvariant(entry, context))
    .filter((invariant) => invariant !== undefined)
    .sort((a, b) => compareText(a.id, b.id));
}

function buildInvariant(entry: MapEntry, context: InvariantContext): Invariant | undefined {
  const { key: id, value: node } = entry;
  const because = childOf(node, 'because');
  checkNoPlaceholder(because, context.diagnostics);
  const kind = onlyOne(entry, kinds, ['because', 'clause'], context.diagnostics, {
    none: `the invariant \`${id}\` does not say what it claims`,
    several: (words) => `the invariant \`${id}\` makes several claims: ${words}`,
    help: `an invariant has one of ${listWords(kinds)}; another claim is another invariant`,
  });
  const claimEntry = entryOf(node, kind ?? '');
  if (kind === undefined || claimEntry?.value.kind !== 'map') return undefined;
  const uses = noUses();
  const whenNode = childOf(claimEntry.value, 'when');
  const when = context.conditions.build(whenNode, uses, id);
  refuseDerivedFacts(whenNode, uses, context.facts, context.diagnostics);
  const claim = buildClaim(kind, claimEntry, context);
  return claim === undefined ? undefined : { id, clauses: clausesOf(node), because: stringOf(because) ?? null, when, claim };
}

/** What to say where a map does not have exactly one of some keys. */
interface Choice {
  readonly none: string;
  readonly several: (words: string) => string;
  readonly help: string;
}

/** The one of these keys that a map has; reports none or several, unless an unknown key was reported that may be meant. */
function onlyOne<Word extends string>(
  { keySpan, value }: { readonly keySpan: Span; readonly value: TextNode },
  words: readonly Word[],
  others: readonly string[],
  diagnostics: DiagnosticList,
  { none, several, help }: Choice,
): Word | undefined {
  const found = words.filter((word) => entryOf(value, word) !== undefined);
  const isReported = value.kind !== 'map' || value.entries.some(({ key }) => !others.includes(key) && !words.some((word) => word === key));
  if (found.length > 1) diagnostics.add('invariant-parts', keySpan, several(listWords(found, 'and')), help);
  if (found.length === 0 && !isReported) diagnostics.add('invariant-parts', keySpan, none, help);
  return found.length === 1 ? found[0] : undefined;
}

function buildClaim(kind: (typeof kinds)[number], entry: MapEntry, context: InvariantContext): Claim | undefined {
  const node = entry.value;
  switch (kind) {
    case 'never':
      return buildNever(entry, context);
    case 'always':
      return { kind, outcomes: outcomesOf(childOf(node, 'outcome')) };
    case 'never-falls':
    case 'never-rises': {
      const of = buildMeasure(entry, ['as', 'when'], context);
      const as = buildAs(node, context);
      return of === undefined || as === undefined ? undefined : { kind, of, as };
    }
    case 'never-better':
    case 'never-worse': {
      const as = buildAs(node, context);
      return as === undefined ? undefined : { kind, as };
    }
    case 'bounds':
      return buildBounds(entry, context);
  }
}

function buildNever(entry: MapEntry, context: InvariantContext): Claim | undefined {
  const what = onlyOne(entry, ['outcome', ...things], ['when'], context.diagnostics, {
    none: 'this does not say what never happens',
    several: (words) => `${words} cannot stand in one claim`,
    help: 'write one of `outcome`, `charge`, `credit`, `evidence` or `duty`; another claim is another invariant',
  });
  if (what === undefined) return undefined;
  const node = childOf(entry.value, what);
  if (what === 'outcome') return { kind: 'never', outcomes: outcomesOf(node) };
  const id = context.names.resolveStatement(node, what === 'evidence' ? 'evidence item' : what);
  return id === undefined ? undefined : { kind: 'never-counts', what, id };
}

function outcomesOf(node: TextNode | undefined): Extract<Claim, { kind: 'never' | 'always' }>['outcomes'] {
  const words = (node?.kind === 'list' ? itemsOf(node) : [node]).map(stringOf);
  return outcomes.filter((outcome) => words.includes(outcome));
}

type Measure = Extract<Claim, { kind: 'bounds' }>['of'];

/** @param others the keys that may stand beside what is measured */
function buildMeasure(entry: MapEntry, others: readonly string[], { names, diagnostics }: InvariantContext): Measure | undefined {
  const side = onlyOne(entry, ['charge', 'credit', 'total'], others, diagnostics, {
    none: 'this does not say which amount is meant',
    several: (words) => `${words} cannot stand in one claim`,
    help: 'write one of `charge`, `credit` or `total`; another claim is another invariant',
  });
  if (side === undefined) return undefined;
  const node = childOf(entry.value, side);
  if (side === 'total') {
    const of = totals.find((total) => total === stringOf(node));
    return of === undefined ? undefined : { kind: 'total', of };
  }
  const id = names.resolveStatement(node, side);
  return id === undefined ? undefined : { kind: 'line', side, id };
}

/** The fact that grows. */
function buildAs(node: TextNode, context: InvariantContext): string | undefined {
  const as = childOf(node, 'as');
  const fact = resolveFact(as, orderedTypes, context);
  if (fact !== undefined) refuseDerivedFacts(as, { ...noUses(), facts: new Set([fact.name]) }, context.facts, context.diagnostics);
  return fact?.name;
}

function buildBounds(entry: MapEntry, context: InvariantContext): Claim | undefined {
  const of = buildMeasure(entry, ['atLeast', 'atMost', 'when'], context);
  const [least, most] = [childOf(entry.value, 'atLeast'), childOf(entry.value, 'atMost')];
  if (least === undefined && most === undefined && entriesOf(entry.value).every(({ key }) => ['charge', 'credit', 'total', 'when'].includes(key)))
    context.diagnostics.add('invariant-parts', entry.keySpan, 'this gives no bound', 'write `atLeast`, `atMost` or both');
  if (of === undefined) return undefined;
  const measured = { of, currency: currencyOf(of, context) };
  const atLeast = least === undefined ? null : buildBound(least, measured, context);
  const atMost = most === undefined ? null : buildBound(most, measured, context);
  if (atLeast === undefined || atMost === undefined) return undefined;
  checkCrossed(atLeast, atMost, entryOf(entry.value, 'atMost'), context.diagnostics);
  return { kind: 'bounds', of, atLeast, atMost };
}
