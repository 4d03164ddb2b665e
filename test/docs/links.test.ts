/** Relative links in the documents lead somewhere. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { anchorsOf, proseOf } from './markdown.ts';
import { checkout } from './sandbox.ts';

const documents: readonly string[] = ['README.md', 'policies/README.md', 'src/README.md'];

for (const document of documents)
  test(document, () => {
    const text = readFileSync(join(checkout, document), 'utf8');
    const targets = [...proseOf(text).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target).filter((target) => !/^[a-z]+:/.test(target));
    expect(targets.filter((target) => !leadsSomewhere(document, target))).toEqual([]);
  });

function leadsSomewhere(document: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? document : relative(checkout, join(checkout, dirname(document), path));
  if (!existsSync(join(checkout, file))) return false;
  return anchor === undefined || anchorsOf(readFileSync(join(checkout, file), 'utf8')).has(anchor);
}
