import { anyVersion, every, type Range, type ReadTerm, some } from './range.ts'

/**
 * Parses intervals in brackets: `[1.0]`, `[1.0,)`, `(1.0,2.0]`, or several of them separated by commas.
 *
 * @see https://maven.apache.org/enforcer/enforcer-rules/versionRanges.html
 * @see https://learn.microsoft.com/nuget/concepts/package-versioning#version-ranges
 */
export function intervalsIn<Version>(text: string, read: ReadTerm<Version>): Range<Version> | undefined {
  const rest = text.replaceAll(/\s/g, '')
  const interval = /,?([[(])([^,[\]()]*)(?:(,)([^,[\]()]*))?([\])])/y
  const ranges: (Range<Version> | undefined)[] = []
  while (interval.lastIndex < rest.length) {
    const found = interval.exec(rest)
    if (!found) return undefined
    const [, open, low = '', comma, high = '', close] = found
    if (!comma) ranges.push(open === '[' && close === ']' && low ? read('=', low) : undefined)
    else {
      const from = low ? read(open === '[' ? '>=' : '>', low) : anyVersion
      ranges.push(every([from, high ? read(close === ']' ? '<=' : '<', high) : anyVersion]))
    }
  }
  return some(ranges)
}

export const isInterval = (text: string): boolean => /^[[(]/.test(text)
