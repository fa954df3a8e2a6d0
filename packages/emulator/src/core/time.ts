/** A time as packages have it: `2021-03-19T12:58:11.418000Z`. */
export function timestamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, -1)}000Z`
}

/** The same, or null where it has not happened. */
export function timestampOrNull(at: number | null): string | null {
  return at === null ? null : timestamp(at)
}
