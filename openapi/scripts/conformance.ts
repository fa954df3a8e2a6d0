import { readFile } from 'node:fs/promises'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type Document, documentUrl, operationsOf } from './generate/document.ts'

/** A request and its response, as observed. */
export interface Exchange {
  /** Operation id, or undefined if the request matched no operation. */
  operation: string | undefined
  status: number
  /** The parsed JSON body, or undefined if there was none. */
  body: unknown
}

/** Lists how a response deviates from the API description; empty if it conforms. */
export type Conformance = (exchange: Exchange) => string[]

/**
 * Compiles the API description into a check of responses. Fields that the description does not have are errors, so that an emulator
 * cannot drift from it unnoticed.
 */
export async function createConformance(): Promise<Conformance> {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true })
  addFormats.default(ajv)
  ajv.addFormat('slug', /^[-a-zA-Z0-9_]+$/)
  ajv.addFormat('decimal', /^-?\d+(\.\d+)?$/)
  const pointers = new Map<string, string>()
  for (const version of ['v1', 'v2']) {
    const document = JSON.parse(await readFile(documentUrl(`cloudsmith-${version}.json`), 'utf8')) as Document
    ajv.addSchema(seal(document) as object, version)
    for (const { id, method, path } of operationsOf(document)) {
      const pointer = ['paths', path, method.toLowerCase(), 'responses'].map(escapePointer).join('/')
      for (const [status, response] of Object.entries(document.paths[path]?.[method.toLowerCase()]?.responses ?? {})) {
        const at = '$ref' in response ? String(response.$ref).slice(2) : `${pointer}/${status}`
        const hasBody = status !== '204' && ('$ref' in response || response.content !== undefined)
        pointers.set(`${id} ${status}`, hasBody ? `${version}#/${at}/content/${escapePointer('application/json')}/schema` : '')
      }
    }
  }
  const compiled = new Map<string, ValidateFunction>()

  return function conformance({ operation, status, body }) {
    if (operation === undefined) return []
    const pointer = pointers.get(`${operation} ${status}`) ?? (status >= 500 ? pointers.get(`${operation} 5XX`) : undefined)
    if (pointer === undefined) return [`${operation} is not described to answer ${status}`]
    if (pointer === '') return body === undefined ? [] : [`${operation} ${status} is described to have no body`]
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: pointer })
    compiled.set(pointer, validate)
    if (validate(body)) return []
    return (validate.errors ?? []).map((e) => `${operation} ${status} ${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`)
  }
}

/**
 * Creates the observer for an emulator in tests: it throws if a response does not conform, so that the request fails.
 *
 * @example createEmulator({ observe: await createObserver() })
 */
export async function createObserver(): Promise<(exchange: Exchange) => void> {
  const conformance = await createConformance()
  return (exchange) => {
    const problems = conformance(exchange)
    if (problems.length > 0) throw new Error(`does not conform to the API description:\n${problems.join('\n')}`)
  }
}

const escapePointer = (segment: string) => encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'))

/** Forbids undeclared fields in every schema that declares fields. */
function seal(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(seal)
  if (typeof node !== 'object' || node === null) return node
  const sealed = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, seal(value)]))
  const open = sealed.additionalProperties !== undefined || sealed.allOf !== undefined
  return sealed.type === 'object' && sealed.properties !== undefined && !open
    ? { ...sealed, additionalProperties: false }
    : sealed
}
