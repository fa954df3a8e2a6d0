import * as v from 'valibot'
import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import { flawsOf } from './flaws.ts'
import { flawsOfIssue } from './flaws-of-issue.ts'
import { type SeedContent, seedSchema } from './schema.ts'
import { type FieldPath, type Flaw, fieldOf, SeedError } from './seed-error.ts'

/** A seed with the text that it was read from. */
export interface Seed {
  readonly content: SeedContent
  /** An error that points at places in the text. */
  readonly error: (flaws: readonly Flaw[]) => SeedError
}

/**
 * Reads a seed from YAML or JSON. Editors learn its fields from `seed.schema.json` in this package.
 *
 * @param source name of the file, for messages
 * @throws {SeedError} with every problem, its line and field
 */
export function parseSeed(text: string, source = 'seed'): Seed {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, pos: [offset] }) => ({ field: '', message, ...at(offset) }))
    throw new SeedError(problems, source)
  }
  const error = (flaws: readonly Flaw[]) => {
    const problems = flaws.map(({ path, message }) => ({ field: fieldOf(path), message, ...at(offsetOf(document, path)) }))
    return new SeedError(problems, source)
  }
  const checked = v.safeParse(seedSchema, plain(document))
  if (!checked.success) throw error(checked.issues.flatMap((issue) => flawsOfIssue(seedSchema, issue)))
  const flaws = flawsOf(checked.output)
  if (flaws.length > 0) throw error(flaws)
  return { content: checked.output, error }
}

/** The value, or undefined where an alias leads nowhere or too far. An empty file is an empty seed. */
function plain(document: Document): unknown {
  try {
    return document.toJS() ?? {}
  } catch {
    return undefined
  }
}

/** Where the field stands in the text; where it is missing, the nearest thing around it that is there. */
function offsetOf(document: Document, path: FieldPath): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}
