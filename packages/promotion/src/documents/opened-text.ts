import type { Locate, Placed } from './places.ts'

/** The value of a text, or why it could not be parsed, and how to locate fields in it. */
export interface OpenedText {
  readonly value: unknown
  readonly flaws: readonly Placed[]
  readonly locate: Locate
}

/** A text that could not be parsed. */
export const refused = (message: string, at = 0): OpenedText => ({
  value: undefined,
  flaws: [{ path: [], message, at }],
  locate: (paths) => paths.map(() => 0),
})
