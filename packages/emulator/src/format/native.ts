import type { FormPart } from '../core/form-parts.ts'
import type { NativeHost } from '../core/hosts.ts'
import type { Reply } from '../core/reply.ts'
import type { ClientConfiguration, ClientPlace } from './client-configuration.ts'
import type { NativeFile, NativeFinding, NativePackage, NativeUpload, PublishedFile } from './native-package.ts'
import type { NativeUpstream } from './native-upstream.ts'
import type { PackageFacts } from './types.ts'

/** How the clients of a format speak with a repository: its registry's protocol, which knows no world. */
export interface Native {
  /** The host below `cloudsmith.io` at which its clients ask, at `/{owner}/{repo}/…`; none for what is at the download host only. */
  readonly host?: NativeHost
  /** That host takes uploads, and nothing else: packages are installed from the download host. */
  readonly hostTakesUploadsOnly?: true
  /** Its clients ask at the download host, at `/{basic|public|TOKEN}/{owner}/{repo}/{format}/…`. */
  readonly downloads?: true
  /** Which files stand beside the format's folder at the download host, such as lists of sources: `answer` gets them without a folder. */
  standsBeside?(filename: string): boolean
  /**
   * Answers a client; not there where the registry is a part of the service of its own, as that of images. What is refused is thrown, as
   * everywhere.
   *
   * @throws {Refusal} 401, 403, 404 and the like: `refusal` words it for the client
   */
  answer?(request: NativeRequest, repository: NativeRepository): Promise<Reply> | Reply
  /**
   * The key or token that comes with a request in a way of the format's own, such as in a body or in `Authorization` without a scheme; is asked
   * where none comes as the API knows it.
   */
  keyIn?(request: NativeRequest): string | undefined | Promise<string | undefined>
  /** Puts a refusal into words that the format's clients show; the API's own unless said otherwise. */
  refusal?(refused: RefusedRequest): Reply
  /** How clients are told of a repository, the usual one first. */
  clients(place: ClientPlace): readonly [ClientConfiguration, ...ClientConfiguration[]]
  /** What names of the format are compared by; any case unless said otherwise. Of what is compared already, it makes the same. */
  nameKey?(name: string): string
  /** What versions of the format are compared by, where one may be written in several ways. */
  versionKey?(version: string): string
  /** How packages are called by clients, where that is more than their name: Maven's by group and artifact. */
  readonly naming?: NativeNaming
  /** A version may be several packages, each of a file of its own. */
  readonly severalOfVersion?: true
  /** The name of such a file holds the version, so that it alone tells them apart: an upstream may write a version otherwise than the file does. */
  readonly filenameHoldsVersion?: true
  /** How packages are found at another registry of the format; without it, upstreams fetch nothing but from folders. */
  readonly upstream?: NativeUpstream
}

/** What signs for a repository, with its own OpenPGP key. */
export interface NativeSigner {
  /** A text with the signature around it. @param at milliseconds since 1970 */
  clear(text: string, at: number): string
  /** The signature alone, to lie beside the text. */
  detached(text: string, at: number): string
}

/** What was given out lately. What nobody asked for longest is forgotten first, and all of it when the emulator ends. */
export interface NativeMemory {
  get(name: string): Uint8Array | undefined
  keep(name: string, bytes: Uint8Array): void
}

/** What a package is called by clients. */
export interface NativeNaming {
  whole(facts: Pick<PackageFacts, 'name' | 'identifiers'>): string
  /** The package's own name in that. */
  own(whole: string): string
}

/** What a refused client is told. */
export interface RefusedRequest {
  readonly status: number
  readonly detail: string
  readonly headers: Readonly<Record<string, string>>
}

/** A request to a registry. */
export interface NativeRequest {
  readonly method: string
  /** What follows the repository's own address, without a slash at the start, its escapes as they were sent. */
  readonly path: string
  /** The parts of the path, with their escapes undone. */
  readonly segments: readonly string[]
  readonly query: URLSearchParams
  readonly headers: { get(name: string): string | null }
  /** Whether it came to the download host. */
  readonly isDownload: boolean
  /** @throws {Refusal} 400 for what is no JSON */
  json(): Promise<unknown>
  bytes(): Promise<Uint8Array>
  /** The parts of a form; nothing for what is no form. */
  form(): Promise<readonly FormPart[] | undefined>
}

