import { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { mergeLibraries } from '../language/library.ts';
import { type Loaded, type LoadOptions, loadWithLibrary } from '../policy/policy.ts';
import { toLibrary } from '../policy/to-library.ts';
import { readLibrary } from './read-library.ts';
import { readTextFile } from './read-text-file.ts';
import { shippedPolicies } from './shipped-policies.ts';

/**
 * Loads one version of a policy from a file, with the calendars and policies around it that it leans on; those that a caller gives come
 * before them. A file that cannot be read is a diagnostic like any other mistake.
 */
export async function loadPolicyFile(path: string, options: LoadOptions = {}): Promise<Loaded> {
  const read = await readTextFile(path);
  if (read.ok) {
    const library = mergeLibraries(toLibrary(options.library), await readLibrary(read.file, [shippedPolicies]));
    return loadWithLibrary(read.file, library, options.readings);
  }
  const diagnostics = new DiagnosticList({ path, text: '' });
  diagnostics.add('file-unreadable', { start: 0, end: 0 }, read.message);
  return { ok: false, diagnostics: diagnostics.toArray() };
}
