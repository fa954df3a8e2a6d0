import type * as v from 'valibot'
import { DocumentError, type DocumentProblem, type Flaw, unplaced } from '../repository/document-error.ts'
import { type DocumentKind, flawOfKind, wordOf } from '../repository/require-kind.ts'
import { type Examined, examine } from './flaws-of.ts'
import { openText } from './open-text.ts'
import { inText } from './places.ts'

/** Options of the document readers. */
export interface ReadOptions {
  /** Name of the file, for messages. Default: the type of the document, such as `plan`. */
  source?: string | undefined
}

/**
 * Reads a document: JSON or YAML, as a string or as bytes, or the parsed value of such a text. Unknown fields are rejected.
 *
 * @throws {DocumentError} with every problem, its line and field
 */
export type DocumentReader<Document> = (document: unknown, options?: ReadOptions) => Document

/** The value of a document, with a way to locate what is wrong in it. */
export interface OpenedDocument {
  readonly value: unknown
  /** Why the text could not be parsed; empty if it could. */
  readonly problems: readonly DocumentProblem[]
  problemsOf(flaws: readonly Flaw[]): DocumentProblem[]
}

/** Creates the reader for a type of document. */
export const documentReader =
  <Document>(wanted: DocumentKind, schema: v.GenericSchema<unknown, Document>): DocumentReader<Document> =>
  (document, { source = wordOf(wanted.kind) } = {}) =>
    read(document, source, (value) => examineAs(wanted, schema, value))

/**
 * Reads a document with a function that checks its value.
 *
 * @throws {DocumentError} with every problem
 */
export function read<Document>(document: unknown, source: string, look: (value: unknown) => Examined<Document>): Document {
  const { value, problems, problemsOf } = openDocument(document)
  if (problems.length > 0) throw new DocumentError(problems, source)
  const examined = look(value)
  if ('output' in examined) return examined.output
  throw new DocumentError(problemsOf(examined.flaws), source)
}

/** Checks the `kind` and `version` of a value, and then its fields. */
export function examineAs<Document>(
  wanted: DocumentKind,
  schema: v.GenericSchema<unknown, Document>,
  value: unknown,
): Examined<Document> {
  const flaw = flawOfKind(value, wanted)
  return flaw === undefined ? examine(schema, value) : { flaws: [flaw] }
}

/** Opens a document; a string or bytes are parsed. */
export function openDocument(document: unknown): OpenedDocument {
  const text = document instanceof Uint8Array ? new TextDecoder().decode(document) : document
  if (typeof text !== 'string') return { value: text, problems: [], problemsOf: (flaws) => flaws.map(unplaced) }
  const { value, flaws, locate } = openText(text)
  const problemsOf = (found: readonly Flaw[]) => {
    const places = locate(found.map(({ path }) => path))
    return inText(
      text,
      found.map((flaw, index) => ({ ...flaw, at: places[index] ?? 0 })),
    )
  }
  return { value, problems: inText(text, flaws), problemsOf }
}
