import { XMLParser } from 'fast-xml-parser'
import { requireFewValues } from './few-values.ts'
import { UnreadableError } from './unreadable.ts'
import { withCharacters } from './xml-references.ts'

/** An element of a parsed document; text is not interpreted, so that version `1.10` stays what it is. */
export interface XmlElement {
  /** Text of this element, or of the child at the path; `undefined` where there is none. */
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
  // Its own knows no numbers, and leaves characters out that XML does not have.
  entityDecoder: {
    decode: withCharacters,
    setExternalEntities: nothing,
    addInputEntities: nothing,
    reset: nothing,
    setXmlVersion: nothing,
  },
})

/**
 * Parses a document and gives its root element, which must have the name `root`. Namespaces are dropped.
 *
 * @throws {UnreadableError} for text that is not well-formed, for another root, for too many elements, and for a DOCTYPE: package manifests have none,
 *   attacks by entity expansion do
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

/** An element without attributes and children is its text; any other keeps its text aside. */
function ownText(node: unknown): string | undefined {
  const text = typeof node === 'string' ? node : children(node, '#text')[0]
  return (typeof text === 'string' && text.trim()) || undefined
}

/** By the byte order mark, else by the encoding that the declaration names, else UTF-8. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const [, encoding = 'utf-8'] = /^\s*<\?xml[^>]*\bencoding=["']([\w.-]+)["']/.exec(start) ?? []
  return new TextDecoder(encoding).decode(bytes)
}
