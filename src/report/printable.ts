/**
 * Characters that act on a terminal instead of being shown: control characters (an escape sequence can recolour, move or hide text), and
 * those that turn the direction of writing. Texts of policies and requests come from anywhere, so no report prints one as it is.
 */
// oxlint-disable-next-line no-control-regex
const acting = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

/** A text with a visible sign for each character that would act on a terminal, and a space for each line break: as long as before. */
export function printable(text: string): string {
  return text.replace(acting, (character) => {
    if (/\s/.test(character)) return ' ';
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\uFFFD';
  });
}

/** The same in all texts of a value, however deep; keys too. */
export function printableData<Value>(value: Value): Value {
  return printableOf(value) as Value;
}

function printableOf(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(printableOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [printable(key), printableOf(item)]));
}
