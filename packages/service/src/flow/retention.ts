import type { Settings } from '../settings/read-settings.ts'
import { forgetDeliveries } from '../store/deliveries.ts'
import { forgetMessages, forgetPlans, forgetSamples, forgetTasks, forgetWorkers } from '../store/forget.ts'
import { type FlowParts, nowOf } from './parts.ts'

/** Rows in each deletion, so that no statement takes long. */
const batch = 1_000

/** Deletes finished work that is older than the settings allow. The ledger is never deleted, because it proves what was done. */
export async function forget(parts: FlowParts, { plans, deliveries, samples }: Settings['retention']): Promise<void> {
  const { database, ending } = parts
  const before = (age: number) => new Date(nowOf(parts).getTime() - age)
  const rounds = [
    () => forgetDeliveries(database, before(deliveries), batch),
    () => forgetPlans(database, before(plans), batch),
    () => forgetTasks(database, before(plans), batch),
    () => forgetWorkers(database, before(deliveries), batch),
    () => forgetMessages(database, before(deliveries), batch),
    () => forgetSamples(database, before(samples), batch),
  ]
  for (const round of rounds) while (!ending.aborted && (await round()) >= batch);
}
