/** A file that was uploaded, with the name that its uploader gave it. */
export interface UploadedFile {
  filename: string
  bytes: Uint8Array
}

/** What a request to create a package hands to a reader: its files and its other fields. */
export interface PackageUpload {
  /** The `package_file`. */
  file: UploadedFile
  /** The other file fields by their request name: `pom_file`, `symbols_file`, … */
  extra: Readonly<Record<string, UploadedFile>>
  /** The fields that are not files: `name`, `version`, `distribution`, … */
  fields: Readonly<Record<string, unknown>>
  /** Finds another package of its format in its repository; there is none where there is no repository. */
  neighbour?: (wanted: Neighbour) => PackageUpload | undefined
}

/** What a package of the repository is found by. */
export interface Neighbour {
  name: string
  version: string
  identifiers: Readonly<Record<string, string>>
}

/** How a dependency compares versions; `matches` means that `version` holds a range in the format's own syntax. */
export const dependencyOperators = ['=', '!=', '<', '<<', '<=', '>', '>>', '>=', '~=', '~>', 'matches'] as const

/** @see dependencyOperators */
export type DependencyOperator = (typeof dependencyOperators)[number]

/** A version requirement; both are `null` where any version will do. */
export interface Constraint {
  operator: DependencyOperator | null
  version: string | null
}

/**
 * One dependency of a package, in the shape of the API's `PackageDependency`.
 *
 * `dep_type` is one of the service's words. Which word goes with which kind of npm, Python or NuGet dependency is not documented;
 * each reader says what it chose.
 */
export interface Dependency extends Constraint {
  name: string
  dep_type: DependencyType
}

/** The kinds that are also the names of Debian's relationship fields. */
const debDependencyTypes = [
  'Depends',
  'Pre-Depends',
  'Recommends',
  'Suggests',
  'Enhances',
  'Replaces',
  'Breaks',
  'Built-Using',
  'Build-Depends',
  'Build-Depends-Indep',
  'Build-Conflicts',
  'Build-Conflicts-Indep',
  'Conflicts',
  'Provides',
] as const

/** @see debDependencyTypes */
export type DebDependencyType = (typeof debDependencyTypes)[number]

/** The kinds of dependency that readers report: a subset of the API's `dep_type`. */
export const dependencyTypes = [
  ...debDependencyTypes,
  'Obsoletes',
  'Requires',
  'Build-Requires',
  'Runtime',
  'Development',
  'Compile',
  'Provided',
  'Test',
  'System',
  'Import',
] as const

/** @see dependencyTypes */
export type DependencyType = (typeof dependencyTypes)[number]

/** What a reader finds in a package file and in the request that came with it. */
export interface Manifest {
  name: string
  /** As written in the file; for Debian and RPM with epoch and revision; for Docker the digest. */
  version: string
  /** The packaging revision, where the format has one (Debian, RPM, Alpine, Conda, LuaRocks). */
  release?: string | undefined
  epoch?: number | undefined
  /** As written in the file: an SPDX expression, a name or a URL. */
  license?: string | undefined
  /** One line. */
  summary?: string | undefined
  description?: string | undefined
  /** Empty where the format has none. */
  architectures: string[]
  dependencies: Dependency[]
  /** Coordinates beyond name and version, where searches know them under their names: `maven_group_id`, `deb_component`. */
  identifiers: Record<string, string>
  /** Files inside the package; 0 for formats that are one opaque file. */
  numFiles: number
  /** The name in an OSV advisory, where it is not `name`. */
  osvName?: string | undefined
}

/** All that the emulator knows of a package from its files. */
export interface PackageFacts extends Manifest {
  /** The API's `type_display`: the distribution, `image`, or `file`. */
  typeDisplay: string
  /** The OSV ecosystem; absent where no advisories can apply to the format. */
  ecosystem?: string | undefined
}

/** A package read, or why it could not be: the text that a failed sync shows as `status_reason`. */
export type Reading = { ok: true; facts: PackageFacts } | { ok: false; reason: string }

/** Reads one format. @throws {UnreadableError} (or what a parser throws) when the file is not such a package. */
export type Reader = (upload: PackageUpload) => Manifest | Promise<Manifest>
