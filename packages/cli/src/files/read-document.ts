import type { Plan, Report, Snapshot } from '@cloudsmith-sdk/promotion'
import type { DocumentReader } from '@cloudsmith-sdk/promotion/documents'
import type { Context } from '../core/context.ts'
import { engine } from '../core/engine.ts'
import { readText } from './read-text.ts'

/** The documents that commands read. */
interface Given {
  plan: Plan
  report: Report
  snapshot: Snapshot
}

/**
 * Reads a stored document.
 *
 * @param file path; `-` is standard input
 * @throws {UsageError} the file cannot be read
 * @throws {DocumentError} it is not such a document; lists every problem with line and field
 * @throws {UnusableError} it is a plan that was edited
 */
export async function readDocument<Kind extends keyof Given>(context: Context, kind: Kind, file = '-'): Promise<Given[Kind]> {
  return documentOf(kind, await readText(context, file), file)
}

/** As {@link readDocument}, for a text. An edited plan is rejected, so that people only ever see what was planned. */
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
