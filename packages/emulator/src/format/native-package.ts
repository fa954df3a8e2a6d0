import type { Manifest } from './types.ts'

/** Size and checksums of a file, in hexadecimal, as far as they are known. */
export interface FileChecksums {
  readonly size?: number | undefined
  readonly md5?: string | undefined
  readonly sha1?: string | undefined
  readonly sha256?: string | undefined
  readonly sha512?: string | undefined
}

/** A file of a package, as registries see it. */
export interface NativeFile {
  /** The request field that it would be uploaded in: `package_file` for the main one. */
  readonly field: string
  readonly filename: string
  readonly checksums: FileChecksums
  /** Its bytes, to look into: that is no download. Not there for what is an upstream's, or mirrored. */
  readonly bytes: Uint8Array | undefined
}

/** A package, as registries see it. */
export interface NativePackage {
  readonly name: string
  readonly version: string
  /** The main one first. */
  readonly files: readonly [NativeFile, ...NativeFile[]]
  /** Where it is: what is an upstream's has not been fetched yet. */
  readonly home: 'own' | 'connected' | 'upstream'
  /** Milliseconds since 1970; of an upstream's when it says so. */
  readonly publishedAt: number | undefined
  /** Slug of the account. */
  readonly uploader: string | undefined
  /** Tags that somebody gave it here. */
  readonly tags: readonly string[]
  /** Tags that follow from its files or its upload. */
  readonly fileTags: readonly string[]
  /** Tags that it has at the upstream from which it comes. */
  readonly upstreamTags: readonly string[]
  /** What its files say; of an upstream's only where it is a folder. */
  readonly manifest: Manifest | undefined
  /** The fields of its upload that are not files. */
  readonly fields: Readonly<Record<string, unknown>>
  /** What clients said of it that no file says, by name, such as why it is deprecated. @see NativeRepository.note */
  readonly notes: Readonly<Record<string, string>>
  /** What the upstream's registry says of it, in the words of the format: {@link UpstreamPackage.told}. */
  readonly told: unknown
}

/** What an advisory says of a version. */
export interface NativeFinding {
  readonly id: string
  readonly title: string
  /** In lower case: `critical`, `high`, `medium`, `low`, `minimal` or `unknown`. */
  readonly severity: string
  /** Version 3, where it is known. */
  readonly cvss: { readonly vector: string; readonly score: number } | undefined
  /** Where it can be read about. */
  readonly url: string
}

/** What a client publishes. */
export interface NativeUpload {
  /** The main one first, with the request fields that the API would take them in. */
  readonly files: readonly [PublishedFile, ...PublishedFile[]]
  /** What the request to the API would say beside the files. */
  readonly fields?: Readonly<Record<string, unknown>>
  readonly tags?: readonly string[]
  /** Replace a package of the same identity; as the repository's settings say unless said otherwise. */
  readonly republish?: boolean
}

/** A file that is published. */
export interface PublishedFile {
  readonly field: string
  readonly filename: string
  readonly bytes: Uint8Array
}
