import type { ErrorObject } from 'ajv';
import { calendarSchema } from './generated/calendar-schema.ts';
import { calendarValidator } from './generated/calendar-validator.ts';
import { casesSchema } from './generated/cases-schema.ts';
import { casesValidator } from './generated/cases-validator.ts';
import { extensionSchema } from './generated/extension-schema.ts';
import { extensionValidator } from './generated/extension-validator.ts';
import { policySchema } from './generated/policy-schema.ts';
import { policyValidator } from './generated/policy-validator.ts';
import { releasesSchema } from './generated/releases-schema.ts';
import { releasesValidator } from './generated/releases-validator.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Checks data against one schema; `errors` are those of the last call. */
export interface Validator {
  (data: unknown): boolean;
  readonly errors?: readonly ErrorObject[] | null;
}

const validators: ReadonlyMap<Schema, unknown> = new Map<Schema, unknown>([
  [policySchema, policyValidator],
  [extensionSchema, extensionValidator],
  [casesSchema, casesValidator],
  [calendarSchema, calendarValidator],
  [releasesSchema, releasesValidator],
]);

/** What checks data against one of the program's own schemas. It was generated beforehand, as making code of text takes time and may be forbidden. */
export function validatorOf(schema: Schema): Validator {
  const validator = validators.get(schema);
  if (validator === undefined) throw new Error('no validator was generated for this schema');
  return validator as Validator;
}
