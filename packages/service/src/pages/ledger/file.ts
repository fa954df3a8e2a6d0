import type { Database } from '../../database/database.ts'
import { writtenRows } from '../../store/ledger.ts'
import { pipelineOf } from '../choose/pipeline.tsx'
import type { Handler } from '../parts.ts'

/** Downloads the ledger as it was written, one entry per line. It is streamed, however large it is. */
export const ledgerFile: Handler = async (visit) => {
  const { name } = pipelineOf(visit)
  return visit.context.body(ReadableStream.from(linesOf(visit.parts.database, name)), 200, {
    'Content-Type': 'application/jsonl; charset=utf-8',
    'Content-Disposition': `attachment; filename="ledger-${encodeURIComponent(name)}.jsonl"`,
  })
}

async function* linesOf(database: Database, pipeline: string): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const { entry } of writtenRows(database, pipeline)) yield encoder.encode(`${entry}\n`)
}
