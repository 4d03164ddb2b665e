import { readFile } from 'node:fs/promises';

/** The script that stands in every module which is compiled ahead of time, as the build bundles it. */
export function readRuntime(): Promise<string> {
  return readFile(new URL('../ahead-of-time/runtime.bundle.js', import.meta.url), 'utf8');
}
