/** Everything works where code may not be made of text, as in a page with a strict Content-Security-Policy. The built program is run. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { pathOf1688 } from '../../support/read-policy-document.ts';

async function runWithoutEval(args: readonly string[]): Promise<string> {
  const found = await promisify(execFile)(process.execPath, ['--disallow-code-generation-from-strings', ...args], { maxBuffer: 1e8 });
  expect(found.stderr).toBe('');
  return found.stdout;
}

const script = `
import { readFileSync } from 'node:fs';
import { compile, loadPolicy } from '${process.cwd()}/dist/index.js';
let forbidden = false;
try { new Function(''); } catch { forbidden = true; }
const { policy } = loadPolicy(readFileSync('${pathOf1688('v1.policy.yaml')}', 'utf8'));
const { policy: other } = policy.withReadings({ 'tier-mode': 'volume' });
const request = { stage: 'in-warehouse', action: 'return', skus: 2, skusThisMonth: 15 };
const decide = compile(policy);
for (let time = 0; time < 100; time += 1) decide(request);
const evaluations = [await policy.evaluate(request), await policy.evaluate({ stage: 'lost', skus: 1.5 })];
const isSame = JSON.stringify([decide(request), decide({ stage: 'lost', skus: 1.5 })]) === JSON.stringify(evaluations);
const explained = await other.explain(request, { alternatives: true });
const wrong = loadPolicy('language: 2');
process.stdout.write(JSON.stringify([forbidden, isSame, explained.ok, evaluations.map(({ ok }) => ok), wrong.ok]));
`;

test('policies are loaded, requests are checked and decided, decisions are explained', async () => {
  expect(JSON.parse(await runWithoutEval(['--input-type=module', '-e', script]))).toEqual([true, true, true, [true, false], false]);
});

test.each([['check'], ['test'], ['facts', '1688order-after-sales'], ['evaluate', '1688order-after-sales', '--set', 'stage=delivered']])(
  'recourse %s',
  async (...args) => {
    expect(await runWithoutEval(['dist/cli/main.js', ...args])).not.toBe('');
  },
);
