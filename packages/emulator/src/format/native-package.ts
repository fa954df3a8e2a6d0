import type { Manifest } from './types.ts'

/** Size and checksums of a file in hexadecimal, as far as they are known. */
export interface FileChecksums {
  readonly size?: number | undefined
  readonly md5?: string | undefined
  readonly sha1?: string | undefined
  readonly sha256?: string | undefined
  readonly sha512?: string | undefined
}

/** A file of a package, in the view of registries. */
export interface NativeFile {
  /** The request field that it would be uploaded in: `package_file` for the main file. */
  readonly field: string
  readonly filename: string
  readonly checksums: FileChecksums
  /** Its bytes, for inspection: this does not count as a download. Undefined for files of upstreams and mirrored files. */
  readonly bytes: Uint8Array | undefined
}

/** A package, in the view of registries. */
export interface NativePackage {
  readonly name: string
  readonly version: string
  /** The main file first. */
  readonly files: readonly [NativeFile, ...NativeFile[]]
  /** Where it is. A package of an upstream has not been fetched yet. */
  readonly home: 'own' | 'connected' | 'upstream'
  /** Milliseconds since 1970; for a package of an upstream only if that states it. */
  readonly publishedAt: number | undefined
  /** Slug of the account. */
  readonly uploader: string | undefined
  /** Tags that users have set here. */
  readonly tags: readonly string[]
  /** Tags that follow from its files or its upload. */
  readonly fileTags: readonly string[]
  /** Tags that it has at the upstream it comes from. */
  readonly upstreamTags: readonly string[]
  /** What its files contain; for a package of an upstream only if that is a folder. */
  readonly manifest: Manifest | undefined
  /** The fields of its upload that are not files. */
  readonly fields: Readonly<Record<string, unknown>>
  /** What clients have said about it that no file contains, by name, such as why it is deprecated. @see NativeRepository.note */
  readonly notes: Readonly<Record<string, string>>
  /** What the upstream's registry says about it, in the format's terms: {@link UpstreamPackage.told}. */
  readonly told: unknown
}

/** An advisory about a version. */
export interface NativeFinding {
  readonly id: string
  readonly title: string
  /** In lower case: `critical`, `high`, `medium`, `low`, `minimal` or `unknown`. */
  readonly severity: string
  /** CVSS version 3, if it is known. */
  readonly cvss: { readonly vector: string; readonly score: number } | undefined
  /** A page about it. */
  readonly url: string
}

/** A package that a client publishes. */
export interface NativeUpload {
  /** The main file first, with the request fields that the API would take them in. */
  readonly files: readonly [PublishedFile, ...PublishedFile[]]
  /** The other fields that the API request would have. */
  readonly fields?: Readonly<Record<string, unknown>>
  readonly tags?: readonly string[]
  /** Whether to replace a package of the same identity. Default: according to the repository's settings. */
  readonly republish?: boolean
}

/** A file that is being published. */
export interface PublishedFile {
  readonly field: string
  readonly filename: string
  readonly bytes: Uint8Array
}
