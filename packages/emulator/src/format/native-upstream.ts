import type { FileChecksums } from './native-package.ts'
import type { Manifest } from './types.ts'

/**
 * The protocol's side of fetching: what another registry has. Which upstreams are asked, in what order, whom they may serve, what is kept and
 * how long anything may take is not up to it.
 */
export interface NativeUpstream {
  /** The packages of a name at an upstream; none where it has none. */
  list(source: UpstreamSource, wanted: UpstreamWanted): Promise<readonly UpstreamPackage[]>
  /** Of what is listed only the version counts, unless one is wanted: registries that say of single versions only what there is of them. */
  readonly asksByVersion?: true
  /** All that an upstream has, for formats whose clients read one index of everything. */
  all?(source: UpstreamSource): Promise<readonly UpstreamPackage[]>
}

/** What is looked for at an upstream. */
export interface UpstreamWanted {
  readonly name: string
  /** Only this one is wanted: formats whose registries list no versions go by it. */
  readonly version?: string | undefined
}

/** An upstream that can be asked. Credentials, time limits and how much may come are taken care of. */
export interface UpstreamSource {
  /** Its address, without a slash at the end. */
  readonly url: string
  /** The settings of the upstream without its secrets, for those that only some formats have. */
  readonly settings: Readonly<Record<string, unknown>>
  /**
   * Asks for something small, such as an index.
   *
   * @param path below the address, or another address altogether
   * @returns nothing for what is not there (404 or 410)
   * @throws {UpstreamProblem} for every other answer but a success, and where none comes
   */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<UpstreamAnswer | undefined>
}

/** An upstream that can be asked for files as well. */
export interface UpstreamDownloads extends UpstreamSource {
  /** Asks for a file of any size that packages may have. @throws {UpstreamProblem} also for what is not there */
  download(url: string): Promise<Uint8Array>
}

/** What an upstream answered. */
export interface UpstreamAnswer {
  readonly headers: { get(name: string): string | null }
  readonly bytes: Uint8Array
  text(): string
  /** @throws {UpstreamProblem} for what is no JSON */
  json(): unknown
}

/** A package that an upstream has. */
export interface UpstreamPackage {
  readonly name: string
  readonly version: string
  /** The main one first. */
  readonly files: readonly [UpstreamFile, ...UpstreamFile[]]
  /** What a request to upload it would say beside its files. */
  readonly fields?: Readonly<Record<string, unknown>>
  /** Tags that it has there. */
  readonly tags?: readonly string[]
  /** What its files say, where they are at hand. */
  readonly manifest?: Manifest
  /** What its files cannot be read without, such as the parents of a POM: is fetched before, where it can be. */
  readonly needs?: readonly Required<UpstreamWanted>[]
  /** Milliseconds since 1970. */
  readonly publishedAt?: number | undefined
  /** What the registry says of it, for the format's own answers. */
  readonly told?: unknown
}

/** A file that an upstream has. */
export interface UpstreamFile {
  /** `package_file` unless said otherwise. */
  readonly field?: string
  readonly filename: string
  /** Where it is: a path below the upstream's address, or another address. */
  readonly url: string
  /** What it has to be: a file that is something else is given to nobody. */
  readonly checksums: FileChecksums
  /** The file itself, where it is at hand: then nobody asks for it. */
  readonly bytes?: Uint8Array
  /** Makes the file of parts that the upstream has, where it has no such file: it sees to it that these are what was offered. */
  make?(source: UpstreamDownloads): Promise<Uint8Array>
}

/** Why an upstream does not give what is asked of it. Its text names the upstream, and no credential. */
export class UpstreamProblem extends Error {
  override readonly name = 'UpstreamProblem'
  /** 504 where it took too long, else 502. */
  readonly status: 502 | 504

  constructor(message: string, status: 502 | 504 = 502, options?: ErrorOptions) {
    super(message, options)
    this.status = status
  }
}
