/** `a`, `b` or `c`; long lists are cut. */
export function listWords(words: readonly string[], joint = 'or'): string {
  const shown = words.slice(0, 12).map((word) => `\`${word}\``);
  if (words.length > shown.length) return `${shown.join(', ')} … (${words.length} in all)`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${joint} ${shown.at(-1)}`;
}
