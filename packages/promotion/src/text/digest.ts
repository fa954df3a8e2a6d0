import { sha256Of } from './bytes.ts'

/** JSON whose keys are in order, so that one value has one text, however it was written down. What is undefined is left out. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )

/** The SHA-256, in hex, of a value that is plain data. */
export const digestOf = (value: unknown): Promise<string> => sha256Of(new TextEncoder().encode(canonical(value)))
