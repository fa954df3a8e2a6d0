/** A statement, or a part of one, with its values kept separate. */
export interface Sql {
  readonly texts: readonly string[]
  /** The values between the texts, so one fewer than texts. */
  readonly values: readonly unknown[]
}

/**
 * Makes a statement, or a part of one. Values never become part of its text, parts do.
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

/** Joins parts with a separator. Without parts, the result is empty. */
export const joined = (pieces: readonly Sql[], between: string): Sql =>
  pieces.reduce<Sql>((left, piece, index) => (index === 0 ? piece : sql`${left}${raw(between)}${piece}`), raw(''))

/** Joins conditions with `and`. Without any, the result is `true`. */
export const every = (conditions: readonly (Sql | undefined)[]): Sql => {
  const said = conditions.filter((condition) => condition !== undefined)
  return said.length === 0 ? raw('true') : joined(said, ' and ')
}

/** Inserts a text into a statement unchanged. Never use it for text from outside. */
export const raw = (text: string): Sql => ({ texts: [text], values: [] })

/** The text with placeholders, as PostgreSQL expects it. */
export const textOf = ({ texts }: Sql): string => texts.map((text, index) => (index === 0 ? text : `$${index}${text}`)).join('')

const pieces = new Set(['texts', 'values'])

function isSql(value: unknown): value is Sql {
  return typeof value === 'object' && value !== null && Object.keys(value).every((key) => pieces.has(key)) && 'texts' in value
}
