/** The sum of amounts of two decimals, in their smallest units. */
export function addUnits(sums: readonly string[]): bigint {
  return sums.reduce((total, sum) => total + BigInt(sum.replace('.', '')), 0n);
}
