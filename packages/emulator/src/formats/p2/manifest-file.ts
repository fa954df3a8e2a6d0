import { requireFewValues } from '../../files/few-values.ts'

/** The headers in the main section of a `MANIFEST.MF`, by name in lower case. */
export type Headers = ReadonlyMap<string, string>

/**
 * Parses a `MANIFEST.MF`. Lines are wrapped after 72 bytes, even inside a character, so they are joined before they are decoded.
 *
 * @throws {UnreadableError} if it has too many values
 * @see https://docs.oracle.com/en/java/javase/21/docs/specs/jar/jar.html#jar-manifest
 */
export function parseHeaders(bytes: Uint8Array): Headers {
  const lines = Buffer.from(bytes)
    .toString('latin1')
    .split(/\r\n|\n|\r/)
  const end = lines.indexOf('')
  const whole = (end < 0 ? lines : lines.slice(0, end)).join('\n').replaceAll('\n ', '')
  requireFewValues(whole, 'lists', 'META-INF/MANIFEST.MF')
  const decoded = Buffer.from(whole, 'latin1').toString('utf8')
  return new Map(
    decoded.split('\n').flatMap((line) => {
      const colon = line.indexOf(':')
      return colon < 0 ? [] : [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const]
    }),
  )
}

/** An item of an OSGi header: a name, with attributes after semicolons. Quoted values may contain commas. */
export interface Clause {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
}

/** @see https://docs.osgi.org/specification/osgi.core/8.0.0/framework.module.html#framework.common.header.syntax */
export function clausesOf(header: string | undefined): Clause[] {
  return split(header ?? '', ',').map((clause) => {
    const [name = '', ...rest] = split(clause, ';').map((part) => part.trim())
    const attributes = rest.map((part) => {
      const [key = '', value = ''] = part.split(/:?=/, 2)
      return [key.trim(), unquoted(value.trim())] as const
    })
    return { name: unquoted(name), attributes: new Map(attributes) }
  })
}

const unquoted = (text: string): string => text.replace(/^"(.*)"$/, '$1')

/** Splits at a character outside quotation marks; empty parts are dropped. */
function split(text: string, sign: ',' | ';'): string[] {
  const parts: string[] = []
  let isQuoted = false
  let start = 0
  for (let index = 0; index <= text.length; index++) {
    if (text[index] === '"') isQuoted = !isQuoted
    if (index < text.length && (text[index] !== sign || isQuoted)) continue
    parts.push(text.slice(start, index))
    start = index + 1
  }
  return parts.filter((part) => part.trim() !== '')
}
