import { InvalidRequestError } from '../errors/base.ts'

/** Path parameters that are free text, in which a slash is legitimate: `@scope/name`, `repo:acme/app`. All others are slugs. */
const freeText: ReadonlySet<string> = new Set(['claim_value', 'package_name', 'package_version', 'package_identifiers'])

/**
 * Fills the parameters of a path with percent-encoded values.
 *
 * @throws {InvalidRequestError} a value is missing, empty, `.` or `..`, or contains a slash or a control character: each could reach a
 *   different endpoint from the one intended, some of them only if a server decodes the path before routing
 */
export function fillPath(path: string, values: Readonly<Record<string, unknown>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeSegment(name, values[name]))
}

function encodeSegment(name: string, value: unknown): string {
  if (typeof value !== 'string' && !Number.isFinite(value)) {
    throw new InvalidRequestError(`${name} is missing: it is part of the URL and must be a string.`)
  }
  const text = String(value)
  if (strays(decodeFully(text), freeText.has(name))) {
    throw new InvalidRequestError(`${name} is ${JSON.stringify(text)}, which would lead to a different URL: pass the slug.`)
  }
  try {
    return encodeURIComponent(text)
  } catch (cause) {
    throw new InvalidRequestError(`${name} contains half of a surrogate pair, which a URL cannot contain.`, { cause })
  }
}

function strays(text: string, mayHoldSlashes: boolean): boolean {
  const parts = text.split(/[/\\]/)
  const tooMany = parts.length > 1 && !mayHoldSlashes
  return text.trim() === '' || tooMany || /\p{Cc}/u.test(text) || parts.some((part) => /^\.{1,2}$/.test(part.trim()))
}

/** Some servers decode a path more than once: whatever becomes dots or a slash after any number of decodings counts as such. */
function decodeFully(text: string): string {
  let before = text
  for (;;) {
    const decoded = before.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    if (decoded === before) return decoded
    before = decoded
  }
}
