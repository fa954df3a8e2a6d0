import { compact, type Expression, idOf, isListed, parseExpression, textOf } from '@cloudsmith-sdk/licences'
import { licenseNamed } from './license-names.ts'

/**
 * The licence expression that a package file means: SPDX's, or one of names and addresses in use. Licences that it does not know are in it
 * as they are written. Undefined where there is none, or too much of it.
 */
export function readLicense(text: string): Expression | undefined {
  const written = compact(text)
  const strict = parseExpression(written)
  if (strict !== undefined && isListed(strict)) return strict
  return licenseNamed(written) ?? parseExpression(withOperators(written), licenseNamed)
}

/** R divides a choice by `|`, and Cargo of old by `/`, which stands in other texts too: it counts where all around it is on SPDX's list. */
function withOperators(text: string): string {
  const parts = text.split('/').map((part) => part.trim())
  return parts.every((part) => idOf(part) !== undefined)
    ? parts.join(' OR ')
    : text.replaceAll(' | ', ' OR ').replaceAll('|', ' OR ')
}

/** Whether a text is a licence of which nothing is unknown. */
export function isKnownLicense(text: string): boolean {
  const expression = readLicense(text)
  return expression !== undefined && isListed(expression)
}

/**
 * Several licences of which whoever uses the package may choose, as one text. A single one stays as it is written, known ones among several
 * become SPDX's identifiers: an `or` in a name would divide it otherwise.
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
