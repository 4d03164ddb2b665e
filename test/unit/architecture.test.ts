/** Holds the table in `src/README.md`: what each folder of the source may import. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };

interface Folder {
  readonly name: string;
  readonly level: number;
  /** Packages, and `node:` for what comes with Node. */
  readonly packages: readonly string[];
}

const src = fileURLToPath(new URL('../../src', import.meta.url));
const folders = foldersInTable(readFileSync(join(src, 'README.md'), 'utf8'));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'));
const texts = new Map(files.map((path) => [path, readFileSync(join(src, path), 'utf8')]));

/** The faces of the package stand above all folders. */
const entries = ['index.ts', 'node.ts'];

function foldersInTable(readme: string): readonly Folder[] {
  return [...readme.matchAll(/^\| `([a-z/-]+)\/` \| ([0-9]+) \|.*\|([^|]*)\|$/gm)].map(([, name = '', level = '', packages = '']) => ({
    name,
    level: Number(level),
    packages: [...packages.matchAll(/`([^`]+)`/g)].map(([, found = '']) => found),
  }));
}

function folderOf(path: string): Folder | undefined {
  return folders.find(({ name }) => path.startsWith(`${name}/`));
}

/** What a text imports, types included. */
function importsOf(text: string): readonly string[] {
  const code = text.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  const statements = [
    ...code.matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^']+)'/gm),
    ...code.matchAll(/^import '([^']+)'/gm),
    ...code.matchAll(/\bimport\('([^']+)'\)/g),
  ];
  return statements.map(([, specifier = '']) => specifier);
}

/** Imports of files in `src`, by their path there. */
function filesImportedBy(path: string): readonly string[] {
  return importsOf(texts.get(path) ?? '')
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.normalize(posix.join(posix.dirname(path), specifier)));
}

/** Packages that a file imports, without the path in them; `node:` for all that comes with Node. */
function packagesImportedBy(path: string): readonly string[] {
  return importsOf(texts.get(path) ?? '')
    .filter((specifier) => !specifier.startsWith('.'))
    .map((specifier) =>
      specifier.startsWith('node:')
        ? 'node:'
        : specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/'),
    );
}

test('the imports are found: each file but the smallest has some', () => {
  const total = files.flatMap((path) => importsOf(texts.get(path) ?? '')).length;
  const written = [...texts.values()].flatMap((text) => [...text.matchAll(/\bfrom '/g)]).length;
  expect(total).toBeGreaterThanOrEqual(written);
  expect(written).toBeGreaterThan(100);
});

test('the folders in the table are the folders on disk', () => {
  const onDisk = new Set(files.filter((path) => path.includes('/')).map((path) => folderOf(path)?.name ?? dirname(path)));
  expect([...onDisk].sort()).toEqual(folders.map(({ name }) => name).sort());
});

test('beside the folders stand the faces of the package alone', () => {
  expect(files.filter((path) => !path.includes('/')).sort()).toEqual(entries);
});

describe.each(folders)('$name', (folder) => {
  const own = files.filter((path) => folderOf(path) === folder);

  test('imports only itself and lower folders', () => {
    const upwards = own.flatMap((path) =>
      filesImportedBy(path)
        .filter((imported) => folderOf(imported) !== folder && (folderOf(imported)?.level ?? Infinity) >= folder.level)
        .map((imported) => `${path} imports ${imported}`),
    );
    expect(upwards).toEqual([]);
  });

  test('imports the packages that the table names, and each of them', () => {
    expect([...new Set(own.flatMap(packagesImportedBy))].sort()).toEqual([...folder.packages].sort());
  });
});

test('every import of a file leads to one', () => {
  expect(
    files.flatMap((path) =>
      filesImportedBy(path)
        .filter((imported) => !texts.has(imported))
        .map((imported) => `${path} imports ${imported}`),
    ),
  ).toEqual([]);
});

test('the public API imports no package, and what runs in a browser nothing that reads files', () => {
  expect(entries.flatMap(packagesImportedBy)).toEqual([]);
  const reached = new Set(['index.ts']);
  for (const path of reached) for (const imported of filesImportedBy(path)) reached.add(imported);
  expect([...reached].filter((path) => path.startsWith('store/') || path.startsWith('cli/') || packagesImportedBy(path).includes('node:'))).toEqual([]);
  expect(reached.size).toBeGreaterThan(40);
});

test('no file imports itself, by whatever way', () => {
  const circles: string[] = [];
  for (const start of files) {
    const reached = new Set(filesImportedBy(start));
    for (const path of reached) for (const imported of filesImportedBy(path)) reached.add(imported);
    if (reached.has(start)) circles.push(start);
  }
  expect(circles).toEqual([]);
});

test('each package that is imported is a dependency, and each dependency is imported', () => {
  const imported = new Set(files.flatMap(packagesImportedBy));
  imported.delete('node:');
  expect([...imported].sort()).toEqual(Object.keys(packageFile.dependencies).sort());
});

test('nothing is exported by default', () => {
  expect(files.filter((path) => /^export default\b|\bas default\b/m.test(texts.get(path) ?? ''))).toEqual([]);
});

test('only the command line and the store touch the process', () => {
  const touching = files.filter((path) => /\bprocess\b/.test(codeOf(texts.get(path) ?? '')));
  expect(touching.filter((path) => !['cli', 'store'].includes(folderOf(path)?.name ?? ''))).toEqual([]);
  expect(touching.length).toBeGreaterThan(0);
});

/** Code without comments and texts. */
function codeOf(text: string): string {
  return text
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .replaceAll(/(^|\s)\/\/.*$/gm, '')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, "''");
}

test('the clock is read in one file of the command line, for when a version is released: what is decided depends on the request alone', () => {
  const reading = files.filter((path) => /\bDate\.now\(|\bnew Date\(\)|\bDateTime\.(now|local)\(|\bMath\.random\(/.test(codeOf(texts.get(path) ?? '')));
  expect(reading).toEqual(['cli/clock.ts']);
  expect(files.filter((path) => filesImportedBy(path).includes('cli/clock.ts'))).toEqual(['cli/commands/release.ts']);
});

test('paths in this test are those of the source', () => {
  expect(normalize(src).endsWith('src')).toBe(true);
  expect(folders.length).toBeGreaterThan(5);
});
