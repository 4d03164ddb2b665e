/** A policy as a document for customers: plain texts in a simple shape, which each printer escapes in its own way. */
export interface PolicyPaper {
  readonly title: string;
  /** One line each: which version this is, from when it holds, what it follows. */
  readonly about: readonly string[];
  /** That it is only a draft, and why. */
  readonly notice: string | null;
  readonly parts: readonly PaperPart[];
}

export interface PaperPart {
  readonly heading: string;
  readonly blocks: readonly PaperBlock[];
}

export type PaperBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'points'; readonly points: readonly PaperPoint[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly PaperCell[])[] };

/** A sentence; `lead` stands out at its beginning. */
export interface PaperPoint {
  readonly lead: string;
  readonly text: string;
}

/** The lines of a cell. */
export type PaperCell = readonly string[];
