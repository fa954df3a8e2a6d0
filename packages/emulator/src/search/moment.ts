/** A date in a query: a relative one, or a fixed one with its length (a day if it has no time, else 0). */
export type Moment =
  | { readonly kind: 'relative'; readonly at: (now: Date) => number }
  | { readonly kind: 'fixed'; readonly at: number; readonly length: number }

const day = 86_400_000

const lengths: Readonly<Record<string, number>> = { second: 1000, minute: 60_000, hour: 3_600_000, day, week: 7 * day }
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Hours ahead of UTC. */
const zones: Readonly<Record<string, number>> = {
  utc: 0,
  gmt: 0,
  z: 0,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  bst: 1,
  cet: 1,
  cest: 2,
}

const time = '(?<hours>\\d{1,2}):(?<minutes>\\d{2})(?::(?<seconds>\\d{2})(?:\\.\\d+)?)?'
const zone = '\\s*(?<zone>[a-z]+|[+-]\\d{2}:?\\d{2})?'
const monthName = '(?<name>[a-z]+)\\.?'
const dayNumber = '(?<day>\\d{1,2})(?:st|nd|rd|th)?'
const fixedShapes = [
  '(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})',
  `${monthName} ${dayNumber},? (?<year>\\d{4})`,
  `${dayNumber} ${monthName},? (?<year>\\d{4})`,
].map((shape) => new RegExp(`^${shape}(?:(?:t|,? )${time})?${zone}$`))

/**
 * Parses a date: `1 day ago`, `2 weeks ago`, `an hour ago`, `yesterday`, `last month`, `2019-08-14`, `2019-08-14T10:00:00Z`, `August 14, 2019 EST`,
 * `14 Aug 2019`. Without a time zone it is UTC.
 *
 * Undefined for anything else; the service accepts more forms.
 */
export function parseMoment(text: string): Moment | undefined {
  const words = text.trim().toLowerCase().replaceAll(/\s+/g, ' ')
  return parseRelative(words) ?? parseFixed(words)
}

function parseRelative(words: string): Moment | undefined {
  if (words === 'now') return { kind: 'relative', at: (now) => now.getTime() }
  if (words === 'today') return { kind: 'relative', at: startOfDay }
  if (words === 'yesterday') return { kind: 'relative', at: (now) => startOfDay(now) - day }
  const [matched, count, unit = ''] =
    /^(last|an?|one|\d{1,6}) (second|minute|hour|day|week|month|year)s?( ago)?$/.exec(words) ?? []
  if (matched === undefined || (count !== 'last') !== words.endsWith(' ago')) return undefined
  const number = /^\d/.test(count ?? '') ? Number(count) : 1
  return { kind: 'relative', at: (now) => back(now, number, unit) }
}

function back(now: Date, count: number, unit: string): number {
  const length = lengths[unit]
  return length === undefined ? monthsBack(now, unit === 'year' ? 12 * count : count) : now.getTime() - count * length
}

/** The same day of an earlier month, or its last day if the month is shorter. */
function monthsBack(now: Date, count: number): number {
  const target = new Date(now)
  target.setUTCMonth(now.getUTCMonth() - count)
  if (target.getUTCDate() !== now.getUTCDate()) target.setUTCDate(0)
  return target.getTime()
}

function startOfDay(now: Date): number {
  return Math.floor(now.getTime() / day) * day
}

function parseFixed(words: string): Moment | undefined {
  for (const shape of fixedShapes) {
    const groups = shape.exec(words)?.groups
    if (groups) return fixed(groups)
  }
  return undefined
}

function fixed(groups: Readonly<Record<string, string | undefined>>): Moment | undefined {
  const month = groups.name === undefined ? Number(groups.month) - 1 : monthIndex(groups.name)
  const offset = zoneOffset(groups.zone)
  const date = Date.UTC(Number(groups.year), month, Number(groups.day))
  const [hours, minutes, seconds] = [Number(groups.hours ?? 0), Number(groups.minutes ?? 0), Number(groups.seconds ?? 0)]
  const exists = new Date(date).getUTCMonth() === month && hours < 24 && minutes < 60 && seconds < 60
  if (!exists || offset === undefined) return undefined
  const at = date + ((hours * 60 + minutes) * 60 + seconds) * 1000 - offset
  return { kind: 'fixed', at, length: groups.hours === undefined ? day : 0 }
}

function monthIndex(name: string): number {
  return name.length < 3 ? -1 : months.indexOf(name.slice(0, 3))
}

function zoneOffset(zone: string | undefined): number | undefined {
  if (zone === undefined) return 0
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? []
  if (sign !== undefined) return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
  return Object.hasOwn(zones, zone) ? (zones[zone] ?? 0) * 3_600_000 : undefined
}
