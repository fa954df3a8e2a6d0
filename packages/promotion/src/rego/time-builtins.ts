/** A moment in nanoseconds, in UTC or together with the IANA name of a zone. */
type Nanoseconds = number | readonly [number, string]

/** The functions of `time` that compiled policies leave to their host, by name. */
export type TimeBuiltins = Record<string, (...args: never[]) => unknown>

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const

/**
 * `time.now_ns`, `parse_rfc3339_ns`, `clock`, `date` and `weekday`, as OPA's own but to the microsecond: JavaScript's numbers hold no
 * more of today's nanoseconds.
 *
 * @param now the moment that the policy is asked about, in ISO 8601
 * @see https://www.openpolicyagent.org/docs/policy-reference#time
 */
export const timeBuiltins = (now: () => string): TimeBuiltins => ({
  'time.now_ns': () => parse(now()),
  // Undefined, as everything that goes wrong in Rego.
  'time.parse_rfc3339_ns': (text: string) => (rfc3339.test(text) ? parse(text) : undefined),
  'time.clock': (moment: Nanoseconds) => {
    const { hour, minute, second } = partsOf(moment)
    return [hour, minute, second]
  },
  'time.date': (moment: Nanoseconds) => {
    const { year, month, day } = partsOf(moment)
    return [year, month, day]
  },
  'time.weekday': (moment: Nanoseconds) => {
    const { year, month, day } = partsOf(moment)
    return weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]
  },
})

const rfc3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/

function parse(text: string): number | undefined {
  const milliseconds = Date.parse(text.toUpperCase())
  return Number.isNaN(milliseconds) ? undefined : milliseconds * 1_000_000
}

function partsOf(moment: Nanoseconds): Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number> {
  const [nanoseconds, zone] = typeof moment === 'number' ? [moment, 'UTC'] : moment
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
  // Whole seconds are all that is asked for: what rounding took from the nanoseconds must not end a second early.
  const parts = format.formatToParts(Math.round(nanoseconds / 1_000_000)).map(({ type, value }) => [type, Number(value)] as const)
  return Object.fromEntries(parts) as ReturnType<typeof partsOf>
}
