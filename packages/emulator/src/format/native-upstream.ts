import type { FileChecksums } from './native-package.ts'
import type { Manifest } from './types.ts'

/**
 * The format's part of fetching from upstreams: what another registry has. Which upstreams are queried in what order, whom they may serve, what is
 * kept and the time limits are decided elsewhere.
 */
export interface NativeUpstream {
  /** Lists the packages of a name at an upstream. */
  list(source: UpstreamSource, wanted: UpstreamWanted): Promise<readonly UpstreamPackage[]>
  /** Only the version of listed packages can be relied on, unless a version was requested: for registries that describe single versions only. */
  readonly asksByVersion?: true
  /** Lists all packages of an upstream, for formats whose clients read one index of everything. */
  all?(source: UpstreamSource): Promise<readonly UpstreamPackage[]>
}

/** What is requested from an upstream. */
export interface UpstreamWanted {
  readonly name: string
  /** Only this version is needed: used by formats whose registries do not list versions. */
  readonly version?: string | undefined
}

/** An upstream that can be queried. Credentials, time limits and size limits are applied automatically. */
export interface UpstreamSource {
  /** Its URL, without a trailing slash. */
  readonly url: string
  /** The settings of the upstream without its secrets, for those that only some formats have. */
  readonly settings: Readonly<Record<string, unknown>>
  /**
   * Fetches something small, such as an index.
   *
   * @param path a path below the upstream's URL, or another URL
   * @returns undefined if it does not exist (404 or 410)
   * @throws {UpstreamProblem} for any other status but a success, and if there is no response
   */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<UpstreamAnswer | undefined>
}

/** An upstream from which files can be downloaded as well. */
export interface UpstreamDownloads extends UpstreamSource {
  /** Downloads a file of any size that packages may have. @throws {UpstreamProblem} also if it does not exist */
  download(url: string): Promise<Uint8Array>
}

/** The response of an upstream. */
export interface UpstreamAnswer {
  readonly headers: { get(name: string): string | null }
  readonly bytes: Uint8Array
  text(): string
  /** @throws {UpstreamProblem} if it is not JSON */
  json(): unknown
}

/** A package of an upstream. */
export interface UpstreamPackage {
  readonly name: string
  readonly version: string
  /** The main file first. */
  readonly files: readonly [UpstreamFile, ...UpstreamFile[]]
  /** The other fields that a request to upload it would have. */
  readonly fields?: Readonly<Record<string, unknown>>
  /** The tags that it has there. */
  readonly tags?: readonly string[]
  /** What its files contain, if that is known. */
  readonly manifest?: Manifest
  /** Packages that are needed to read its files, such as the parents of a POM. They are fetched first, if possible. */
  readonly needs?: readonly Required<UpstreamWanted>[]
  /** Milliseconds since 1970. */
  readonly publishedAt?: number | undefined
  /** What the registry says about it, for the format's own responses. */
  readonly told?: unknown
}

/** A file of an upstream. */
export interface UpstreamFile {
  /** Default: `package_file`. */
  readonly field?: string
  readonly filename: string
  /** A path below the upstream's URL, or another URL. */
  readonly url: string
  /** The expected checksums: a file that does not match is never served. */
  readonly checksums: FileChecksums
  /** The file itself, if it is known, so that it is not downloaded. */
  readonly bytes?: Uint8Array
  /** Builds the file from parts, if the upstream has no such file. It has to verify that the parts are what was offered. */
  make?(source: UpstreamDownloads): Promise<Uint8Array>
}

/** The reason why an upstream does not provide something. The message names the upstream, but no credential. */
export class UpstreamProblem extends Error {
  override readonly name = 'UpstreamProblem'
  /** 504 if it took too long, else 502. */
  readonly status: 502 | 504

  constructor(message: string, status: 502 | 504 = 502, options?: ErrorOptions) {
    super(message, options)
    this.status = status
  }
}
