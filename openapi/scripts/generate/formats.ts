import { type Document, dereference, type Operation, type Schema } from './document.ts'
import { formatsOf } from './methods.ts'
import { pascal, schemaName } from './shapes.ts'

/** The formats in the description. */
export interface Formats {
  /** Formats that can be uploaded, with the schema name of each. */
  readonly uploads: ReadonlyMap<string, string>
  /** Formats with upstreams, with the schema name of each as returned by a read. */
  readonly upstreams: ReadonlyMap<string, string>
  /** Fields that contain an uploaded file in addition to the package itself. */
  readonly fileFields: readonly string[]
}

/** Reads the formats in the description. */
export function readFormats(document: Document, operations: readonly Operation[]): Formats {
  const { upload = [], upstream = [] } = formatsOf(operations)
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  const schemas = upload.map((format) => byId.get(`packages_upload_${format}`)?.body?.schema ?? {})
  const fields = schemas.flatMap((schema) =>
    Object.keys(dereference<Schema>(document, schema as Schema & { $ref: string }).properties ?? {}),
  )
  return {
    uploads: new Map(upload.map((format, index) => [format, schemaName(schemas[index] ?? {}) ?? 'never'])),
    upstreams: new Map(
      upstream.map((format) => [format, schemaName(byId.get(`repos_upstream_${format}_read`)?.success.schema ?? {}) ?? 'never']),
    ),
    fileFields: [...new Set(fields)].filter((field) => isFile(field) && field !== 'package_file').sort(),
  }
}

const isFile = (field: string): boolean => field.endsWith('_file') || field === 'narinfo'

const list = (names: readonly string[]): string => `[${names.map((name) => `'${name}'`).join(', ')}] as const`

/** The formats, as the client uses them. */
export function writeClientFormats({ uploads, upstreams }: Formats): string {
  const params = (format: string, method: string) => `ReposUpstreams${pascal([format, method])}Params`
  const methods = ['Create', 'Update']
  const written = [...upstreams.keys()].flatMap((format) => methods.map((method) => params(format, method)))
  return `import type { ${[...new Set([...uploads.values(), ...upstreams.values()])].sort().join(', ')} } from './v1.ts'
import type { ${written.sort().join(', ')} } from './v1-methods.ts'

/** The request that creates a package of each format. */
export interface UploadRequests {
${[...uploads].map(([format, schema]) => `  ${format}: ${schema}`).join('\n')}
}

/** The formats with upstreams. @see docs/service.md#upstreams */
export const upstreamFormats = ${list([...upstreams.keys()])}

/** A format with upstreams. */
export type UpstreamFormat = (typeof upstreamFormats)[number]

/** The upstream types of each format: as returned by a read, and as sent to create and to change one. */
export interface UpstreamTypes {
${[...upstreams].map(([format, row]) => `  ${format}: { read: ${row}; create: ${params(format, 'Create')}; update: ${params(format, 'Update')} }`).join('\n')}
}
`
}

/** The file fields. They have their own module because the client needs the formats when it starts, but these only for an upload. */
export const writeFileFields = ({ fileFields }: Formats): string =>
  `/** Request fields that refer to an uploaded file in addition to the package itself. */
export const fileFields = ${list(fileFields)}
`
