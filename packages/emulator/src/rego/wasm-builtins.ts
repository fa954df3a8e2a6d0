import semver from 'semver'

const nanoseconds = 1_000_000

/** Nanoseconds of the units of a duration, as Go writes it. */
const units: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 }

/**
 * Functions of Rego that compiled policies call back for and that the service has: versions and times. A function that cannot read what it
 * is given has no result. Times are in nanoseconds, of which the last three digits get lost.
 *
 * @param now milliseconds since 1970
 */
export function wasmBuiltins(now: () => number) {
  return {
    'semver.compare': (a: string, b: string) => (semver.valid(a) && semver.valid(b) ? semver.compare(a, b) : undefined),
    'semver.is_valid': (version: unknown) => typeof version === 'string' && semver.valid(version) !== null,
    'time.now_ns': () => now() * nanoseconds,
    'time.parse_rfc3339_ns': (text: string) => timeOf(text),
    'time.parse_duration_ns': (text: string) => durationOf(text),
    'time.add_date': (at: number, years: number, months: number, days: number) => {
      const date = new Date(at / nanoseconds)
      date.setUTCFullYear(date.getUTCFullYear() + years, date.getUTCMonth() + months, date.getUTCDate() + days)
      return date.getTime() * nanoseconds
    },
  }
}

function timeOf(text: string): number | undefined {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : at * nanoseconds
}

function durationOf(text: string): number | undefined {
  const [matched, sign, parts = ''] = /^([+-]?)((?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+)$/.exec(text) ?? []
  if (matched === undefined) return text === '0' ? 0 : undefined
  const sum = [...parts.matchAll(/([\d.]+)(ns|us|µs|ms|s|m|h)/gy)].reduce(
    (total, [, count, unit = '']) => total + Number(count) * (units[unit] ?? 0),
    0,
  )
  return sign === '-' ? -sum : sum
}
