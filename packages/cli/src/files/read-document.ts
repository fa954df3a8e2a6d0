import type { Plan, Report, Snapshot } from '@cloudsmith-sdk/promotion'
import type { DocumentReader } from '@cloudsmith-sdk/promotion/documents'
import type { Context } from '../core/context.ts'
import { readText } from './read-text.ts'

/** Documents that commands are given. */
interface Given {
  plan: Plan
  report: Report
  snapshot: Snapshot
}

/**
 * Reads a document that was kept.
 *
 * @param file `-` for standard input
 * @throws {UsageError} it cannot be read
 * @throws {DocumentError} it is something else, with every problem, its line and field
 */
export async function readDocument<Kind extends keyof Given>(context: Context, kind: Kind, file = '-'): Promise<Given[Kind]> {
  const { readPlan, readReport, readSnapshot } = await import('@cloudsmith-sdk/promotion/documents')
  const readers: { readonly [Each in keyof Given]: DocumentReader<Given[Each]> } = {
    ...{ plan: readPlan, report: readReport, snapshot: readSnapshot },
  }
  return readers[kind](await readText(context, file), { source: file })
}
