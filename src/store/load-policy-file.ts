import { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { type Loaded, type LoadOptions, loadPolicy } from '../policy/policy.ts';
import { readTextFile } from './read-text-file.ts';

/** Loads one version of a policy from a file. A file that cannot be read is a diagnostic like any other mistake. */
export async function loadPolicyFile(path: string, options: LoadOptions = {}): Promise<Loaded> {
  const read = await readTextFile(path);
  if (read.ok) return loadPolicy(read.file, options);
  const diagnostics = new DiagnosticList({ path, text: '' });
  diagnostics.add('file-unreadable', { start: 0, end: 0 }, read.message);
  return { ok: false, diagnostics: diagnostics.toArray() };
}
