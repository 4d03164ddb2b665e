import type { Library } from '../language/library.ts';
import type { SourceFile } from '../text/source-file.ts';

/** Texts that a policy leans on, as callers give them. A text without a path is shown under the one that it would have on disk. */
export interface LibraryTexts {
  /** Policies that others extend, by `<policy-id>@<version>`. */
  readonly policies?: Readonly<Record<string, string | SourceFile>>;
  /** Calendars, by name. */
  readonly calendars?: Readonly<Record<string, string | SourceFile>>;
}

/** The library of a caller's texts. A TypeError says that one of them is no text at all. */
export function toLibrary({ policies = {}, calendars = {} }: LibraryTexts = {}): Library {
  return {
    policies: toFiles(policies, (name) => `${name.replace('@', '/v')}.policy.yaml`),
    calendars: toFiles(calendars, (name) => `calendars/${name}.calendar.yaml`),
  };
}

function toFiles(texts: Readonly<Record<string, unknown>>, pathOf: (name: string) => string): ReadonlyMap<string, SourceFile> {
  return new Map(Object.entries(texts).map(([name, text]) => [name, toFile(name, text, pathOf(name))]));
}

function toFile(name: string, text: unknown, path: string): SourceFile {
  if (typeof text === 'string') return { path, text };
  if (!isSourceFile(text)) throw new TypeError(`\`${name}\` in the library is neither a text nor { path, text }; a Buffer must be decoded first`);
  return { path: text.path, text: text.text };
}

/** Whether a caller's value is a text with its path. */
export function isSourceFile(value: unknown): value is SourceFile {
  return typeof value === 'object' && value !== null && 'path' in value && 'text' in value && typeof value.path === 'string' && typeof value.text === 'string';
}
