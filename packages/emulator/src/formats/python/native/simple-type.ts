import type { NativeRequest } from '../../../format/native.ts'
import { refused } from '../../../format/native-refusal.ts'

/** How an index is written, by the type that says so. */
export type SimpleType = (typeof offered)[number]

const prefix = 'application/vnd.pypi.simple.'

/** What is offered; the first where a client takes anything. @see https://peps.python.org/pep-0691/#recommendations */
const offered = ['text/html', `${prefix}v1+html`, `${prefix}v1+json`] as const

/**
 * How a client wants an index: by `Accept`, or by `format` in the address, which goes first.
 *
 * @throws {Refusal} 406 where it wants none of what there is
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

/** Whether an index is written as JSON. */
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

/** The most exact range that a type is in says how much it is wanted. */
function weightOf(type: SimpleType, wanted: readonly Range[]): number {
  for (const range of [type, `${type.split('/', 1)[0]}/*`, '*/*']) {
    const found = wanted.find((one) => one.type === range)
    if (found !== undefined) return found.weight
  }
  return 0
}
