/** Ways in which a file comes to an emulator: over HTTP as a body, one of no told length, in parts and as a form, and through its `fetch`. */
export const ways = ['put', 'chunked', 'put_parts', 'post', 'fetch'] as const

export type Way = (typeof ways)[number]

/** What files are: of noise, which nothing compresses; of what is compressed to a quarter; or such an archive in another. */
export const kinds = ['raw', 'gzip of noise', 'gzip of zip', 'gzip', 'zip', 'zstd', 'xz', 'bzip2'] as const

export type Kind = (typeof kinds)[number]

/** The format of the package that a file of a kind makes. */
export function formatOf(kind: Kind): string {
  if (kind === 'raw') return 'raw'
  return kind.startsWith('gzip') ? 'npm' : 'python'
}

/** What it took the process with the emulator to take a file, until its package was synchronised. */
export interface Took {
  /** Bytes of the file. */
  readonly size: number
  /** Most resident memory over what it had before, as a multiple of the file. */
  readonly ratio: number
  /** Longest that its event loop was late, in milliseconds: whatever else the machine does counts. */
  readonly worstDelay: number
  /** Most processor time that its event loop took in one turn, in milliseconds. */
  readonly worstTurn: number
  readonly seconds: number
}
