import { classScores } from './version-4-classes.ts'

/** Values of the base metrics, and of those threat and environmental metrics that affect the score. */
const values: Readonly<Record<string, string>> = {
  ...{ AV: 'NALP', AC: 'LH', AT: 'NP', PR: 'NLH', UI: 'NPA', VC: 'HLN', VI: 'HLN', VA: 'HLN', SC: 'HLN', SI: 'HLN', SA: 'HLN' },
  ...{ E: 'XAPU', CR: 'XHML', IR: 'XHML', AR: 'XHML', MAV: 'XNALP', MAC: 'XLH', MAT: 'XNP', MPR: 'XNLH', MUI: 'XNPA' },
  ...{ MVC: 'XHLN', MVI: 'XHLN', MVA: 'XHLN', MSC: 'XHLN', MSI: 'XSHLN', MSA: 'XSHLN' },
}
const base = ['AV', 'AC', 'AT', 'PR', 'UI', 'VC', 'VI', 'VA', 'SC', 'SI', 'SA']

/** The values of each metric from the most severe downward: a step is a tenth of a point. */
const steps: Readonly<Record<string, string>> = {
  ...{
    AV: 'NALP',
    PR: 'NLH',
    UI: 'NPA',
    AC: 'LH',
    AT: 'NP',
    VC: 'HLN',
    VI: 'HLN',
    VA: 'HLN',
    SC: '-HLN',
    SI: 'SHLN',
    SA: 'SHLN',
  },
  ...{ CR: 'HML', IR: 'HML', AR: 'HML' },
}

/** A group of metrics: for each level, its number of steps and its most severe vectors. */
type Group = Readonly<Record<string, readonly [steps: number, ...gravest: string[]]>>

/** @see https://www.first.org/cvss/v4.0/specification-document section 8.2 */
const groups: readonly Group[] = [
  {
    0: [1, 'AV:N/PR:N/UI:N'],
    1: [4, 'AV:A/PR:N/UI:N', 'AV:N/PR:L/UI:N', 'AV:N/PR:N/UI:P'],
    2: [5, 'AV:P/PR:N/UI:N', 'AV:A/PR:L/UI:P'],
  },
  { 0: [1, 'AC:L/AT:N'], 1: [2, 'AC:H/AT:N', 'AC:L/AT:P'] },
  {
    '00': [7, 'VC:H/VI:H/VA:H/CR:H/IR:H/AR:H'],
    '01': [6, 'VC:H/VI:H/VA:L/CR:M/IR:M/AR:H', 'VC:H/VI:H/VA:H/CR:M/IR:M/AR:M'],
    '10': [8, 'VC:L/VI:H/VA:H/CR:H/IR:H/AR:H', 'VC:H/VI:L/VA:H/CR:H/IR:H/AR:H'],
    '11': [
      8,
      ...['VC:L/VI:H/VA:L/CR:H/IR:M/AR:H', 'VC:L/VI:H/VA:H/CR:H/IR:M/AR:M', 'VC:H/VI:L/VA:H/CR:M/IR:H/AR:M'],
      ...['VC:H/VI:L/VA:L/CR:M/IR:H/AR:H', 'VC:L/VI:L/VA:H/CR:H/IR:H/AR:M'],
    ],
    '21': [10, 'VC:L/VI:L/VA:L/CR:H/IR:H/AR:H'],
  },
  { 0: [6, 'SC:H/SI:S/SA:S'], 1: [5, 'SC:H/SI:H/SA:H'], 2: [4, 'SC:L/SI:L/SA:L'] },
]

type Levels = readonly [eq1: number, eq2: number, eq3: number, eq4: number, eq5: number, eq6: number]

/**
 * The score of version 4.0, 0 to 10 with one decimal, from all metrics of the vector: known threat metrics lower it. Undefined if a base
 * metric is missing, or a value is invalid.
 *
 * @see https://www.first.org/cvss/v4.0/specification-document section 8
 */
