import { Command, Option } from 'commander';
import { readFile } from 'node:fs/promises';
import { headOf, moduleMark, renderModule } from '../../ahead-of-time/render-module.ts';
import { evidenceNamesOf } from '../../language/request-schema.ts';
import type { Policy } from '../../policy/policy.ts';
import { renderModuleTypes } from '../../report/render-module-types.ts';
import { WriteError } from '../../store/write-beside.ts';
import { type OwnFile, writeOwnFiles } from '../../store/write-own-files.ts';
import { openPolicy } from '../open-policy.ts';
import { CommandError, writeOut } from '../terminal.ts';
import { policiesOption } from './options.ts';

interface Options {
  readonly out: string;
  readonly policies?: string;
}

/** The bundled runtime, as the build puts it. */
const runtimePath = new URL('../../ahead-of-time/runtime.bundle.js', import.meta.url);

/** @param program the version of the program, for the files that it writes */
export function compileCommand(program: string): Command {
  return new Command('compile')
    .description('write a module that decides by a policy, for browsers, edge runtimes and services without this program')
    .argument('<policy>', 'a policy id (its newest version), <policy-id>@<version>, or a policy file')
    .addOption(new Option('--out <folder>', 'where the module and its types go; the folder is made where there is none').makeOptionMandatory())
    .addOption(policiesOption())
    .addHelpText(
      'after',
      `
Examples:
  recourse compile 1688order-after-sales --out generated
  recourse compile 1688order-after-sales@1 --out generated
  recourse compile policies/shop/v2.policy.yaml --out src/generated

Two files are written: <policy-id>.v<version>.mjs, an ES module that imports nothing and needs no package, and its types, .d.mts.
  import { decide } from './generated/1688order-after-sales.v1.mjs';
  const evaluation = decide({ stage: 'in-warehouse', action: 'return' });
decide(request, { alternatives: true }) gives what \`policy.evaluate\` gives, byte for byte; decide.outcome(request) outcome and totals alone.
No code is made of text while it runs. The same version of the policy and of this program write the same bytes.
A file that this command did not write is never written over.
Exit codes: 0 both files are written; 2 the policy or the usage is wrong, or a file cannot be written.`,
    )
    .action(async (reference: string, { out, policies }: Options) => {
      const { policy } = await openPolicy(reference, { policies });
      await write(out, filesOf(policy, await readFile(runtimePath, 'utf8'), program));
    });
}

function filesOf({ core }: Policy, runtime: string, program: string): readonly OwnFile[] {
  const name = `${core.id}.v${core.version}`;
  return [
    { name: `${name}.d.mts`, text: `${headOf(core, program)}\n${renderModuleTypes(core, evidenceNamesOf(core))}` },
    { name: `${name}.mjs`, text: renderModule(core, runtime, program) },
  ];
}

async function write(folder: string, files: readonly OwnFile[]): Promise<void> {
  const written = await writeOwnFiles(folder, files, moduleMark).catch((error: unknown) => {
    throw error instanceof WriteError ? new CommandError(error.message) : error;
  });
  if (!written.ok) throw new CommandError(`\`${written.foreign}\` was not written by this command, and stays as it is`, 'remove it, or name another folder');
  for (const [index, path] of written.paths.entries())
    writeOut(`written: ${path} (${Buffer.byteLength(files[index]?.text ?? '').toLocaleString('en-US')} bytes)\n`);
}
