import { load } from './load.ts';
import { smallPolicy } from './small-policy.ts';

/** A list of releases of the small policy: versions with the text of their file, and what is written otherwise. */
export function releasesOf(
  ...entries: readonly { readonly version: number; readonly text: string; readonly digest?: string; readonly from?: string }[]
): string {
  const lines = entries.map(({ version, text, digest, from }) => {
    const { core } = load(text);
    return `  - version: ${version}
    from: ${from ?? core.zone.print(core.effectiveFrom)}
    digest: ${digest ?? core.digest}
    released: 2025-12-01T10:00:00+08:00
    reason: Version ${version}.
`;
  });
  return `# kept by hand\nreleases:\n${lines.join('')}`;
}

/** Version 2 of the small policy begins at this instant. */
export const seam = '2026-01-01T00:00:00.000+08:00';
export const justBefore = '2025-12-31T23:59:59.999+08:00';

export const first: string = smallPolicy();
export const second: string = smallPolicy({ version: 2, from: seam, fee: 7 });
export const third: string = smallPolicy({ version: 3, from: '2027-01-01T00:00:00+08:00', fee: 9 });

/** The text with a line that makes it a draft. */
export function asDraft(text: string): string {
  return text.replace('\neffective:', '\ndraft: The fee is not settled.\neffective:');
}

/** Cases that pass under the small policy. */
export function smallCases(version: number): string {
  return `policy: v${version}.policy.yaml\ncases:\n  nothing-told:\n    expect: { outcome: incomplete }\n`;
}
