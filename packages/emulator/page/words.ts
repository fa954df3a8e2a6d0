/** A time without fractions of a second: `2026-01-01 12:00:00`. */
export const moment = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)}`

/** A number with thousands separators. */
export const number = (value: number): string => value.toLocaleString('en')

/** `1 package`, `2 packages`. */
export const count = (amount: number, thing: string): string => `${number(amount)} ${thing}${amount === 1 ? '' : 's'}`

/** A size in readable form: `1.2 kB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const power = Math.min(4, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${['B', 'kB', 'MB', 'GB', 'TB'][power]}`
}

/** A duration in readable form: `12 ms`, `1.5 s`. */
export function duration(milliseconds: number | null): string {
  if (milliseconds === null) return ''
  if (milliseconds < 1000) return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`
  return `${(milliseconds / 1000).toFixed(1)} s`
}
