import { type Document, dereference, type Operation, type Schema } from './document.ts'
import { formatsOf } from './methods.ts'
import { pascal, schemaName } from './shapes.ts'

/** What the description tells of formats. */
export interface Formats {
  /** Those that can be uploaded, with the name of the schema of each. */
  readonly uploads: ReadonlyMap<string, string>
  /** Those that repositories can fetch from elsewhere, with the name of the schema of what is read of each. */
  readonly upstreams: ReadonlyMap<string, string>
  /** Fields that hold an uploaded file beside the package itself. */
  readonly fileFields: readonly string[]
}

/** Reads what the description tells of formats. */
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

/** The formats as the client knows them. */
export function writeClientFormats({ uploads, upstreams }: Formats): string {
  const params = (format: string, method: string) => `ReposUpstreams${pascal([format, method])}Params`
  const methods = ['Create', 'Update']
  const written = [...upstreams.keys()].flatMap((format) => methods.map((method) => params(format, method)))
  return `import type { ${[...new Set([...uploads.values(), ...upstreams.values()])].sort().join(', ')} } from './v1.ts'
import type { ${written.sort().join(', ')} } from './v1-methods.ts'

/** What the service takes to create a package of each format. */
export interface UploadRequests {
${[...uploads].map(([format, schema]) => `  ${format}: ${schema}`).join('\n')}
}

/** The formats that repositories can fetch from elsewhere. @see docs/service.md#upstreams */
export const upstreamFormats = ${list([...upstreams.keys()])}

/** A format that repositories can fetch from elsewhere. */
export type UpstreamFormat = (typeof upstreamFormats)[number]

/** What upstreams of each format are read as, and what it takes to create and to change one. */
export interface UpstreamTypes {
${[...upstreams].map(([format, row]) => `  ${format}: { read: ${row}; create: ${params(format, 'Create')}; update: ${params(format, 'Update')} }`).join('\n')}
}
`
}

/** The fields of files. A module of its own: the client needs the formats when it starts, and these once something is pushed. */
export const writeFileFields = ({ fileFields }: Formats): string =>
  `/** Fields of requests that name an uploaded file beside the package itself. */
export const fileFields = ${list(fileFields)}
`
