/** Orders clause numbers as people do: 2.1.2 before 2.1.10. */
export function compareClauses(a: string, b: string): number {
  const left = a.match(runs) ?? [];
  const right = b.match(runs) ?? [];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const order = compareRuns(left[i] ?? '', right[i] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length || compareText(a, b);
}

/** Orders statements by their clauses, then by id. */
export function compareStatements(
  a: { readonly clauses: readonly string[]; readonly id: string },
  b: { readonly clauses: readonly string[]; readonly id: string },
): number {
  for (let i = 0; i < Math.min(a.clauses.length, b.clauses.length); i += 1) {
    const order = compareClauses(a.clauses[i] ?? '', b.clauses[i] ?? '');
    if (order !== 0) return order;
  }
  return a.clauses.length - b.clauses.length || compareText(a.id, b.id);
}

/** Orders texts by code unit: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const runs = /[0-9]+|[^0-9]+/g;

function compareRuns(a: string, b: string): number {
  const bothNumbers = /^[0-9]/.test(a) && /^[0-9]/.test(b);
  if (!bothNumbers) return compareText(a, b);
  const left = a.replace(/^0+(?=.)/, '');
  const right = b.replace(/^0+(?=.)/, '');
  return left.length - right.length || compareText(left, right);
}