/** Settings of a repository that registries go by. @see docs/service.md#tags */
export interface NativeSettings {
  /** A pre-release may be `latest`. */
  readonly prereleasesAreLatest: boolean
  /** What an upstream says is `latest` counts before the order of versions. */
  readonly upstreamTagsFirst: boolean
  /** What is published again replaces what was there. */
  readonly replacesPackages: boolean
}

/**
 * A repository as the registry of one format sees it, for one caller, who may read it. It shows what that caller may see: of the repository
 * itself, then of connected repositories, then of upstreams; what is refused is refused when its bytes are asked for.
 */
export interface NativeRepository {
  readonly owner: string
  readonly repo: string
  /** Where the registry is, without a slash at the end: links to the same host begin with it. */
  readonly url: string
  /** Where it is at the download host, as whoever asks can get in there, without a slash at the end. */
  readonly downloads: string
  readonly settings: NativeSettings
  /** Slug of the account that asks; none for tokens of entitlements, and for anybody. */
  readonly caller: string | undefined
  /** Milliseconds since 1970 on the emulator's clock. */
  now(): number
  /** The same on the clock of those who ask, by which clients judge what is signed. */
  clientsNow(): number
  /** Where the repository is at the download host, without a slash at the end: keys and lists of sources are there. */
  readonly root: string
  /** Of this repository and format. */
  readonly memory: NativeMemory
  /** @throws {Refusal} 404 where nothing signs, as the key comes from a state that kept its public half alone */
  signer(): NativeSigner
  /** All packages of the format that are here or in connected repositories, the oldest first. Upstreams are not asked. */
  packages(): readonly NativePackage[]
  /** All packages of the format, with all that the upstreams have which can list everything. @see NativeUpstream.all */
  everything(): Promise<readonly NativePackage[]>
  /**
   * All packages of a name, each version and file once. Names are compared as the format does.
   *
   * @throws {Refusal} 502 or 504 where nothing has it, and an upstream could not be asked
   */
  find(name: string): Promise<readonly NativePackage[]>
  /**
   * One package: where it is here, no upstream is asked.
   *
   * @param filename of its main file, where a version has several
   * @param distribution for which it was uploaded, such as `debian/trixie`, where a file may be there for several
   * @throws {Refusal} as `find`
   */
  package(name: string, version: string, filename?: string, distribution?: string): Promise<NativePackage | undefined>
  /**
   * Gives the bytes of a file out, which counts as a download, and fetches and keeps it first where it is an upstream's.
   *
   * @param file the main one unless said otherwise
   * @throws {Refusal} 403 for what is quarantined, denied or beyond a limit, 404, 502 or 504 for what an upstream does not give
   */
  give(pkg: NativePackage, file?: NativeFile, headers?: Readonly<Record<string, string>>): Promise<Reply>
  /**
   * Publishes a package, which then synchronises, is scanned and judged as any other.
   *
   * @throws {Refusal} 401 or 403 for those who may not
   */
  publish(upload: NativeUpload): Promise<void>
  /**
   * Keeps a file that a client sends by itself, until its package is whole: when `publishDrafts` says so, or when nothing more has come for
   * a minute.
   *
   * @param name of the draft: each account has its own
   * @param whole makes the package of the files
   * @throws {Refusal} 401 or 403 for those who may not publish, 413 for more than a package may have
   */
  draft(name: string, file: PublishedFile, whole: (files: readonly PublishedFile[]) => NativeUpload): void
  /** The files of a draft. */
  drafted(name: string): readonly PublishedFile[]
  /** Publishes the drafts whose names begin so. @throws {Refusal} as `publish` */
  publishDrafts(start: string): Promise<void>
  /** What advisories say of a version, wherever it is: the gravest first. */
  findings(name: string, version: string): readonly NativeFinding[]
  /** Gives a package of this repository a tag. @throws {Refusal} 401, 403, or 404 for one that is elsewhere */
  tag(pkg: NativePackage, tag: string): void
  /** Takes a tag away, where it can be. @throws {Refusal} likewise */
  untag(pkg: NativePackage, tag: string): void
  /**
   * Notes something of a package of this repository that its files do not say, or, without a text, forgets it.
   *
   * @throws {Refusal} likewise
   */
  note(pkg: NativePackage, name: string, text: string | undefined): void
  /** Deletes a package of this repository. @throws {Refusal} likewise */
  remove(pkg: NativePackage): void
  /** @throws {Refusal} 401 or 403 for those who may not write */
  mustWrite(): void
}
