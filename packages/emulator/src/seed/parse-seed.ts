import type { Document } from 'yaml'
import { fieldOf } from '../core/field-path.ts'
import { checked } from './checked.ts'
import { flawsOf } from './flaws.ts'
import { placedText } from './place-in-text.ts'
import { type SeedContent, seedSchema } from './schema.ts'
import { type Flaw, SeedError } from './seed-error.ts'

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
  const { document, at, placeOf } = placedText(text)
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, pos: [offset] }) => ({ field: '', message, ...at(offset) }))
    throw new SeedError(problems, source)
  }
  const error = (flaws: readonly Flaw[]) => {
    const problems = flaws.map(({ path, message }) => ({ field: fieldOf(path), message, ...placeOf(path) }))
    return new SeedError(problems, source)
  }
  const value = plain(document)
  if (value === undefined) throw error([{ path: [], message: 'has aliases that are undefined, or expand to too much' }])
  const read = checked(seedSchema, value)
  if ('flaws' in read) throw error(read.flaws)
  const flaws = flawsOf(read.output)
  if (flaws.length > 0) throw error(flaws)
  return { content: read.output, error }
}

/** The value, or undefined where an alias leads nowhere or too far. An empty file is an empty seed. */
function plain(document: Document): unknown {
  try {
    return document.toJS() ?? {}
  } catch {
    return undefined
  }
}
