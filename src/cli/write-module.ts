import { headOf, moduleMark, renderModule } from '../ahead-of-time/render-module.ts';
import { evidenceNamesOf } from '../language/request-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { renderModuleTypes } from '../report/render-module-types.ts';
import { readRuntime } from '../store/read-runtime.ts';
import { WriteError } from '../store/write-beside.ts';
import { type OwnFile, writeOwnFiles } from '../store/write-own-files.ts';
import { CommandError, writeOut } from './terminal.ts';

/**
 * Writes the module of a policy, and its types, into a folder, and says so.
 * @param program the version of the program
 */
export async function writeModule(policy: Policy, folder: string, program: string): Promise<void> {
  const files = await moduleFiles(policy, program);
  const written = await writeOwnFiles(folder, files, moduleMark).catch((error: unknown) => {
    throw error instanceof WriteError ? new CommandError(error.message) : error;
  });
  if (!written.ok) throw new CommandError(`\`${written.foreign}\` was not written by this command, and stays as it is`, 'remove it, or name another folder');
  for (const [index, path] of written.paths.entries())
    writeOut(`written: ${path} (${Buffer.byteLength(files[index]?.text ?? '').toLocaleString('en-US')} bytes)\n`);
}

/** The module of a policy and its types; each begins with a line that says what it was made from. */
async function moduleFiles({ core }: Policy, program: string): Promise<readonly OwnFile[]> {
  const name = `${core.id}.v${core.version}`;
  const types = renderModuleTypes(core, evidenceNamesOf(core));
  return [
    { name: `${name}.d.mts`, text: `${headOf(core, program)}\n${types}` },
    { name: `${name}.mjs`, text: renderModule(core, await readRuntime(), program) },
  ];
}
