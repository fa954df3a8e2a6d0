import { UsageError } from '../core/usage-error.ts'

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Parses the duration of a flag in milliseconds: `90s`, `30m`, `2h`, `1d`; undefined if it is not set. @throws {UsageError} it is not a duration */
export function milliseconds(flag: string, said: string): number
export function milliseconds(flag: string, said: string | undefined): number | undefined
export function milliseconds(flag: string, said: string | undefined): number | undefined {
  if (said === undefined) return undefined
  const [, amount, unit = ''] = /^(\d{1,6})([smhd])$/.exec(said) ?? []
  const size = units[unit]
  if (amount === undefined || size === undefined)
    throw new UsageError(`${flag} ${JSON.stringify(said)} is not a duration: write 90s, 30m, 2h or 1d.`)
  return Number(amount) * size
}
