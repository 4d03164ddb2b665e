/**
 * Reports: a value comes in; a text goes out. Nothing here reads or writes anything; colours are the caller's choice.
 */
import colors from 'picocolors';

/** Colours, or the same functions without any. */
export type Style = ReturnType<typeof colors.createColors>;

export const plainStyle: Style = colors.createColors(false);

/** Colours where the reader is a person at a terminal. */
export function styleFor(hasColors: boolean): Style {
  return colors.createColors(hasColors);
}
