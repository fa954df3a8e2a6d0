import type { PackageFormat } from '../generated/v1.ts'
import type { Distributions } from './distribution.ts'
import type { Native } from './native.ts'
import type { PackageFixture } from './package-fixture.ts'
import type { Sketch } from './sketch.ts'
import type { Manifest, PackageUpload, Reader } from './types.ts'

/** The description of a package format. */
export interface Format {
  readonly name: string
  readonly extensions: readonly string[]
  /** What determines name and version, in words for the README. Default: the package itself. */
  readonly namedBy?: string
  /** The service's number for the format. */
  readonly backendKind: number
  /** Whether the service scans its packages for known vulnerabilities. */
  readonly isScannable?: true
  /**
   * The OSV ecosystem of advisories for this format. Docker images have none: the service scans their content.
   *
   * @see https://ossf.github.io/osv-schema/#defined-ecosystems
   */
  readonly ecosystem?: string
  /** Whether licence policies ignore it. */
  readonly hasNoLicense?: true
  /** The distributions that its packages can be for, by slug. Undefined if the format has none. */
  readonly distributions?: Distributions
  /** The `type_display` of a package without a distribution. Default: `file`. */
  readonly typeDisplay?: string
  /**
   * Whether its packages are pulled from a registry of their own by tags that are set when pushing. They have no download URL, and none is
   * automatically `latest`.
   */
  readonly hasOwnRegistry?: true
  /** Whether a package is a source package, judged by its file name and architectures. Undefined if the format has none. */
  readonly isSource?: (filename: string, architectures: readonly string[]) => boolean
  /** The request field with the path that identifies packages. */
  readonly pathField?: string
  /** The `tag` of a package's further files, by the request field in which they are sent. Default: `extra`. */
  readonly fileTags?: Readonly<Record<string, string>>
  /** Upload fields that the response to the upload contains as well, although packages do not. */
  readonly repeats?: readonly string[]
  /** Converts a name to the form that is used in advisories. Default: the name itself. */
  readonly advisoryName?: (name: string) => string
  /** Capabilities in the API's list of formats that differ from those of most formats. */
  readonly supports?: Partial<PackageFormat['supports']>
  /** Reads a package file and its request. */
  readonly read: Reader
  /** The protocol of its clients; undefined if the emulator does not serve them. */
  readonly native?: Native
  /** Builds a package from a sketch, if the emulator can. */
  readonly make?: (sketch: Sketch) => PackageFixture
  /** The tags that a package gets from its upload or its files. */
  readonly fileTag?: (content: { readonly fields: PackageUpload['fields']; readonly facts?: Manifest | undefined }) => unknown
}
