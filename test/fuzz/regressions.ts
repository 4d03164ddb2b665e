import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contested, Difference } from './differences.ts';

/** A difference that was found once, with what differed then. */
export interface Regression extends Contested {
  readonly found: readonly Difference[];
}

/** Where they are kept, from the top folder. */
export const regressionFolder = 'test/regressions';

/** Saves a difference under the digest of what is decided; gives the path. */
export function saveRegression({ policy, request, alternatives, isValid }: Contested, found: readonly Difference[], folder = regressionFolder): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([policy, request, alternatives]))
    .digest('hex')
    .slice(0, 16);
  const path = join(folder, `${digest}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `${JSON.stringify({ policy, request, alternatives, isValid, found } satisfies Regression, null, 2)}\n`);
  return path;
}

/** All that are saved, by the names of their files. */
export function readRegressions(folder = regressionFolder): readonly (readonly [name: string, regression: Regression])[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.toSorted().map((name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8')) as Regression]);
}
