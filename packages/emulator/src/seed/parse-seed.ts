import type { Document } from 'yaml'
import { fieldOf } from '../core/field-path.ts'
import { checked } from './checked.ts'
import { flawsOf } from './flaws.ts'
import { placedText } from './place-in-text.ts'
import { type SeedContent, seedSchema } from './schema.ts'
import { type Flaw, SeedError } from './seed-error.ts'

/** A parsed seed, with the text that it was read from. */
export interface Seed {
  /** The parsed and checked content. */
  readonly content: SeedContent
  /** Creates an error with the places of problems in the text. */
  readonly error: (flaws: readonly Flaw[]) => SeedError
}

/**
 * Parses a seed in YAML or JSON. Editors can use `seed.schema.json` of this package for completion.
 *
 * @param source name of the file, for messages
 * @throws {SeedError} with the line and field of every problem
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

/** The value; undefined if an alias is unresolved or expands too far. An empty file is an empty seed. */
function plain(document: Document): unknown {
  try {
    return document.toJS() ?? {}
  } catch {
    return undefined
  }
}
