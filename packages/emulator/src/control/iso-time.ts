/** A time as responses write it. */
export const isoTime = (at: number): string => new Date(at).toISOString()
