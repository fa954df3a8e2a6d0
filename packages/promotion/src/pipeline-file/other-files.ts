import type { DocumentReader } from '../documents/document-reader.ts'
import { documentReader } from '../documents/document-reader.ts'
import { readWaivers } from '../documents/index.ts'
import type { People } from '../gates/people.ts'
import type { Waiver } from '../gates/waiver.ts'
import { DocumentError, type FieldPath, type Flaw } from '../repository/document-error.ts'
import { peopleKind, peopleSchema } from './schema.ts'

/** Returns the text of a file, by its path as written in the pipeline file. */
export type ReadFile = (path: string) => string

const readPeople = documentReader({ kind: peopleKind, version: 1 }, peopleSchema)

/** Reads the files that a pipeline file refers to. A problem in one of them becomes a flaw of the field that names it. */
export function openOtherFiles(read: ReadFile | undefined, flaws: Flaw[]) {
  return {
    waivers: (path: string, field: FieldPath): readonly Waiver[] | undefined => open(path, field, readWaivers)?.waivers,
    people: (path: string, field: FieldPath): People | undefined => open(path, field, readPeople)?.people,
  }

  function open<Document>(path: string, field: FieldPath, reader: DocumentReader<Document>): Document | undefined {
    const refuse = (message: string) => {
      flaws.push({ path: field, message })
      return undefined
    }
    if (read === undefined) {
      return refuse(
        `names the file ${path}, but nothing reads it: pass read, as in parsePipeline(text, { read: (path) => readFileSync(path, 'utf8') })`,
      )
    }
    let text: string
    try {
      text = read(path)
    } catch (error) {
      return refuse(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    }
    if (typeof text !== 'string') return refuse(`${path} cannot be read: read did not return its text`)
    try {
      return reader(text, { source: path })
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error
      for (const { field: inner, message, line, column } of error.problems) {
        const place = line === undefined ? path : `${path}:${line}:${column}`
        refuse(`${place}: ${inner === '' ? '' : `${inner}: `}${message}`)
      }
      return undefined
    }
  }
}
