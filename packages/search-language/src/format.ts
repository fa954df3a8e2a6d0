import { fieldKinds } from './field-kinds.ts'
import type { Pattern, QueryTree, Term } from './tree.ts'

/** Formats a query so that parsing it gives the same tree again, with as few parentheses as possible. */
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
  // Only quoted dates are documented.
  const text = formatPattern(value, fieldKinds[field] === 'date' ? quoted : literal)
  return `${field}:${operator ?? ''}${text}${constraint ? `${constraint.operator}${literal(constraint.version)}` : ''}`
}

function formatPattern({ parts, start, end }: Pattern, formatText: (text: string) => string): string {
  return `${start ? '^' : ''}${parts.map(formatText).join('*')}${end ? '$' : ''}`
}

/**
 * Escapes a text so that no character has a special meaning: in quotes if it contains white space or is an operator in any case, otherwise
 * with backslashes.
 *
 * The vendor's editor extension also escapes `-`, `+`, `/` and `:`. The documentation writes them unescaped inside values (`el/7`,
 * `sha256:abcdef`), and so does this.
 */
function literal(text: string): string {
  return /\s|^(?:and|or|not)$/i.test(text) ? quoted(text) : text.replaceAll(/["'\\^$*~?!(){}[\]|&<>=]/g, '\\$&')
}

/** Escapes a text without a field, which must not look as if it had a field, or were required (`+`) or excluded (`-`). */
function bare(text: string): string {
  return literal(text).replaceAll(/^[+-]|:/g, '\\$&')
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}
