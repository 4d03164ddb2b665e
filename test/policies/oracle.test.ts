/** The oracle, which shares no code with the engine, decides the cases of all policies as the engine does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readCases } from '../../src/language/read-cases.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { loadPolicyFile } from '../../src/store/load-policy-file.ts';
import { decideByOracle, findMistakesByOracle, type OracleCalendar, type OraclePolicy, type OracleRequest } from '../support/oracle.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const calendars = { germany: readCalendar('germany'), italy: readCalendar('italy') };
const policies = ['policies/eu-right-of-withdrawal/v1', 'test/policies/best-buy-us/v1', 'test/policies/best-buy-us/v2'];

describe.each(policies)('%s', async (name) => {
  const path = join(root, `${name}.policy.yaml`);
  const document = parse(readFileSync(path, 'utf8')) as OraclePolicy;
  const { cases } = readCases({ path: name, text: readFileSync(join(root, `${name}.cases.yaml`), 'utf8') });

  /** The outcome of a request, on which both agree; undefined where both refuse it. */
  async function outcomeOf(request: Readonly<Record<string, unknown>>, readings: Readonly<Record<string, string>>): Promise<string | undefined> {
    const evaluation = await (await policyUnder(path, readings)).evaluate(request, { alternatives: true });
    const options = { readings, alternatives: true, calendars };
    if (!evaluation.ok) {
      expect(findMistakesByOracle(document, request as OracleRequest, options)).not.toEqual([]);
      return undefined;
    }
    const { digest: _digest, ...decision } = evaluation.decision;
    expect(decision).toEqual(decideByOracle(document, request as OracleRequest, options));
    return decision.outcome;
  }

  test.each(cases?.cases ?? [])('$id, and with one fact less', async ({ request, readings }) => {
    const outcome = await outcomeOf(request, readings);
    for (const fact of Object.keys(request)) {
      const { [fact]: _left, ...less } = request;
      const before = await outcomeOf(less, readings);
      // Telling one fact more changes no outcome but `incomplete`.
      if (outcome !== undefined && before !== undefined) expect([outcome, 'incomplete'], `without ${fact}`).toContain(before);
    }
  });
});

/** Loading takes longer than deciding. */
const loaded = new Map<string, Policy>();

async function policyUnder(path: string, readings: Readonly<Record<string, string>>): Promise<Policy> {
  const key = JSON.stringify([path, readings]);
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const read = await loadPolicyFile(path, { readings });
  if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join('\n'));
  loaded.set(key, read.policy);
  return read.policy;
}

interface CalendarDocument {
  readonly covers: { readonly from: number; readonly to: number };
  readonly weekend: readonly string[];
  readonly holidays: Readonly<Record<string, string>>;
  readonly 'working-days'?: Readonly<Record<string, string>>;
}

function readCalendar(name: string): OracleCalendar {
  const document = parse(readFileSync(join(root, `policies/calendars/${name}.calendar.yaml`), 'utf8')) as CalendarDocument;
  const { covers, weekend, holidays, 'working-days': worked = {} } = document;
  return { ...covers, weekend, holidays: Object.keys(holidays), 'working-days': Object.keys(worked) };
}
