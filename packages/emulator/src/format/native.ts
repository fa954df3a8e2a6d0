import type { FormPart } from '../core/form-parts.ts'
import type { NativeHost } from '../core/hosts.ts'
import type { Reply } from '../core/reply.ts'
import type { ClientConfiguration, ClientPlace } from './client-configuration.ts'
import type { NativeFile, NativeFinding, NativePackage, NativeUpload, PublishedFile } from './native-package.ts'
import type { NativeUpstream } from './native-upstream.ts'
import type { PackageFacts } from './types.ts'

/** How the clients of a format communicate with a repository: its registry protocol, which does not depend on the world. */
export interface Native {
  /** The host below `cloudsmith.io` that its clients use, with paths `/{owner}/{repo}/…`; undefined if they only use the download host. */
  readonly host?: NativeHost
  /** That host only takes uploads: packages are installed from the download host. */
  readonly hostTakesUploadsOnly?: true
  /** Its clients use the download host, with paths `/{basic|public|TOKEN}/{owner}/{repo}/{format}/…`. */
  readonly downloads?: true
  /** Whether a file is next to the format's folder at the download host, such as a list of sources. `answer` gets its name without a folder. */
  standsBeside?(filename: string): boolean
  /**
   * Handles a request of a client. Undefined if the registry is a separate part of the service, such as that of images. Refusals are thrown.
   *
   * @throws {Refusal} 401, 403, 404 and the like; `refusal` puts it in the client's format
   */
  answer?(request: NativeRequest, repository: NativeRepository): Promise<Reply> | Reply
  /**
   * Finds the key or token of a request that is sent in a way of the format's own, such as in a body, or in `Authorization` without a scheme. Only
   * called if the request has no credential that the API knows.
   */
  keyIn?(request: NativeRequest): string | undefined | Promise<string | undefined>
  /** Puts a refusal in a form that the format's clients show. Default: that of the API. */
  refusal?(refused: RefusedRequest): Reply
  /** The configurations of clients for a repository, the usual one first. */
  clients(place: ClientPlace): readonly [ClientConfiguration, ...ClientConfiguration[]]
  /** The form in which names are compared. Default: lower case. Has to be idempotent. */
  nameKey?(name: string): string
  /** The form in which versions are compared, if one can be written in several ways. */
  versionKey?(version: string): string
  /** How clients name packages, if that is more than a name: Maven uses group and artifact. */
  readonly naming?: NativeNaming
  /** Whether a version may consist of several packages, each with a file of its own. */
  readonly severalOfVersion?: true
  /** Whether the name of such a file contains the version, so that it alone identifies the package: an upstream may write the version differently. */
  readonly filenameHoldsVersion?: true
  /** How packages are found at another registry of the format. Without it, packages are only fetched from folders. */
  readonly upstream?: NativeUpstream
}

/** Signs for a repository, with its own OpenPGP key. */
export interface NativeSigner {
  /** Signs a text with a cleartext signature. @param at milliseconds since 1970 */
  clear(text: string, at: number): string
  /** Creates a detached signature of a text. */
  detached(text: string, at: number): string
}

/** A cache of recent responses. The least recently used ones are dropped first, and all of them when the emulator ends. */
export interface NativeMemory {
  get(name: string): Uint8Array | undefined
  keep(name: string, bytes: Uint8Array): void
}

/** How clients name packages. */
export interface NativeNaming {
  whole(facts: Pick<PackageFacts, 'name' | 'identifiers'>): string
  /** The package's own name within a client's name. */
  own(whole: string): string
}

/** The refusal of a client's request. */
export interface RefusedRequest {
  readonly status: number
  readonly detail: string
  readonly headers: Readonly<Record<string, string>>
}

/** A request to a registry. */
export interface NativeRequest {
  readonly method: string
  /** The part after the repository's URL, without a leading slash and not decoded. */
  readonly path: string
  /** The decoded segments of the path. */
  readonly segments: readonly string[]
  readonly query: URLSearchParams
  readonly headers: { get(name: string): string | null }
  /** Whether it was sent to the download host. */
  readonly isDownload: boolean
  /** @throws {Refusal} 400 if it is not JSON */
  json(): Promise<unknown>
  bytes(): Promise<Uint8Array>
  /** The parts of a form; undefined if it is not a form. */
  form(): Promise<readonly FormPart[] | undefined>
}

