import type { Comparison } from '../analysis/compare-policies.ts';
import { canonicalText } from '../analysis/canonical.ts';
import { partsThatDiffer } from '../analysis/statement-words.ts';
import { admission, type Contributing, Contributions } from '../analysis/contributions.ts';
import { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { compareTrees, sayNode, type Standing, type TreeChange, wordsAddedAndRemoved } from '../language/compare-trees.ts';
import { readWholePolicy } from '../language/extend-policy.ts';
import { type ChosenTree, whyInert } from '../language/inert-changes.ts';
import { Leaning, partAt } from '../language/leaning.ts';
import type { DiffChange, DiffPlace } from '../model/generated/diff.ts';
import { placeOf } from '../text/source-file.ts';
import type { Policy } from './policy.ts';

/** A change of the text before the numbers of regions are known: which regions it causes, by their index in the comparison. */
export interface TextChange extends Omit<DiffChange, 'number' | 'regions'> {
  readonly causes: ReadonlySet<number>;
}

/** Compares the texts of two policies, with what they extend, and says which regions each change causes. */
export function findTextChanges(old: Policy, next: Policy, comparison: Comparison): readonly TextChange[] {
  const [before, after] = [treeOf(old), treeOf(next)];
  const causes = new Causes(comparison, [new Leaning(before.root), new Leaning(after.root)]);
  const inTexts = compareTrees(before.root, after.root).map((change): TextChange => {
    const note = whyInert(change, before, after);
    const within = { requests: columnOf(change, comparison), isText: isText(change) };
    return { ...describe(change, old, next), note, causes: note === null ? causes.of(partsOf(change), within) : new Set() };
  });
  return [...inTexts, ...calendarChanges(old, next, causes)];
}

/** The trees of policies that were compared before. */
const trees = new WeakMap<Policy, ChosenTree>();

function treeOf(policy: Policy): ChosenTree {
  let tree = trees.get(policy);
  if (tree === undefined) {
    tree = readTree(policy);
    trees.set(policy, tree);
  }
  return tree;
}

function readTree(policy: Policy): ChosenTree {
  const { file, library } = policy.source;
  const whole = readWholePolicy(file, library, new DiagnosticList(file), () => undefined);
  if (whole === undefined) throw new Error('a policy that was loaded cannot be read again');
  return { root: whole.root, choices: new Map([...policy.core.readings.values()].map(({ name, choice }) => [name, choice])) };
}

/** What decisions quote and no more. */
const quoted: ReadonlySet<string> = new Set(['title', 'accept', 'reject', 'review', 'what', 'because', 'clause']);

function isText({ path, kind, old, new: next }: TreeChange): boolean {
  const key = path.at(-1) ?? '';
  return kind === 'changed' && path[0] === 'sections' && path.length > 4 && quoted.has(key) && (key === 'clause' || old?.node.kind === next?.node.kind);
}

/** What is renamed concerns what leans on either name. */
function partsOf({ path, renamedTo }: TreeChange): readonly (string | undefined)[] {
  return [partAt(path), ...(renamedTo === null ? [] : [partAt([...path.slice(0, -1), renamedTo])])];
}

function describe(
  { path, kind, renamedTo, old: before, new: after }: TreeChange,
  old: Policy,
  next: Policy,
): Pick<DiffChange, 'path' | 'kind' | 'words' | 'old' | 'new'> {
  const [was, is] = [before === null ? null : placed(before, old), after === null ? null : placed(after, next)];
  const name = path.join('.');
  const words = {
    added: `${name}: added, ${shorten(is?.text ?? '')}`,
    removed: `${name}: removed, was ${shorten(was?.text ?? '')}`,
    changed: `${name}: ${sayChanged(before, after, was?.text ?? '', is?.text ?? '')}`,
    renamed: `${name}: renamed to ${renamedTo ?? ''}`,
  }[kind];
  return { path, kind, words, old: was, new: is };
}

function sayChanged(old: Standing | null, next: Standing | null, was: string, is: string): string {
  const words = old === null || next === null ? undefined : wordsAddedAndRemoved(old.node, next.node);
  if (words === undefined || words.added.length + words.removed.length === 0) return `${shorten(was)} → ${shorten(is)}`;
  const say = (what: string, list: readonly string[]): readonly string[] => (list.length === 0 ? [] : [`${what} ${shorten(list.join(', '))}`]);
  return [...say('without', words.removed), ...say('with', words.added)].join('; ');
}

function placed({ node, span }: Standing, { source }: Policy): DiffPlace {
  return { text: sayNode(node), ...placeOf(span, source.file) };
}

/** So much of a value is shown in one line. */
const longest = 90;

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= longest
    ? line
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}

