/** Ways in which a file comes to an emulator: over HTTP as a body, in parts and as a form, and through its `fetch`. */
export const ways = ['put', 'put_parts', 'post', 'fetch'] as const

export type Way = (typeof ways)[number]

/** Packages whose files are opaque, and archives that have to be unpacked. */
export const kinds = ['raw', 'npm'] as const

export type Kind = (typeof kinds)[number]

/** What it took the process with the emulator to take a file, until its package was synchronised. */
export interface Took {
  /** Most resident memory over what it had before, as a multiple of the file. */
  readonly ratio: number
  /** Longest that its event loop was busy with one thing, in milliseconds. */
  readonly worstDelay: number
  readonly seconds: number
}
