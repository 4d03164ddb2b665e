// What `npm run build` does after the compiler, on what that wrote: bundles the runtime of modules that are compiled ahead of time into one
// script, and the command line into a few files, as loading hundreds takes longer than deciding a request. Both have the licences of what is
// in them.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = new URL('../', import.meta.url);
const pathOf = (path) => fileURLToPath(new URL(path, root));

await bundleRuntime();
await bundleCommandLine();

async function bundleRuntime() {
  const bundle = await rolldown({
    input: pathOf('dist/ahead-of-time/runtime.js'),
    platform: 'browser',
    treeshake: { moduleSideEffects: false },
    onLog: refuse,
  });
  const { output } = await bundle.generate({ format: 'iife', name: 'recourse', minify: true, comments: false });
  const [{ code, modules }, ...others] = output;
  if (others.length > 0) throw new Error('the runtime is not one file');
  for (const word of [/\bimport\b\s*[({'"]/, /\brequire\s*\(/, /\bFunction\s*\(/, /\beval\s*\(/])
    if (word.test(code)) throw new Error(`the runtime has ${word} in it`);
  // Plain signs alone are read alike everywhere, whatever is said about how the file is written.
  const plain = code.replaceAll(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  await writeFile(pathOf('dist/ahead-of-time/runtime.bundle.js'), `/*\n${await licencesOf([modules])}\n*/\n${plain}`);
}

/** INVARIANT: what looks for files beside itself, by `import.meta.url`, works from any folder that is as deep as `dist/cli`. */
async function bundleCommandLine() {
  const bundle = await rolldown({
    input: { main: pathOf('dist/cli/main.js'), worker: pathOf('dist/bulk/worker.js') },
    platform: 'node',
    // It starts threads from files of its own.
    external: [/^node:/, 'piscina'],
    onLog: refuse,
  });
  const { output } = await bundle.generate({ format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name].js', minify: true, comments: false });
  await rm(pathOf('dist/cli'), { recursive: true });
  await mkdir(pathOf('dist/cli'));
  for (const { fileName, code } of output) await writeFile(pathOf(`dist/cli/${fileName}`), code);
  await writeFile(pathOf('dist/cli/licences.txt'), `${await licencesOf(output.map(({ modules }) => modules))}\n`);
}

function refuse(level, { message, code }) {
  // A package that is written in the older form of modules may make code of text where it is allowed.
  if (code !== 'EVAL') throw new Error(`${level}: ${message}`);
}

/** The licences of this program and of the packages that parts of are in a bundle. */
async function licencesOf(chunks) {
  const paths = chunks.flatMap((modules) => Object.keys(modules));
  const folders = new Set(paths.flatMap((path) => /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(path)?.[0] ?? []));
  const texts = [`recourse\n\n${await licenceIn(pathOf('.'))}`];
  for (const folder of [...folders].sort()) {
    const { name } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
    texts.push(`${name}\n\n${await licenceIn(folder)}`);
  }
  return texts.join('\n\n---\n\n').replaceAll('*/', '* /').replaceAll('©', '(c)').replaceAll(/[^\t\n -~]/g, '?');
}

async function licenceIn(folder) {
  for (const name of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE', 'LICENSE-MIT', 'LICENSE-MIT.txt'])
    try {
      return (await readFile(`${folder}/${name}`, 'utf8')).trim();
    } catch {
      continue;
    }
  // One that comes without the text of its licence names it.
  const { license, author, homepage } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
  if (license !== 'MIT') throw new Error(`there is no licence in ${folder}`);
  return `${license} licence; ${author?.name ?? author ?? ''} ${homepage ?? ''}`.trim();
}
