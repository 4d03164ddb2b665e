import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { childOf, entriesOf, type MapEntry, stringOf, type TextNode } from '../text/node.ts';
import { clauseNodesOf } from './clauses.ts';
import { statementLists } from './names.ts';

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
        const clause = stringOf(node);
        if (clause === undefined) continue;
        this.#cited.add(clause);
        if (this.#known.has(clause) || this.#names.length === 0) continue;
        this.#someUnknown = true;
        if (this.#diagnostics.isFull) continue;
        this.#diagnostics.add('unknown-name', node.span, clause, 'clause', nearestName(clause, this.#names), this.#names);
      }
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
