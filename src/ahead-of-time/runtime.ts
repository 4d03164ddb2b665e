/**
 * What stands in every module that is compiled ahead of time, bundled into one text when the program is built: it needs no package, nothing of
 * Node, and makes no code of text.
 */
import { compileWith } from '../engines/compiled/compiled-policy.ts';
import type { CellCode } from '../engines/compiled/generate.ts';
import { type Decide, toDecide } from '../policy/decide-compiled.ts';
import { type CoreData, fromCoreData } from './core-data.ts';

/** What decides by the policy of a module; `code` is that of its cells, by number. */
export function start(data: CoreData, code: ReadonlyMap<number, CellCode>): Decide {
  const policy = fromCoreData(data);
  return toDecide(policy, compileWith(policy, { visits: 1, most: Number.POSITIVE_INFINITY, codeOf: (cell) => code.get(cell) }));
}
