import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { PolicyDocumentObject } from './arbitrary-policy.ts';

/** The path of a file of the 1688order policy. */
export function pathOf1688(name: string): string {
  return fileURLToPath(new URL(`../../policies/1688order-after-sales/${name}`, import.meta.url));
}

/** The text of the 1688order policy. */
export const textOf1688: string = readFileSync(pathOf1688('v1.policy.yaml'), 'utf8');

/** The 1688order policy as the `yaml` package reads it: what the oracle works on, read without any of our own code. */
export const documentOf1688: PolicyDocumentObject = parse(textOf1688) as PolicyDocumentObject;
