import semver from 'semver'

const nanoseconds = 1_000_000

/** Nanoseconds of each unit of a duration in Go's notation. */
const units: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 }

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const

/** A time in nanoseconds, in UTC or with the IANA name of a time zone. */
type Moment = number | readonly [number, string]

/**
 * Built-in functions of Rego that compiled policies expect from their host: versions and times, as in OPA itself. A function returns no
 * result for an argument that it cannot read. Times are in nanoseconds, but precise to about a microsecond.
 *
 * @param now milliseconds since 1970
 * @see https://www.openpolicyagent.org/docs/policy-reference#time
 */
export function hostFunctions(now: () => number) {
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
    'time.clock': (moment: Moment) => {
      const { hour, minute, second } = partsOf(moment)
      return [hour, minute, second]
    },
    'time.date': (moment: Moment) => {
      const { year, month, day } = partsOf(moment)
      return [year, month, day]
    },
    'time.weekday': (moment: Moment) => {
      const { year, month, day } = partsOf(moment)
      return weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]
    },
  }
}

function timeOf(text: string): number | undefined {
  const at = /^\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d(?:\.\d+)?(?:z|[+-]\d\d:\d\d)$/i.test(text)
    ? Date.parse(text.toUpperCase())
    : Number.NaN
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

function partsOf(moment: Moment): Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number> {
  const [at, zone] = typeof moment === 'number' ? [moment, 'UTC'] : moment
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
    timeZone: zone || 'UTC',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  // Only whole seconds are used, so a nanosecond lost to rounding must not shift the result to the second before.
  const parts = format.formatToParts(Math.round(at / nanoseconds)).map(({ type, value }) => [type, Number(value)] as const)
  return Object.fromEntries(parts) as ReturnType<typeof partsOf>
}
