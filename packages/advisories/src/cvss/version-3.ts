import { lookUp } from './metrics.ts'

/** Weights of the base metrics. @see https://www.first.org/cvss/v3.1/specification-document section 7.4 */
const weights = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
} as const satisfies Record<string, Record<string, number>>

/** Required privileges reduce the score less if the attack changes scope. */
const privileges = { U: { N: 0.85, L: 0.62, H: 0.27 }, C: { N: 0.85, L: 0.68, H: 0.5 } } as const

/**
 * The base score of version 3.0 or 3.1, 0 to 10 with one decimal; undefined if a base metric is missing. Temporal and environmental metrics
 * are ignored.
 *
 * @see https://www.first.org/cvss/v3.1/specification-document section 7.1
 */
export function version3Score(metrics: ReadonlyMap<string, string>): number | undefined {
  const weigh = (metric: keyof typeof weights) => lookUp(weights[metric], metrics.get(metric))
  const scope = metrics.get('S')
  if (scope !== 'U' && scope !== 'C') return undefined

  const exploitability = 8.22 * weigh('AV') * weigh('AC') * lookUp(privileges[scope], metrics.get('PR')) * weigh('UI')
  const base = 1 - (1 - weigh('C')) * (1 - weigh('I')) * (1 - weigh('A'))
  if (Number.isNaN(exploitability + base)) return undefined
  if (scope === 'U') return base <= 0 ? 0 : roundUp(Math.min(6.42 * base + exploitability, 10))
  const impact = 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15
  return impact <= 0 ? 0 : roundUp(Math.min(1.08 * (impact + exploitability), 10))
}

/** Rounds up to one decimal. Uses integers, so that 4.02 computed as 4.0200000001 does not become 4.1. @see the same document, appendix A */
function roundUp(value: number): number {
  const scaled = Math.round(value * 100_000)
  return scaled % 10_000 === 0 ? scaled / 100_000 : (Math.floor(scaled / 10_000) + 1) / 10
}
