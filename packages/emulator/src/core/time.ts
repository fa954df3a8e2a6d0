/** A cache: many things happen at the same moment, and lists repeat their times. */
const written = new Map<number, string>()
const mostWritten = 4096

/** A time in the format of packages: `2021-03-19T12:58:11.418000Z`. */
export function timestamp(at: number): string {
  const known = written.get(at)
  if (known !== undefined) return known
  const text = `${new Date(at).toISOString().slice(0, -1)}000Z`
  if (written.size === mostWritten) written.clear()
  written.set(at, text)
  return text
}

/** The same, or null if it has not happened. */
export function timestampOrNull(at: number | null): string | null {
  return at === null ? null : timestamp(at)
}
