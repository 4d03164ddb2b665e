import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { childOf, entriesOf, type MapEntry, type ScalarNode, stringOf, type TextNode } from '../text/node.ts';
import { clauseNodesOf } from './clauses.ts';
import { statementLists } from './names.ts';

/** What is claimed of the policy. It may name clauses that it was made for, and cites none: a clause has its effect in a statement. */
function claimEntries(root: TextNode): readonly MapEntry[] {
  return entriesOf(childOf(root, 'invariants'));
}

/** Everything that cites clauses: readings, windows, tiers, and the statements of sections. */
export function statementEntries(root: TextNode): readonly MapEntry[] {
  return [
    ...['readings', 'windows', 'tiers'].flatMap((key) => entriesOf(childOf(root, key))),
    ...entriesOf(childOf(root, 'sections')).flatMap((section) => statementLists.flatMap(([key]) => entriesOf(childOf(section.value, key)))),
  ];
}

/** Checks what is cited against the clauses of the source, under as many readings as it is shown. */
export class ClauseCheck {
  readonly #clauses: readonly MapEntry[];
  readonly #names: readonly string[];
  readonly #known: ReadonlySet<string>;
  readonly #cited = new Set<string>();
  #someUnknown = false;
  readonly #diagnostics: DiagnosticList;

  constructor(root: TextNode, diagnostics: DiagnosticList) {
    this.#clauses = entriesOf(childOf(childOf(root, 'source'), 'clauses'));
    this.#names = this.#clauses.map((clause) => clause.key);
    this.#known = new Set(this.#names);
    this.#diagnostics = diagnostics;
  }

  /** Notes what a text cites, and reports clauses that do not exist. */
  readCitations(root: TextNode): void {
    for (const statement of statementEntries(root))
      for (const node of clauseNodesOf(statement.value)) {
        const clause = this.#checked(node);
        if (clause !== undefined) this.#cited.add(clause);
      }
    for (const claim of claimEntries(root)) for (const node of clauseNodesOf(claim.value)) this.#checked(node);
  }

  /** A clause that is named; reported where there is none. */
  #checked(node: ScalarNode): string | undefined {
    const clause = stringOf(node);
    if (clause === undefined || this.#known.has(clause) || this.#names.length === 0) return clause;
    this.#someUnknown = true;
    if (!this.#diagnostics.isFull) this.#diagnostics.add('unknown-name', node.span, clause, 'clause', nearestName(clause, this.#names), this.#names);
    return clause;
  }

  /** Reports clauses that nothing cites (unless a citation is wrong: it may have been meant for them), and those that are cited though they are said to have no effect. */
  finish(): void {
    for (const { key, keySpan, value } of this.#clauses) {
      const hasNoEffect = value.kind === 'map';
      if (hasNoEffect && this.#cited.has(key)) this.#diagnostics.add('clause-has-effect', keySpan, key);
      if (!hasNoEffect && !this.#cited.has(key) && !this.#someUnknown) this.#diagnostics.add('clause-not-cited', keySpan, key);
    }
  }
}
