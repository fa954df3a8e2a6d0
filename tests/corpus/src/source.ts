/** What a package says of itself, in the words of its format. */
export interface Facts {
  readonly name: string
  readonly version: string
  /** As declared; absent where none is, or where the format's tool does not tell. */
  readonly license?: string | undefined
  /** Names alone, each once and sorted: how versions are compared has other words in every format. */
  readonly dependencies: readonly string[]
  readonly architectures?: readonly string[] | undefined
}

/** A file that a format's own client downloaded, with the fields and files that go with it on its way into a repository. */
export interface Fetched {
  readonly file: string
  readonly fields?: Readonly<Record<string, string>>
  /** Files beside it, by the request's field. */
  readonly extra?: Readonly<Record<string, string>>
  /** What has to be in the repository before: parents of POMs. */
  readonly before?: readonly Fetched[]
}

/** Where real packages of a format come from. */
export interface Source {
  /** As the emulator calls it. */
  readonly format: string
  /** Checks that its tools are here. @throws an error of the system where one is not. */
  prepare(folder: string): Promise<void>
  /** Downloads the package that a line of the table names, into an empty folder of its own. */
  fetch(what: string, folder: string): Promise<Fetched>
  /** What the format's own tool reads in the file. */
  facts(fetched: Fetched, folder: string): Promise<Facts>
}

/** Sorted, each once. */
export function distinct(names: Iterable<string>): string[] {
  return [...new Set(names)].sort()
}
