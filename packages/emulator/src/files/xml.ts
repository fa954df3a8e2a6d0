import { XMLParser } from 'fast-xml-parser'
import { requireFewValues } from './few-values.ts'
import { UnreadableError } from './unreadable.ts'
import { withCharacters } from './xml-references.ts'

/** An element of a parsed document. Text is not interpreted, so version `1.10` stays `1.10`. */
export interface XmlElement {
  /** The text of this element, or of the child at the path; undefined if there is none. */
  text(...path: string[]): string | undefined
  /** An attribute of this element. */
  attribute(name: string): string | undefined
  /** The children at a path, in order. */
  all(...path: string[]): XmlElement[]
}

const nothing = () => {}

const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  removeNSPrefix: true,
  attributeNamePrefix: '@',
  // The library's own decoder does not support numeric references, and drops characters that XML does not allow.
  entityDecoder: {
    decode: withCharacters,
    setExternalEntities: nothing,
    addInputEntities: nothing,
    reset: nothing,
    setXmlVersion: nothing,
  },
})

/**
 * Parses a document and returns its root element, which must be named `root`. Namespaces are removed.
 *
 * @throws {UnreadableError} if the text is not well-formed, has another root, too many elements, or a DOCTYPE: package manifests have none, but
 * entity expansion attacks do
 */
export function parseXml(bytes: Uint8Array, root: string): XmlElement {
  const text = decode(bytes)
  if (/<!DOCTYPE/i.test(text)) throw new UnreadableError('the XML has a DOCTYPE, which is not allowed')
  requireFewValues(text, 'xml', `the <${root}>`)
  const [found] = element(parseDocument(text)).all(root)
  if (!found) throw new UnreadableError(`the XML has no <${root}> at its root`)
  return found
}

function parseDocument(text: string): unknown {
  try {
    return parser.parse(text, true)
  } catch (cause) {
    throw new UnreadableError(`the XML is not well-formed: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}

function element(node: unknown): XmlElement {
  const all = (...path: string[]) =>
    path.reduce((nodes, name) => nodes.flatMap((parent) => children(parent, name)), [node]).map(element)
  return {
    all,
    attribute: (name) => ownText(children(node, `@${name}`)[0]),
    text: (...path) => (path.length === 0 ? ownText(node) : all(...path)[0]?.text()),
  }
}

function children(node: unknown, name: string): unknown[] {
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, name)) return []
  const child: unknown = Reflect.get(node, name)
  return Array.isArray(child) ? child : [child]
}

/** An element without attributes and children is parsed to its text; others have it in a separate property. */
function ownText(node: unknown): string | undefined {
  const text = typeof node === 'string' ? node : children(node, '#text')[0]
  return (typeof text === 'string' && text.trim()) || undefined
}

/** The encoding is that of the byte order mark, else of the XML declaration, else UTF-8. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const [, encoding = 'utf-8'] = /^\s*<\?xml[^>]*\bencoding=["']([\w.-]+)["']/.exec(start) ?? []
  return new TextDecoder(encoding).decode(bytes)
}
