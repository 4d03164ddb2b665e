import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/** Compares a text with `test/golden/<name>`. UPDATE_GOLDEN=1 writes the file; a missing one fails. */
export function expectGolden(name: string, text: string): void {
  const path = fileURLToPath(new URL(`../golden/${name}`, import.meta.url));
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  if (!existsSync(path)) throw new Error(`there is no test/golden/${name}; UPDATE_GOLDEN=1 writes it, and it wants to be read`);
  expect(text).toBe(readFileSync(path, 'utf8'));
}
