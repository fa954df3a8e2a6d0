import exceptions from 'spdx-exceptions/index.json' with { type: 'json' }
import deprecated from 'spdx-license-ids/deprecated.json' with { type: 'json' }
import current from 'spdx-license-ids/index.json' with { type: 'json' }

/** Identifiers of the SPDX list, deprecated ones last. @see https://spdx.org/licenses/ */
export const ids: readonly string[] = [...current, ...deprecated]

const spelling = (list: readonly string[]) => new Map(list.map((id) => [id.toLowerCase(), id]))
const licences = spelling(ids)
const knownExceptions = spelling(exceptions)

/** The SPDX spelling of an identifier given in any case; undefined if it is not listed. */
export const idOf = (text: string): string | undefined => licences.get(text.toLowerCase())

/** The same for exceptions, which follow `WITH`. */
export const exceptionOf = (text: string): string | undefined => knownExceptions.get(text.toLowerCase())
