import { compact, type Expression, idOf, isListed, parseExpression, textOf } from '@cloudsmith-sdk/licences'
import { licenseNamed } from './license-names.ts'

/**
 * The licence expression that a package file means: an SPDX expression, or one made of common names and URLs. Unknown licences in it are kept as
 * written. Undefined if there is none, or it is too long.
 */
export function readLicense(text: string): Expression | undefined {
  const written = compact(text)
  const strict = parseExpression(written)
  if (strict !== undefined && isListed(strict)) return strict
  return licenseNamed(written) ?? parseExpression(withOperators(written), licenseNamed)
}

/**
 * R separates alternatives with `|`, and old Cargo manifests with `/`. As slashes occur in other texts too, `/` only counts if all parts are SPDX
 * identifiers.
 */
function withOperators(text: string): string {
  const parts = text.split('/').map((part) => part.trim())
  return parts.every((part) => idOf(part) !== undefined)
    ? parts.join(' OR ')
    : text.replaceAll(' | ', ' OR ').replaceAll('|', ' OR ')
}

/** Whether a text is a licence expression without unknown licences. */
export function isKnownLicense(text: string): boolean {
  const expression = readLicense(text)
  return expression !== undefined && isListed(expression)
}

/**
 * Joins several licences that the user of a package may choose from. A single licence is kept as written; known ones among several become SPDX
 * identifiers, because an `or` in a name would be taken for an operator.
 */
export function licenseChoice(texts: readonly string[]): string | undefined {
  if (texts.length < 2) return texts[0]
  return texts
    .map((text) => {
      const expression = readLicense(text)
      return expression !== undefined && isListed(expression) ? textOf(expression) : text
    })
    .join(' OR ')
}
