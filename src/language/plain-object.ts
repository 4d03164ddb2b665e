/** What a value is that is no plain object, in words: a promise that nobody awaited, a Map, a Date, …; undefined for a plain object. */
export function whatIsNoObject(value: unknown): string | undefined {
  if (value === null) return '`null`';
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'object') return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  return tag === 'Object' ? undefined : `a ${tag}${tag === 'Promise' ? ', which nobody awaited' : ''}`;
}
