/** A piece of a statement, with its values beside it. */
export interface Sql {
  readonly texts: readonly string[]
  /** One less than there are texts. */
  readonly values: readonly unknown[]
}

/**
 * A statement, or a piece of one. Values never become part of its text; pieces do.
 *
 * @example
 * const mine = sql`by = ${'ada'}`
 * await database.query(sql`select id from plans where ${mine}`)
 */
export function sql(strings: TemplateStringsArray, ...given: readonly unknown[]): Sql {
  const texts = [strings[0] ?? '']
  const values: unknown[] = []
  given.forEach((value, index) => {
    const after = strings[index + 1] ?? ''
    if (!isSql(value)) {
      values.push(value)
      texts.push(after)
      return
    }
    const [first = '', ...rest] = value.texts
    texts[texts.length - 1] += first
    values.push(...value.values)
    texts.push(...rest)
    texts[texts.length - 1] += after
  })
  return { texts, values }
}

/** Pieces one after the other. Without any, nothing. */
export const joined = (pieces: readonly Sql[], between: string): Sql =>
  pieces.reduce<Sql>((left, piece, index) => (index === 0 ? piece : sql`${left}${raw(between)}${piece}`), raw(''))

/** All of the conditions; without any, `true`. */
export const every = (conditions: readonly (Sql | undefined)[]): Sql => {
  const said = conditions.filter((condition) => condition !== undefined)
  return said.length === 0 ? raw('true') : joined(said, ' and ')
}

/** A text that becomes part of a statement as it is: nothing that came from outside. */
export const raw = (text: string): Sql => ({ texts: [text], values: [] })

/** The text with places for values, as PostgreSQL takes it. */
export const textOf = ({ texts }: Sql): string => texts.map((text, index) => (index === 0 ? text : `$${index}${text}`)).join('')

const pieces = new Set(['texts', 'values'])

function isSql(value: unknown): value is Sql {
  return typeof value === 'object' && value !== null && Object.keys(value).every((key) => pieces.has(key)) && 'texts' in value
}
