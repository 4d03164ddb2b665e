import type { SourceFile } from '../text/source-file.ts';

/** Texts that a policy may lean on; whoever loads it has read them before. */
export interface Library {
  /** Policies that others extend, by `<policy-id>@<version>`. */
  readonly policies: ReadonlyMap<string, SourceFile>;
  /** Calendars, by name. */
  readonly calendars: ReadonlyMap<string, SourceFile>;
}

export const emptyLibrary: Library = { policies: new Map(), calendars: new Map() };

/** All texts of two libraries; where both have a name, the text of the first. */
export function mergeLibraries(first: Library, second: Library): Library {
  return { policies: new Map([...second.policies, ...first.policies]), calendars: new Map([...second.calendars, ...first.calendars]) };
}
