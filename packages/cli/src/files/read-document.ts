import type { Plan, Report, Snapshot } from '@cloudsmith-sdk/promotion'
import type { DocumentReader } from '@cloudsmith-sdk/promotion/documents'
import type { Context } from '../core/context.ts'
import { engine } from '../core/engine.ts'
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
 * @throws {UnusableError} it is a plan that was edited
 */
export async function readDocument<Kind extends keyof Given>(context: Context, kind: Kind, file = '-'): Promise<Given[Kind]> {
  return documentOf(kind, await readText(context, file), file)
}

/** As {@link readDocument}, of a text that was read. What people see of a plan must be what was planned, so that an edited one is never shown. */
export async function documentOf<Kind extends keyof Given>(kind: Kind, text: string, source: string): Promise<Given[Kind]> {
  const { readPlan, readReport, readSnapshot } = await import('@cloudsmith-sdk/promotion/documents')
  const readers: { readonly [Each in keyof Given]: DocumentReader<Given[Each]> } = {
    ...{ plan: readPlan, report: readReport, snapshot: readSnapshot },
  }
  const document = readers[kind](text, { source })
  if (document.kind === 'cloudsmith-promotion/plan') {
    const { requireIntact } = await engine()
    requireIntact(document)
  }
  return document
}
