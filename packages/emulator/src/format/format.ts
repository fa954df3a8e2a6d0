import type { PackageFormat } from '../generated/v1.ts'
import type { Distributions } from './distribution.ts'
import type { Native } from './native.ts'
import type { PackageFixture } from './package-fixture.ts'
import type { Sketch } from './sketch.ts'
import type { Manifest, PackageUpload, Reader } from './types.ts'

/** A package format: all that the emulator knows of it. */
export interface Format {
  readonly name: string
  readonly extensions: readonly string[]
  /** What tells name and version, in words; the package itself unless said otherwise. */
  readonly namedBy?: string
  /** The service's number of the format. */
  readonly backendKind: number
  /** The service looks for known vulnerabilities. */
  readonly isScannable?: true
  /**
   * The OSV ecosystem that advisories for this format are filed under. A Docker image has none: the service scans what is in it.
   *
   * @see https://ossf.github.io/osv-schema/#defined-ecosystems
   */
  readonly ecosystem?: string
  /** Licence policies do not look at it. */
  readonly hasNoLicense?: true
  /** The distributions whose releases packages belong to, by slug. Formats without have none. */
  readonly distributions?: Distributions
  /** What a package without a distribution is called in `type_display`; `file` unless said otherwise. */
  readonly typeDisplay?: string
  /** Pulled from a registry of its own, by tags that pushes give: packages have no download URL, and none is `latest` by itself. */
  readonly hasOwnRegistry?: true
  /** Whether a package is what others are built from, by its file name and architectures. Formats without have no sources. */
  readonly isSource?: (filename: string, architectures: readonly string[]) => boolean
  /** The field of requests that holds a path, which is all that packages are told apart by. */
  readonly pathField?: string
  /** What the further files of a package are to it, as their `tag` says, by the fields of requests that they come in; `extra` unless named. */
  readonly fileTags?: Readonly<Record<string, string>>
  /** Fields of requests to upload that the answer has as well, although packages do not. */
  readonly repeats?: readonly string[]
  /** A name as advisories are looked up by; as it is unless said otherwise. */
  readonly advisoryName?: (name: string) => string
  /** What the catalogue says of it, where that is not as with most formats. */
  readonly supports?: Partial<PackageFormat['supports']>
  /** Reads a package file, and what the request says of it. */
  readonly read: Reader
  /** How its own clients speak with a repository; none for formats whose clients the emulator does not answer. */
  readonly native?: Native
  /** Makes a package of it, where the emulator can. */
  readonly make?: (sketch: Sketch) => PackageFixture
  /** The tag that a package has from its upload or its files, or several. */
  readonly fileTag?: (content: { readonly fields: PackageUpload['fields']; readonly facts?: Manifest | undefined }) => unknown
}
