import { areasOf } from './areas.ts'
import { type Document, operationsOf, readDocument } from './document.ts'
import { readFormats, writeClientFormats, writeFileFields } from './formats.ts'
import { repeatedOf } from './joined.ts'
import { methodFiles } from './method-files.ts'
import { formatsOf, type MethodTree, placeOperations, readMethods } from './methods.ts'
import { writePageSize } from './page-size.ts'
import { withOurNames } from './parameter-names.ts'
import { requestSchemasOf } from './request-types.ts'
import { writeTable } from './table.ts'
import { typeFiles } from './types.ts'

/** The files of the client: types of both documents and interfaces of their methods, each by area, and the table that the methods run by. */
export async function clientFiles(): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  const tables: Record<string, MethodTree> = {}
  const repeated: string[] = []
  for (const version of ['v1', 'v2'] as const) {
    const document = await readDocument<Document>(`cloudsmith-${version}.yaml`)
    const operations = operationsOf(document).map(withOurNames)
    const methods = await readMethods(version)
    Object.assign(files, await typeFiles(version, document, requestSchemasOf(document)))
    Object.assign(files, methodFiles(version, document, placeOperations(methods, operations), areasOf(document)))
    if (version === 'v1') {
      const formats = readFormats(document, operations)
      files['formats.ts'] = writeClientFormats(formats)
      files['page-size.ts'] = writePageSize(operations)
      files['file-fields.ts'] = writeFileFields(formats)
    }
    repeated.push(...repeatedOf(operations))
    tables[version] = writeTable(document, operations, methods, formatsOf(operations))
  }
  files['table.ts'] = `export const table = ${JSON.stringify(tables, undefined, 1)} as const\n`
  files['repeated.ts'] = `/** Parameters that are repeated for each value; other arrays in a query are joined with commas. */
export const repeated: readonly string[] = ${JSON.stringify(repeated)}\n`
  return files
}
