const minute = 60
const hour = 60 * minute
const day = 24 * hour

/**
 * A duration in seconds as one or two words: `40 s`, `5 min`, `3 h`, `12 days`. A value that would round up to the next unit is shown in that unit.
 */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < minute) return `${whole} s`
  if (Math.round(whole / minute) < 60) return `${Math.round(whole / minute)} min`
  if (Math.round(whole / hour) < 48) return `${Math.round(whole / hour)} h`
  return `${Math.round(whole / day)} days`
}

/** A time relative to another: `just now`, `5 min ago`, `in 3 h`. */
export function distance(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  if (Math.abs(seconds) < 5) return 'just now'
  return seconds < 0 ? `${span(-seconds)} ago` : `in ${span(seconds)}`
}

/** A time to the minute: `2026-01-01 12:00 UTC`. */
export const moment = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** A size in readable units: `1.2 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const power = Math.min(4, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${['B', 'kB', 'MB', 'GB', 'TB'][power]}`
}
