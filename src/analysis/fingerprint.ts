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
  let fingerprint = fingerprints.get(policy);
  if (fingerprint === undefined) {
    fingerprint = fingerprintFrom(policy);
    fingerprints.set(policy, fingerprint);
  }
  return fingerprint;
}

/** A version is compared more than once, and never changes. */
const fingerprints = new WeakMap<CorePolicy, string>();

function fingerprintFrom(policy: CorePolicy): string {
  const space = cutSpace([policy]);
  const { diagrams: d } = space;
  const regions = new DecisionRegions(policy, space, new Map());
  const taken = d.minus(possibleRequests(space, [regions.regions]), regions.where('refused'));
  const writer = new DiagramWriter(space);
  const lines = regions.lines().map(({ kind, shown }) => [
    kind,
    writer.write(
      d.map(d.and(shown, taken), (term) => (term === false ? false : (term as AmountTerm).meaning)),
      String,
    ),
  ]);
  const write = (kind: string, window: string, shown: Diagram): readonly string[] => [
    kind,
    canonicalText(windowKey(policy, window)),
    writer.write(d.and(shown, taken), String),
  ];
  const windows = [...policy.windows.keys()].map((id) => write('window', id, regions.showsWindow(id)));
  const deadlines = policy.duties.flatMap((duty) => (duty.deadline === null ? [] : [write('deadline', duty.deadline, regions.showsDuty(duty))]));
  // What is never shown means nothing.
  const shown = [...lines, ...windows, ...deadlines].filter((parts) => parts.at(-1) !== nowhere).map(canonicalText);
  const outcome = writer.write(
    d.or(
      d.and(regions.outcome, taken),
      d.map(d.not(taken), (value) => (value === true ? 'refused' : false)),
    ),
    String,
  );
  return hashOf(canonicalText({ zone: policy.zone.name, currency: policy.currency, outcome, shown: shown.sort() }));
}

function hashOf(text: string): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(text)))}`;
}

/** What is written of a region without requests. */
const nowhere = '[]';

/** Writes diagrams so that functions that are the same have the same text, wherever else their dimensions are cut. */
class DiagramWriter {
  readonly #space: Space;

  constructor(space: Space) {
    this.#space = space;
  }

  /** Its branches in the order in which they are reached, each by its dimension, its cells and where they lead. */
  write(diagram: Diagram, sayValue: (value: unknown) => string): string {
    const { diagrams: d } = this.#space;
    if (diagram === d.never) return nowhere;
    const numbers = new Map<Diagram, number>();
    const branches: string[] = [];
    const keys = new Map<string, number>();
    const numberOf = (key: string): number => {
      keys.set(key, keys.get(key) ?? keys.size);
      return keys.get(key) ?? 0;
    };
    const visit = (one: Diagram): string => {
      if (one < 0) return one === d.never ? '' : `=${sayValue(d.constantOf(one))}`;
      const known = numbers.get(one);
      if (known !== undefined) return String(known);
      const number = numbers.size;
      numbers.set(one, number);
      const level = d.levelOf(one);
      const dimension = this.#space.dimensions[level];
      const byChild = new Map<Diagram, Cell[]>();
      for (const [cell, child] of d.childrenAt(one, level).entries()) {
        const found = dimension?.cells[cell];
        if (found !== undefined) byChild.set(child, [...(byChild.get(child) ?? []), found]);
      }
      const ways = [...byChild].map(([child, cells]) => [joinCells(cells), child] as const).sort(([a], [b]) => (a < b ? -1 : 1));
      branches[number] = JSON.stringify([numberOf(dimension?.key ?? ''), ...ways.map(([cells, child]) => [cells, visit(child)])]);
      return String(number);
    };
    const root = visit(diagram);
    return JSON.stringify([root, branches, [...keys.keys()]]);
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
