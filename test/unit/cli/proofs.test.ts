/** What `check` says of all requests together. The built program is run. */
import { afterAll, describe, expect, test } from 'vitest';
import { runCli, temporaryFolder } from '../../support/run-cli.ts';
import { smallPolicy } from '../../support/small-policy.ts';

const gap = smallPolicy().replace('fortnight: [early, open]', 'fortnight: open');
const claims = `invariants:
  sure: { never: { outcome: uncovered } }
  cheap: { bounds: { charge: handling, atMost: 10 } }
`;
const folder = temporaryFolder({
  'sound/v1.policy.yaml': `${smallPolicy()}${claims}`,
  'gap/v1.policy.yaml': gap,
  'meant/v1.policy.yaml': `${gap}accepted:\n  - { finding: uncovered, because: Nobody comes early. }\n  - { finding: cliff, because: No longer there. }\n`,
  'refuted/v1.policy.yaml': `${smallPolicy()}invariants:\n  kind: { never: { outcome: rejected } }\n`,
});
afterAll(folder.remove);
const check = (...args: readonly string[]): ReturnType<typeof runCli> => runCli(['check', ...args], { cwd: folder.path });

describe('as text', () => {
  test('invariants that hold are counted', async () => {
    expect(await check('sound')).toEqual({ exitCode: 0, stderr: '', stdout: '1 file checked: 0 errors, 0 warnings\n2 invariants proven for all requests\n' });
  });

  test('an error ends with 1, and shows where and an example', async () => {
    const { exitCode, stdout } = await check('gap');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^gap\/v1\.policy\.yaml:2:1 - error uncovered: there are requests that no rule decides\n {2}2 \| policy: shop\n[^]* {2}where: .*\n[^]* {2}for example: \{.*\}: uncovered\n {2}help: /,
    );
  });

  test('what is accepted is shown with its reason and is no error', async () => {
    const { exitCode, stdout } = await check('meant');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/accepted uncovered: there are requests that no rule decides\n {2}because: Nobody comes early\.\n/);
    expect(stdout).toMatch(/warning accepted-without-finding: `cliff` is accepted here, and is not found any more/);
    expect(stdout).toMatch(/1 file checked: 0 errors, 1 warning\n1 finding accepted\n$/);
  });

  test('--no-proofs only reads the text', async () => {
    expect(await check('gap', '--no-proofs')).toEqual({ exitCode: 0, stderr: '', stdout: '1 file checked: 0 errors, 0 warnings\n' });
  });
});

test('as JSON: the fields of a proof, what is accepted and what is proven', async () => {
  const { exitCode, stdout } = await check('gap', 'meant', 'sound', 'refuted', '--format', 'json');
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    files: 4,
    diagnostics: [
      {
        code: 'uncovered',
        path: 'gap/v1.policy.yaml',
        proof: { about: { kind: 'policy', id: 'shop' }, confirmed: true, examples: [{ outcome: 'uncovered' }] },
      },
      { code: 'accepted-without-finding', path: 'meant/v1.policy.yaml' },
      { code: 'invariant-refuted', severity: 'error', proof: { about: { kind: 'invariant', id: 'kind' }, examples: [{ outcome: 'rejected' }] } },
    ],
    accepted: [{ because: 'Nobody comes early.', diagnostic: { code: 'uncovered' } }],
    proven: [
      { path: 'sound/v1.policy.yaml', policy: 'shop', version: 1, invariant: 'cheap' },
      { path: 'sound/v1.policy.yaml', policy: 'shop', version: 1, invariant: 'sure' },
    ],
  });
});

test('as SARIF: results at their places, and what is accepted is suppressed', async () => {
  const { exitCode, stdout } = await check('gap', 'meant', '--format', 'sarif');
  expect(exitCode).toBe(1);
  const { runs } = JSON.parse(stdout) as { runs: readonly { results: readonly Record<string, unknown>[] }[] };
  expect(runs[0]?.results).toMatchObject([
    {
      ruleId: 'uncovered',
      level: 'error',
      suppressions: [],
      locations: [{ physicalLocation: { artifactLocation: { uri: 'gap/v1.policy.yaml' }, region: { startLine: 2, startColumn: 1 } } }],
    },
    { ruleId: 'accepted-without-finding', level: 'warning', suppressions: [] },
    { ruleId: 'uncovered', suppressions: [{ kind: 'inSource', justification: 'Nobody comes early.' }] },
  ]);
});
