import type { NativeRequest } from '../../../format/native.ts'
import { refused } from '../../../format/native-refusal.ts'

/** The notations of an index, by media type. */
export type SimpleType = (typeof offered)[number]

const prefix = 'application/vnd.pypi.simple.'

/** The offered types; the first is used if a client accepts anything. @see https://peps.python.org/pep-0691/#recommendations */
const offered = ['text/html', `${prefix}v1+html`, `${prefix}v1+json`] as const

/**
 * The notation that a client wants: by `Accept`, or by `format` in the URL, which takes precedence.
 *
 * @throws {Refusal} 406 if it accepts none of them
 * @see https://peps.python.org/pep-0691/#version-format-selection
 */
export function indexType({ headers, query }: Pick<NativeRequest, 'headers' | 'query'>): SimpleType {
  const accept = query.get('format') ?? headers.get('accept') ?? '*/*'
  const wanted = accept.split(',', 50).map(rangeOf)
  const weighed = offered.map((type) => ({ type, weight: weightOf(type, wanted) }))
  const best = weighed.reduce((first, other) => (other.weight > first.weight ? other : first))
  if (best.weight === 0) throw refused(406, `The index is written as ${offered.join(', ')}.`)
  return best.type
}

/** Whether an index is written in JSON. */
export const isJson = (type: SimpleType): boolean => type.endsWith('+json')

interface Range {
  readonly type: string
  readonly weight: number
}

function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const weight = Number(parameters.find((one) => one.startsWith('q='))?.slice(2) ?? 1)
  return { type: type.replace(`${prefix}latest+`, `${prefix}v1+`), weight: Number.isNaN(weight) ? 1 : weight }
}

/** The most specific range that matches a type determines its weight. */
function weightOf(type: SimpleType, wanted: readonly Range[]): number {
  for (const range of [type, `${type.split('/', 1)[0]}/*`, '*/*']) {
    const found = wanted.find((one) => one.type === range)
    if (found !== undefined) return found.weight
  }
  return 0
}
