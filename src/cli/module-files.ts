import { headOf, renderModule } from '../ahead-of-time/render-module.ts';
import { evidenceNamesOf } from '../language/request-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { renderModuleTypes } from '../report/render-module-types.ts';
import { readRuntime } from '../store/read-runtime.ts';
import type { OwnFile } from '../store/write-own-files.ts';

/** The module of a policy and its types; each begins with a line that says what it was made from. */
export async function moduleFiles({ core }: Policy, program: string): Promise<readonly OwnFile[]> {
  const name = `${core.id}.v${core.version}`;
  const types = renderModuleTypes(core, evidenceNamesOf(core));
  return [
    { name: `${name}.d.mts`, text: `${headOf(core, program)}\n${types}` },
    { name: `${name}.mjs`, text: renderModule(core, await readRuntime(), program) },
  ];
}
