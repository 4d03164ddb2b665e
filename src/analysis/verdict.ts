import type { Diagram } from './diagram.ts';
import type { Example } from './finding.ts';

/** What became of one claim. */
export type Verdict =
  | { readonly kind: 'proven' }
  /** One request that shows the contrary, or two of a claim about how something moves. */
  | { readonly kind: 'refuted'; readonly message: string; readonly examples: readonly Example[]; readonly region: Diagram | null }
  | { readonly kind: 'open'; readonly message: string; readonly region: Diagram | null };
