import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { Acceptance, AcceptableFinding } from '../model/policy.ts';
import { childOf, entriesOf, itemsOf, stringOf, type TextNode } from '../text/node.ts';
import { checkNoPlaceholder } from './build-text.ts';
import type { Names } from './names.ts';

const findings: readonly AcceptableFinding[] = [
  'uncovered',
  'never-holds',
  'never-decides',
  'cliff',
  'inversion',
  'evidence-impossible',
  'reading-without-effect',
  'invariant-refuted',
  'invariant-not-proven',
];

/** The findings that a policy accepts, in the order of its text; what an entry is about must exist. */
export function buildAccepted(root: TextNode, names: Names, diagnostics: DiagnosticList): readonly Acceptance[] {
  const before = new Set<string>();
  const invariants = entriesOf(childOf(root, 'invariants')).map(({ key }) => key);
  return itemsOf(childOf(root, 'accepted')).flatMap((node) => {
    const word = childOf(node, 'finding');
    const finding = findings.find((known) => known === stringOf(word));
    const because = childOf(node, 'because');
    checkNoPlaceholder(because, diagnostics);
    if (word === undefined || finding === undefined) return [];
    const ofNode = childOf(node, 'of');
    const of = finding.startsWith('invariant-') ? resolveInvariant(ofNode, invariants, diagnostics) : resolveStatement(ofNode, finding, names);
    if (ofNode !== undefined && of === undefined) return [];
    const key = `${finding} ${of ?? ''}`;
    if (before.has(key)) diagnostics.add('repeated', (ofNode ?? word).span, of ?? finding);
    before.add(key);
    return [{ finding, of: of ?? null, because: stringOf(because) ?? '' }];
  });
}

function resolveStatement(node: TextNode | undefined, finding: AcceptableFinding, names: Names): string | undefined {
  return finding === 'reading-without-effect' ? names.resolve(node, 'reading') : names.resolveStatement(node);
}

function resolveInvariant(node: TextNode | undefined, known: readonly string[], diagnostics: DiagnosticList): string | undefined {
  const name = stringOf(node);
  if (node === undefined || name === undefined || known.includes(name)) return name;
  diagnostics.add('unknown-name', node.span, name, 'invariant', nearestName(name, known), known);
  return undefined;
}
