import type { SourceFile } from '../text/source-file.ts';

/** Texts that a policy may lean on; whoever loads it has read them before. */
export interface Library {
  /** Policies that others extend, by `<policy-id>@<version>`. */
  readonly policies: ReadonlyMap<string, SourceFile>;
  /** Calendars, by name. */
  readonly calendars: ReadonlyMap<string, SourceFile>;
}

export const emptyLibrary: Library = { policies: new Map(), calendars: new Map() };

/** Texts as callers give them: each with the path that diagnostics show, or under its name there. */
export interface LibraryTexts {
  /** Policies that others extend, by `<policy-id>@<version>`. */
  readonly policies?: Readonly<Record<string, string | SourceFile>>;
  /** Calendars, by name. */
  readonly calendars?: Readonly<Record<string, string | SourceFile>>;
}

/** The library of some texts. A TypeError says which of them is none. */
export function libraryOf({ policies = {}, calendars = {} }: LibraryTexts): Library {
  return { policies: filesOf(policies), calendars: filesOf(calendars) };
}

function filesOf(texts: Readonly<Record<string, unknown>>): ReadonlyMap<string, SourceFile> {
  return new Map(Object.entries(texts).map(([name, text]) => [name, fileOf(name, text)]));
}

function fileOf(name: string, text: unknown): SourceFile {
  const file = typeof text === 'string' ? { path: name, text } : text;
  if (isSourceFile(file)) return file;
  throw new TypeError(`\`${name}\` of the library is no text, and no { path, text }`);
}

/** Whether a value that a caller gave is a text with its path. */
export function isSourceFile(value: unknown): value is SourceFile {
  return typeof value === 'object' && value !== null && 'path' in value && 'text' in value && typeof value.path === 'string' && typeof value.text === 'string';
}
