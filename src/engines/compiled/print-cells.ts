import type { CorePolicy } from '../../model/policy.ts';
import { CellMaker, canBeCompiled } from './cells.ts';
import { layOut } from './frame.ts';
import { printCell, sizeOfCell } from './generate.ts';
import { NodeMaker } from './nodes.ts';

/** The code of one cell, as `CellCode` describes it. */
export interface CellSource {
  readonly cell: number;
  readonly source: string;
}

/** So many tests are printed at most, in all cells together; cells without code of their own are judged without. */
const mostTests = 6_000;
const mostCells = 256;

/** Prints the code of the cells that most requests come to, beforehand: those whose key facts are all told. */
export function printCells(policy: CorePolicy): readonly CellSource[] {
  if (!canBeCompiled(policy)) return [];
  const layout = layOut(policy);
  const cells = new CellMaker(layout, new NodeMaker(layout));
  const printed: CellSource[] = [];
  let tests = 0;
  for (let index = 0; index < cells.size && printed.length < mostCells; index += 1) {
    if (!cells.isTold(index)) continue;
    const cell = cells.make(index);
    // What works out windows is not called while code is printed.
    const found = printCell(cell, () => 0);
    tests += sizeOfCell(cell);
    if (tests > mostTests) return printed;
    if (found !== undefined) printed.push({ cell: index, source: found.source });
  }
  return printed;
}