export function version4Score(metrics: ReadonlyMap<string, string>): number | undefined {
  const isValid = (metric: string) => metrics.get(metric)?.length === 1 && values[metric]?.includes(metrics.get(metric) ?? '')
  if (!base.every(isValid) || !Object.keys(values).every((metric) => !metrics.has(metric) || isValid(metric))) return undefined
  const is = (metric: string, value: string) => effective(metrics, metric) === value
  if (['VC', 'VI', 'VA', 'SC', 'SI', 'SA'].every((metric) => is(metric, 'N'))) return 0

  const levels = levelsOf(is)
  const score = scoreOf(levels)
  const [eq1, eq2, eq3, eq4, eq5, eq6] = levels
  const below = [
    scoreOf([eq1 + 1, eq2, eq3, eq4, eq5, eq6]),
    scoreOf([eq1, eq2 + 1, eq3, eq4, eq5, eq6]),
    belowImpact(levels),
    scoreOf([eq1, eq2, eq3, eq4 + 1, eq5, eq6]),
  ]
  const keys = [`${eq1}`, `${eq2}`, `${eq3}${eq6}`, `${eq4}`]
  const falls = groups.flatMap((group, index) => {
    const lower = below[index] ?? Number.NaN
    return Number.isNaN(lower) ? [] : (score - lower) * shareOf(group[keys[index] ?? ''], metrics)
  })
  // Each level of EQ5 has a single value, so there are no steps within it; but a level below it counts.
  const count = falls.length + (Number.isNaN(scoreOf([eq1, eq2, eq3, eq4, eq5 + 1, eq6])) ? 0 : 1)
  const fall = count === 0 ? 0 : falls.reduce((sum, each) => sum + each, 0) / count
  return Math.round((Math.min(10, Math.max(0, score - fall)) + 1e-6) * 10) / 10
}

/** The value of a metric, as modified by the environment; undefined metrics count as the most severe. */
function effective(metrics: ReadonlyMap<string, string>, metric: string): string {
  const changed = metrics.get(`M${metric}`)
  if (changed !== undefined && changed !== 'X') return changed
  const value = metrics.get(metric) ?? 'X'
  return value === 'X' ? (metric === 'E' ? 'A' : 'H') : value
}

/** @see https://www.first.org/cvss/v4.0/specification-document tables 24 to 29 */
function levelsOf(is: (metric: string, value: string) => boolean): Levels {
  const open = [is('AV', 'N'), is('PR', 'N'), is('UI', 'N')]
  const high = [is('VC', 'H'), is('VI', 'H'), is('VA', 'H')]
  return [
    open.every(Boolean) ? 0 : open.some(Boolean) && !is('AV', 'P') ? 1 : 2,
    is('AC', 'L') && is('AT', 'N') ? 0 : 1,
    high[0] && high[1] ? 0 : high.some(Boolean) ? 1 : 2,
    is('SI', 'S') || is('SA', 'S') ? 0 : is('SC', 'H') || is('SI', 'H') || is('SA', 'H') ? 1 : 2,
    is('E', 'A') ? 0 : is('E', 'P') ? 1 : 2,
    ['C', 'I', 'A'].some((kind, index) => is(`${kind}R`, 'H') && high[index]) ? 0 : 1,
  ]
}

/** NaN for a class that does not exist. */
function scoreOf([eq1, eq2, eq3, eq4, eq5, eq6]: Levels): number {
  return eq5 > 2 ? Number.NaN : (classScores[`${eq1}${eq2}${eq3}${eq6}`]?.[eq4 * 3 + eq5] ?? Number.NaN)
}

/** EQ3 and EQ6 depend on each other: of the two ways down, the one with the higher score counts. */
function belowImpact([eq1, eq2, eq3, eq4, eq5, eq6]: Levels): number {
  const lessImpact = scoreOf([eq1, eq2, eq3 + 1, eq4, eq5, eq6])
  const lessNeed = scoreOf([eq1, eq2, eq3, eq4, eq5, eq6 + 1])
  if (eq3 === 0 && eq6 === 0) return Math.max(lessImpact, lessNeed)
  return eq3 === 1 && eq6 === 0 ? lessNeed : lessImpact
}

/** How far a vector is below the most severe of its class in one group: 0 to almost 1. */
function shareOf(level: Group[string] | undefined, metrics: ReadonlyMap<string, string>): number {
  const [depth = 1, ...gravest] = level ?? []
  const distances = gravest.map((vector) =>
    vector.split('/').map((part) => {
      const [metric = '', value = ''] = part.split(':')
      const scale = steps[metric] ?? ''
      return scale.indexOf(effective(metrics, metric)) - scale.indexOf(value)
    }),
  )
  const near = distances.find((steps) => steps.every((step) => step >= 0)) ?? []
  return near.reduce((sum, step) => sum + step, 0) / depth
}
