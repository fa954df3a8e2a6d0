import { brotliCompressSync } from 'node:zlib'
import { type Document, operationsOf, readDocument } from './document.ts'
import { eventNames } from './events.ts'
import { readFormats, writeFileFields } from './formats.ts'
import { writePageSize } from './page-size.ts'
import { writeRequests } from './requests.ts'
import { openapiOf } from './served/openapi.ts'
import { swaggerOf } from './served/swagger.ts'
import { typeFiles } from './types.ts'

/**
 * The files of the emulator: types of both documents by area, every route with its operation id and success status, validation rules for
 * requests, the names of events, and the descriptions that the service publishes.
 */
export async function emulatorFiles(): Promise<Record<string, string>> {
  const routes: string[] = []
  const files: Record<string, string> = {}
  const documents: Parameters<typeof writeRequests>[0][number][] = []
  for (const version of ['v1', 'v2'] as const) {
    const prefix = version === 'v2' ? '/v2' : ''
    const document = await readDocument<Document>(`cloudsmith-${version}.yaml`)
    Object.assign(files, await typeFiles(version, document))
    const operations = operationsOf(document)
    documents.push({ document, operations })
    if (version === 'v1') files['formats.ts'] = writeFileFields(readFormats(document, operations))
    for (const { id, method, path, success } of operations) {
      routes.push(`  ${JSON.stringify({ id, method, path: prefix + path, status: success.status })},`)
    }
  }
  files['swagger.ts'] = `export const swagger = ${compressed(swaggerOf(await readDocument('cloudsmith-v1.yaml')))}\n`
  files['openapi.ts'] = `export const openapi = ${compressed(openapiOf(await readDocument('cloudsmith-v2.yaml')))}\n`
  const events = (await eventNames()).filter((name) => name !== 'ping')
  files['events.ts'] = `export const packageEvents = ${JSON.stringify(events)} as const\n`
  files['page-size.ts'] = writePageSize(documents.flatMap(({ operations }) => operations))
  files['requests.ts'] = writeRequests(documents)
  files['routes.ts'] = `export const routes = [\n${routes.join('\n')}\n] as const\n`
  return files
}

/** A document as a literal of Base64-encoded Brotli, a tenth of its length. */
function compressed(document: object): string {
  return JSON.stringify(brotliCompressSync(JSON.stringify(document)).toString('base64'))
}
