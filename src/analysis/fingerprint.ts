import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { CorePolicy } from '../model/policy.ts';
import type { AmountTerm } from './amount-regions.ts';
import { canonicalText } from './canonical.ts';
import { DecisionRegions } from './decision-regions.ts';
import type { Cell } from './dimension.ts';
import type { Diagram } from './diagram.ts';
import { windowKey } from './measures.ts';
import { possibleRequests } from './possible.ts';
import { cutSpace, type Space } from './space.ts';

/**
 * `sha256:…` over what a policy decides about complete requests: outcomes, amounts and the instants of windows and deadlines. Layout, texts,
 * clauses and the names of its own parts leave it as it is; facts and evidence are named by requests, and count.
 */
export function fingerprintOf(policy: CorePolicy): string {
  const space = cutSpace([policy]);
  const { diagrams: d } = space;
  const regions = new DecisionRegions(policy, space, new Map());
  const taken = d.minus(possibleRequests(space, [regions.regions]), regions.where('refused'));
  const writer = new DiagramWriter(space);
  const lines = regions.components().flatMap(({ kind, id, shown }) => {
    const where = d.and(shown, taken);
    if (where === d.never) return [];
    if (kind === 'charge' || kind === 'credit') return [[kind, writer.write(where, (term) => (term as AmountTerm).meaning)]];
    if (kind === 'window') return [[kind, canonicalText(windowKey(policy, id)), writer.write(where, () => 'shown')]];
    if (kind !== 'duty') return [];
    const deadline = policy.duties.find((duty) => duty.id === id)?.deadline ?? null;
    return deadline === null ? [] : [[kind, canonicalText(windowKey(policy, deadline)), writer.write(where, () => 'shown')]];
  });
  const outcome = writer.write(
    d.or(
      d.and(regions.outcome, taken),
      d.map(d.not(taken), (value) => (value === true ? 'refused' : false)),
    ),
    String,
  );
  return hashOf(canonicalText({ zone: policy.zone.name, currency: policy.currency, outcome, shown: lines.map(canonicalText).sort() }));
}

function hashOf(text: string): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(text)))}`;
}

/** Writes diagrams so that functions that are the same have the same text, wherever else their dimensions are cut. */
class DiagramWriter {
  readonly #space: Space;

  constructor(space: Space) {
    this.#space = space;
  }

  write(diagram: Diagram, sayValue: (value: unknown) => string): string {
    const { diagrams: d } = this.#space;
    const known = new Map<Diagram, string>();
    const visit = (one: Diagram): string => {
      if (one < 0) return one === d.never ? '' : sayValue(d.constantOf(one));
      const before = known.get(one);
      if (before !== undefined) return before;
      const level = d.levelOf(one);
      const dimension = this.#space.dimensions[level];
      const byChild = new Map<string, Cell[]>();
      for (const [cell, child] of d.childrenAt(one, level).entries()) {
        const text = visit(child);
        const found = dimension?.cells[cell];
        if (found !== undefined) byChild.set(text, [...(byChild.get(text) ?? []), found]);
      }
      // A hash in place of the text: parts that are shared would be written over and over.
      const text = hashOf(canonicalText([dimension?.key, [...byChild].map(([child, cells]) => [joinCells(cells), child].join(' ')).sort()]));
      known.set(one, text);
      return text;
    };
    return visit(diagram);
  }
}

/** The cells of one kind as one text, neighbours put together. */
function joinCells(cells: readonly Cell[]): string {
  const parts: unknown[] = [];
  const values: string[] = [];
  let stretch: { readonly kind: string; readonly from: number | null; to: number | null } | undefined;
  for (const cell of cells) {
    if (cell.kind === 'values') values.push(...(cell.values.length === 0 ? ['empty'] : cell.values.map((value) => JSON.stringify(value))));
    else if (cell.kind === 'span' || cell.kind === 'elapsed') {
      const [from, to] = cell.kind === 'span' ? [cell.from, cell.to] : [cell.after, cell.within];
      const next = cell.kind === 'span' ? (stretch?.to ?? 0) + 1 : stretch?.to;
      if (stretch !== undefined && stretch.to !== null && from === next) stretch.to = to;
      else {
        stretch = { kind: cell.kind, from, to };
        parts.push(stretch);
      }
    } else parts.push(cell);
  }
  return canonicalText({ parts: parts.map((part) => canonicalText({ ...(part as object) })), values: values.sort() });
}
