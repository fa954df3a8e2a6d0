/** A complete document with these lines. */
export function document(lines: readonly string[]): string {
  return ['<?xml version="1.0" encoding="UTF-8"?>\n<metadata>\n', ...lines, '</metadata>\n'].join('')
}

/** A time in digits: `20260131120000`. */
export const stamp = (at: number): string => new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)
