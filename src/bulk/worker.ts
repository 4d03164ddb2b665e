/** What each thread runs: it loads the policy once, and then decides batches. */
import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import { BatchDecider, type BatchResult, type BulkPlan } from './batch-decider.ts';
import type { Batch } from './split-records.ts';

const decider = new BatchDecider(workerData as BulkPlan);

/** Decides one batch. The bytes that it makes are handed over, and not copied. */
export function decideBatch(batch: Batch): BatchResult {
  const result = decider.decide(batch);
  return move({ [transferableSymbol]: result.output.buffer, [valueSymbol]: result } as never) as unknown as BatchResult;
}