/** Where a change concerns one column of a tier alone: requests that are charged by it. */
function columnOf({ path }: TreeChange, { old, new: next, space }: Comparison): number | null {
  const [list, id = '', bands, , column = ''] = path;
  if (list !== 'tiers' || bands !== 'bands' || column === '') return null;
  const d = space.diagrams;
  const where = [old, next].flatMap(({ policy, regions }) => {
    const fact = policy.tiers.get(id)?.column ?? null;
    if (fact === null || policy.facts.get(fact)?.values.includes(column) !== true) return [];
    return [regions.valueIs(fact, (cell) => cell.kind === 'values' && cell.values.includes(column))];
  });
  return where.length === 0 ? null : d.any(where);
}

/** Calendars stand beside the text, and are part of what it means. */
function calendarChanges(old: Policy, next: Policy, causes: Causes): readonly TextChange[] {
  const [before, after] = [old, next].map(({ core }) => core.calendars);
  const names = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].sort();
  return names.flatMap((name): readonly TextChange[] => {
    const [was, is] = [before?.get(name), after?.get(name)];
    // That a policy names another one is seen in its text.
    if (was === undefined || is === undefined || canonicalText(was) === canonicalText(is)) return [];
    const path = ['calendars', name];
    return [
      {
        path,
        kind: 'changed',
        words: `${path.join('.')}: other days`,
        old: null,
        new: null,
        note: null,
        causes: causes.of([`calendar ${name}`], { requests: null, isText: false }),
      },
    ];
  });
}

/** Parts of what is shown that stand in the statement itself. */
const ownWords: ReadonlySet<string> = new Set(['title', 'message', 'what', 'clauses', 'waived']);

interface Within {
  /** The requests that are concerned at all; null: any. */
  readonly requests: number | null;
  /** Whether only words were changed. */
  readonly isText: boolean;
}

/** Which regions a change causes: those to which a statement that leans on what was changed contributes something else. */
class Causes {
  readonly #leaning: readonly Leaning[];
  readonly #comparison: Comparison;
  /** By region: the statements that contribute. */
  readonly #contributing: readonly Contributing[];
  /** By region: whether only words differ there. */
  readonly #isText: readonly boolean[];
  /** By region: whether it is not the words of the statements themselves, or not alone. */
  readonly #hasSteps: readonly boolean[];

  constructor(comparison: Comparison, leaning: readonly Leaning[]) {
    const contributions = new Contributions(comparison);
    this.#comparison = comparison;
    this.#leaning = leaning;
    const policies = [comparison.old.policy, comparison.new.policy] as const;
    this.#isText = comparison.regions.map(({ changes }) => changes.every((change) => change.isText));
    this.#hasSteps = comparison.regions.map(({ changes }) =>
      changes.some((change) => !change.isText || partsThatDiffer(policies, change, null).some((part) => !ownWords.has(part))),
    );
    this.#contributing = comparison.regions.map(({ region, changes }) => {
      const inside = comparison.space.diagrams.and(region, comparison.possible);
      const found = changes.map((change) => contributions.to(inside, change));
      return { causing: new Set(found.flatMap(({ causing }) => [...causing])), following: new Set(found.flatMap(({ following }) => [...following])) };
    });
  }

  of(parts: readonly (string | undefined)[], within: Within): ReadonlySet<number> {
    const concerned = parts.includes(undefined) ? null : new Set(parts.flatMap((part) => this.#componentsOn(part ?? '')));
    const isConcerned = (keys: ReadonlySet<string>): boolean => concerned === null || [...keys].some((key) => concerned.has(key));
    const near = [...this.#contributing.keys()].filter((index) => this.#meets(index, within.requests));
    const causing = near.filter((index) => isConcerned(this.#contributing[index]?.causing ?? new Set()));
    const fitting = causing.filter((index) => this.#isText[index] === within.isText || (!within.isText && this.#hasSteps[index] === true));
    // Where something is seen only beside what is decided otherwise anyhow, it is still seen.
    const following = near.filter((index) => isConcerned(this.#contributing[index]?.following ?? new Set()));
    return new Set(fitting.length > 0 ? fitting : causing.length > 0 && within.isText ? causing : following);
  }

  #meets(index: number, requests: number | null): boolean {
    const d = this.#comparison.space.diagrams;
    return requests === null || d.and(this.#comparison.regions[index]?.region ?? d.never, requests) !== d.never;
  }

  /** What decisions show of the statements that lean on a part. */
  #componentsOn(part: string): readonly string[] {
    const leaning = new Set(this.#leaning.flatMap((one) => [...one.on(part)]));
    return [...leaning].flatMap((key) => {
      const [kind = '', name = ''] = [key.slice(0, Math.max(0, key.indexOf(' '))), key.slice(key.indexOf(' ') + 1)];
      if (key === 'impossible') return [admission];
      if (kind === 'rule') return [`reason ${name}`];
      if (kind === 'evidence') return [`reason ${name}`, `evidence ${name}`];
      return kind === 'fact' ? [admission] : [`${kind} ${name}`];
    });
  }
}
