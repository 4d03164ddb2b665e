// Bundles what every module that is compiled ahead of time carries into one script, with the licences of all that is in it. `npm run build`
// runs it after the compiler, on what that wrote.
import { readFile, writeFile } from 'node:fs/promises';
import { rolldown } from 'rolldown';

const root = new URL('../../', import.meta.url);
const target = new URL('dist/ahead-of-time/runtime.bundle.js', root);

const bundle = await rolldown({
  input: new URL('dist/ahead-of-time/runtime.js', root).pathname,
  platform: 'browser',
  treeshake: { moduleSideEffects: false },
  onLog: (level, { message }) => {
    throw new Error(`${level}: ${message}`);
  },
});
const { output } = await bundle.generate({ format: 'iife', name: 'recourse', minify: true, postBanner: licences, comments: false });
const [{ code }, ...others] = output;
if (others.length > 0) throw new Error('the runtime is not one file');
for (const word of [/\bimport\b\s*[({'"]/, /\brequire\s*\(/, /\bnew Function\b/, /\beval\s*\(/])
  if (word.test(code.replaceAll(/\/\*[^]*?\*\//g, ''))) throw new Error(`the runtime has ${word} in it`);
await writeFile(target, code.replaceAll(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`));

/** The licences of this program and of the packages that parts of are in the bundle. */
async function licences({ modules }) {
  const packages = new Set(Object.keys(modules).flatMap((path) => /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[0] ?? []));
  const texts = [`recourse\n\n${await licenceIn(root.pathname)}`];
  for (const folder of [...packages].sort()) {
    const name = folder.replace(/^.*\/node_modules\//, '').replace(/\/$/, '');
    texts.push(`${name}\n\n${await licenceIn(folder)}`);
  }
  return `/*\n${texts.join('\n\n---\n\n').replaceAll('*/', '* /').replaceAll('©', '(c)')}\n*/`;
}

async function licenceIn(folder) {
  for (const name of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE'])
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
