import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { type EvaluateOptions, type LoadOptions, loadPolicy, type Policy, type Request } from '../../src/policy/policy.ts';
import type { Decision } from '../../src/model/generated/decision.ts';
import { testCalendarTexts } from './arbitrary-policy.ts';

/** A policy that must be valid; what is wrong with it is the error. */
export function load(text: string, options: LoadOptions = {}): Policy {
  const loaded = loadPolicy(text, options);
  if (!loaded.ok) throw new Error(loaded.diagnostics.map((diagnostic) => `${diagnostic.start.line}: ${diagnostic.message}`).join('\n'));
  return loaded.policy;
}

/** A generated policy, which must be valid, with the calendars that such policies name. */
export function loadGenerated(text: string): Policy {
  return load(text, { library: { calendars: testCalendarTexts } });
}

/** The decision about a request that must be valid. */
export async function decisionOf(policy: Policy, request: Request, options: EvaluateOptions = {}): Promise<Decision> {
  const evaluation = await policy.evaluate(request, options);
  if (!evaluation.ok) throw new Error(JSON.stringify(evaluation.problems));
  return evaluation.decision;
}

/** A decision as the oracle gives it: neither it nor those of its items have a digest. */
export function withoutDigests(decision: object): object {
  const { digest: _digest, items, ...rest } = decision as { readonly digest?: unknown; readonly items?: readonly object[] };
  return { ...rest, ...(items === undefined ? {} : { items: items.map(withoutDigests) }) };
}

const schema = JSON.parse(readFileSync(new URL('../../schema/decision.schema.json', import.meta.url), 'utf8')) as object;
const validate: ValidateFunction = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

/** What `schema/decision.schema.json` finds wrong with a decision; nothing, as a rule. */
export function schemaErrorsOf(decision: unknown): readonly string[] {
  return validate(decision) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}
