import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeOwnFiles } from '../../../src/store/write-own-files.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  folder.remove();
});

const mark = '// ours';
const one = { name: 'one', text: `${mark}: 1\n` };
const two = { name: 'two', text: `${mark}: 2\n` };

test('files are written into a folder that is made for them, and again over themselves', async () => {
  const out = join(folder.path, 'made', 'deep');
  for (const text of ['// ours: first', '// ours: second'])
    expect(await writeOwnFiles(out, [{ name: 'one', text }, two], mark)).toEqual({ ok: true, paths: [join(out, 'one'), join(out, 'two')] });
  expect(readFileSync(join(out, 'one'), 'utf8')).toBe('// ours: second');
  expect(readdirSync(out)).toEqual(['one', 'two']);
});

test.each(['', '// our', 'text', '\n// ours'])('a file that begins otherwise (%j) stays, and so does everything else', async (text) => {
  writeFileSync(join(folder.path, 'two'), text);
  expect(await writeOwnFiles(folder.path, [one, two], mark)).toEqual({ ok: false, foreign: join(folder.path, 'two') });
  expect(readdirSync(folder.path)).toEqual(['two']);
  expect(readFileSync(join(folder.path, 'two'), 'utf8')).toBe(text);
});

test('a folder in the place of a file is not ours', async () => {
  mkdirSync(join(folder.path, 'two'));
  expect(await writeOwnFiles(folder.path, [one, two], mark)).toEqual({ ok: false, foreign: join(folder.path, 'two') });
});

test('where one cannot be written, none is: what stood there before stays', async () => {
  writeFileSync(join(folder.path, 'one'), '// ours: before');
  const files = [one, { ...two, name: 'no/such/folder' }];
  await expect(writeOwnFiles(folder.path, files, mark)).rejects.toThrow('there is no folder for');
  expect(readdirSync(folder.path)).toEqual(['one']);
  expect(readFileSync(join(folder.path, 'one'), 'utf8')).toBe('// ours: before');
});
