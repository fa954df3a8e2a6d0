import type { Pattern, Query, Term } from './query.ts'

/**
 * Writes a query so that reading it gives the same query again, with `AND` between terms and quotes where a value needs them.
 *
 * The empty query stands alone: inside of another it cannot be written.
 */
export function formatQuery(query: Query): string {
  switch (query.kind) {
    case 'all':
      return ''
    case 'and':
      return query.of.map((part) => (part.kind === 'and' || part.kind === 'or' ? grouped(part) : formatQuery(part))).join(' AND ')
    case 'or':
      return query.of.map((part) => (part.kind === 'or' ? grouped(part) : formatQuery(part))).join(' OR ')
    case 'not':
      return `NOT ${query.of.kind === 'and' || query.of.kind === 'or' ? grouped(query.of) : formatQuery(query.of)}`
    case 'term':
      return formatTerm(query)
  }
}

function grouped(query: Query): string {
  return `(${formatQuery(query)})`
}

function formatTerm({ field, negated, operator, value, constraint }: Term): string {
  const question = `${negated ? '~' : ''}${field ? `${field}:` : ''}${operator ?? ''}${formatPattern(value)}`
  return constraint ? `${question}${constraint.operator}${formatText(constraint.version)}` : question
}

function formatPattern({ parts, start, end }: Pattern): string {
  return `${start ? '^' : ''}${parts.map(formatText).join('*')}${end ? '$' : ''}`
}

/** As it is where nothing in it means anything to the parser, else in quotes. */
function formatText(text: string): string {
  const plain = /^[\w./@+-]*$/.test(text) && !['AND', 'OR', 'NOT'].includes(text)
  return plain ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}
