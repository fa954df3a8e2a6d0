/** Much happens at one moment, and lists tell of it again and again. */
const written = new Map<number, string>()
const mostWritten = 4096

/** A time as packages have it: `2021-03-19T12:58:11.418000Z`. */
export function timestamp(at: number): string {
  const known = written.get(at)
  if (known !== undefined) return known
  const text = `${new Date(at).toISOString().slice(0, -1)}000Z`
  if (written.size === mostWritten) written.clear()
  written.set(at, text)
  return text
}

/** The same, or null where it has not happened. */
export function timestampOrNull(at: number | null): string | null {
  return at === null ? null : timestamp(at)
}