/** The settings of a repository that registries use. @see docs/service.md#tags */
export interface NativeSettings {
  /** Whether a pre-release may be `latest`. */
  readonly prereleasesAreLatest: boolean
  /** Whether the `latest` of an upstream takes precedence over the order of versions. */
  readonly upstreamTagsFirst: boolean
  /** Whether publishing a package again replaces it. */
  readonly replacesPackages: boolean
}

/**
 * A repository in the view of one format's registry, for one caller who may read it. It contains what the caller may see: packages of the repository
 * itself, then of connected repositories, then of upstreams. Refusals happen when the bytes of a file are requested.
 */
export interface NativeRepository {
  readonly owner: string
  readonly repo: string
  /** URL of the registry, without a trailing slash; links to the same host start with it. */
  readonly url: string
  /** URL at the download host, in the form in which the caller has access, without a trailing slash. */
  readonly downloads: string
  readonly settings: NativeSettings
  /** Slug of the calling account; undefined for entitlement tokens and anonymous callers. */
  readonly caller: string | undefined
  /** Milliseconds since 1970 on the emulator's clock. */
  now(): number
  /** Milliseconds since 1970 on the callers' clock, by which clients judge signatures. */
  clientsNow(): number
  /** URL of the repository at the download host, without a trailing slash: keys and lists of sources are there. */
  readonly root: string
  /** The cache for this repository and format. */
  readonly memory: NativeMemory
  /** @throws {Refusal} 404 if it cannot sign, because the key comes from a state that only kept its public half */
  signer(): NativeSigner
  /** All packages of the format here and in connected repositories, the oldest first. Upstreams are not queried. */
  packages(): readonly NativePackage[]
  /** All packages of the format, including those of upstreams that can list everything. @see NativeUpstream.all */
  everything(): Promise<readonly NativePackage[]>
  /**
   * All packages of a name, each version and file once. Names are compared by the format's rules.
   *
   * @throws {Refusal} 502 or 504 if there is none, and an upstream could not be queried
   */
  find(name: string): Promise<readonly NativePackage[]>
  /**
   * Finds one package. If it is here, no upstream is queried.
   *
   * @param filename name of its main file, if a version has several
   * @param distribution the distribution that it was uploaded for, such as `debian/trixie`, if there are several
   * @throws {Refusal} as `find`
   */
  package(name: string, version: string, filename?: string, distribution?: string): Promise<NativePackage | undefined>
  /**
   * Serves the bytes of a file, which counts as a download. A file of an upstream is fetched and stored first.
   *
   * @param file default: the main file
   * @throws {Refusal} 403 if it is quarantined, denied or beyond a limit; 404; 502 or 504 if an upstream does not provide it
   */
  give(pkg: NativePackage, file?: NativeFile, headers?: Readonly<Record<string, string>>): Promise<Reply>
  /**
   * Publishes a package, which is then synchronised, scanned and judged like any other.
   *
   * @throws {Refusal} 401 or 403 if the caller may not
   */
  publish(upload: NativeUpload): Promise<void>
  /**
   * Stores a file that a client sends separately, until its package is complete: when `publishDrafts` is called, or when nothing more has been sent
   * for a minute.
   *
   * @param name name of the draft; each account has its own drafts
   * @param whole creates the package from the files
   * @throws {Refusal} 401 or 403 if the caller may not publish, 413 if the package becomes too large
   */
  draft(name: string, file: PublishedFile, whole: (files: readonly PublishedFile[]) => NativeUpload): void
  /** The files of a draft. */
  drafted(name: string): readonly PublishedFile[]
  /** Publishes the drafts whose names start with a text. @throws {Refusal} as `publish` */
  publishDrafts(start: string): Promise<void>
  /** The advisories about a version, wherever it is, the most severe first. */
  findings(name: string, version: string): readonly NativeFinding[]
  /** Adds a tag to a package of this repository. @throws {Refusal} 401, 403, or 404 if the package is elsewhere */
  tag(pkg: NativePackage, tag: string): void
  /** Removes a tag, if possible. @throws {Refusal} likewise */
  untag(pkg: NativePackage, tag: string): void
  /**
   * Records something about a package of this repository that its files do not contain; without a text, removes it.
   *
   * @throws {Refusal} likewise
   */
  note(pkg: NativePackage, name: string, text: string | undefined): void
  /** Deletes a package of this repository. @throws {Refusal} likewise */
  remove(pkg: NativePackage): void
  /** @throws {Refusal} 401 or 403 if the caller may not write */
  mustWrite(): void
}
