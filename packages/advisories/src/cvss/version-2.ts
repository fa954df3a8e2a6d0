import { lookUp } from './metrics.ts'

/** Weights of the base metrics. @see https://www.first.org/cvss/v2/guide section 3.2.1 */
const weights = {
  AV: { L: 0.395, A: 0.646, N: 1 },
  AC: { H: 0.35, M: 0.61, L: 0.71 },
  Au: { M: 0.45, S: 0.56, N: 0.704 },
  C: { N: 0, P: 0.275, C: 0.66 },
  I: { N: 0, P: 0.275, C: 0.66 },
  A: { N: 0, P: 0.275, C: 0.66 },
} as const satisfies Record<string, Record<string, number>>

/** The base score of version 2, 0 to 10 with one decimal; undefined if a base metric is missing. Other metrics are ignored. */
export function version2Score(metrics: ReadonlyMap<string, string>): number | undefined {
  const weigh = (metric: keyof typeof weights) => lookUp(weights[metric], metrics.get(metric))
  const impact = 10.41 * (1 - (1 - weigh('C')) * (1 - weigh('I')) * (1 - weigh('A')))
  const exploitability = 20 * weigh('AV') * weigh('AC') * weigh('Au')
  if (Number.isNaN(impact + exploitability)) return undefined
  return impact === 0 ? 0 : Math.round((0.6 * impact + 0.4 * exploitability - 1.5) * 1.176 * 10) / 10
}
