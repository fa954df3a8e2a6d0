import { fieldKinds } from './field-kinds.ts'
import type { Pattern, QueryTree, Term } from './tree.ts'

/** Writes a query so that reading it gives the same query again, with as few parentheses as that needs. */
export function formatQuery(tree: QueryTree): string {
  switch (tree.kind) {
    case 'all':
      return ''
    case 'and':
      return tree.of.map((part) => (part.kind === 'or' ? `(${formatQuery(part)})` : formatQuery(part))).join(' AND ')
    case 'or':
      return tree.of.map(formatQuery).join(' OR ')
    case 'not':
      return tree.of.kind === 'term' ? `NOT ${formatTerm(tree.of)}` : `NOT (${formatQuery(tree.of)})`
    case 'term':
      return formatTerm(tree)
  }
}

function formatTerm({ field, operator, value, constraint }: Term): string {
  if (field === undefined) return formatPattern(value, bare)
  // Nothing but quoted dates is documented.
  const text = formatPattern(value, fieldKinds[field] === 'date' ? quoted : literal)
  return `${field}:${operator ?? ''}${text}${constraint ? `${constraint.operator}${literal(constraint.version)}` : ''}`
}

function formatPattern({ parts, start, end }: Pattern, formatText: (text: string) => string): string {
  return `${start ? '^' : ''}${parts.map(formatText).join('*')}${end ? '$' : ''}`
}

/**
 * A text in which no character means anything: in quotes where it has white space or is an operator in any case, else with backslashes.
 *
 * The vendor's editor extension also escapes `-`, `+`, `/` and `:`, yet the documentation has them bare inside of values (`el/7`,
 * `sha256:abcdef`); so here they stay as people know them.
 */
function literal(text: string): string {
  return /\s|^(?:and|or|not)$/i.test(text) ? quoted(text) : text.replaceAll(/["'\\^$*~?!(){}[\]|&<>=]/g, '\\$&')
}

/** A text without a field in front: it must not look as if it had one, nor as if it were demanded (`+`) or unwanted (`-`). */
function bare(text: string): string {
  return literal(text).replaceAll(/^[+-]|:/g, '\\$&')
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}
