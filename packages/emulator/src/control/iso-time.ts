/** A moment as answers write it. */
export const isoTime = (at: number): string => new Date(at).toISOString()
