/** An uploaded file, with the name that its uploader gave it. */
export interface UploadedFile {
  /** The file name, which some formats read the version or platform from. */
  filename: string
  bytes: Uint8Array
}

/** The content of a request to create a package: its files and its other fields. */
export interface PackageUpload {
  /** The `package_file`. */
  file: UploadedFile
  /** The other files by request field: `pom_file`, `symbols_file`, … */
  extra: Readonly<Record<string, UploadedFile>>
  /** The fields that are not files: `name`, `version`, `distribution`, … */
  fields: Readonly<Record<string, unknown>>
  /** Finds another package of the format in the repository; undefined if there is no repository. */
  neighbour?: (wanted: Neighbour) => PackageUpload | undefined
}

/** Identifies another package of the repository. */
export interface Neighbour {
  name: string
  version: string
  identifiers: Readonly<Record<string, string>>
}

/** How a dependency compares versions. `matches` means that `version` is a range in the format's own syntax. */
export const dependencyOperators = ['=', '!=', '<', '<<', '<=', '>', '>>', '>=', '~=', '~>', 'matches'] as const

/** One of {@link dependencyOperators}. */
export type DependencyOperator = (typeof dependencyOperators)[number]

/** A version requirement; both fields are null if any version matches. */
export interface Constraint {
  operator: DependencyOperator | null
  version: string | null
}

/**
 * A dependency of a package, in the form of the API's `PackageDependency`.
 *
 * `dep_type` is one of the service's words. Which word it uses for which kind of npm, Python or NuGet dependency is not documented; each reader
 * documents its choice.
 */
export interface Dependency extends Constraint {
  name: string
  dep_type: DependencyType
}

/** Dependency types that are also names of Debian's relationship fields. */
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

/** One of {@link debDependencyTypes}. */
export type DebDependencyType = (typeof debDependencyTypes)[number]

/** The dependency types that readers report: a subset of the API's `dep_type`. */
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

/** One of {@link dependencyTypes}. */
export type DependencyType = (typeof dependencyTypes)[number]

/** What a reader finds in a package file and its request. */
export interface Manifest {
  name: string
  /** As written in the file; for Debian and RPM with epoch and revision; for Docker the digest. */
  version: string
  /** The packaging revision, if the format has one (Debian, RPM, Alpine, Conda, LuaRocks). */
  release?: string | undefined
  epoch?: number | undefined
  /** As written in the file: an SPDX expression, a name or a URL. */
  license?: string | undefined
  /** A single line. */
  summary?: string | undefined
  description?: string | undefined
  /** Empty if the format has none. */
  architectures: string[]
  dependencies: Dependency[]
  /** Further coordinates by the name under which searches know them: `maven_group_id`, `deb_component`. */
  identifiers: Record<string, string>
  /** Number of files in the package; 0 for formats that consist of one opaque file. */
  numFiles: number
  /** The name in OSV advisories, if it differs from `name`. */
  osvName?: string | undefined
}

/** Everything that is known about a package from its files. */
export interface PackageFacts extends Manifest {
  /** The API's `type_display`: the distribution, `image`, or `file`. */
  typeDisplay: string
  /** The OSV ecosystem; undefined if no advisories can apply to the format. */
  ecosystem?: string | undefined
}

/** The facts that were read, or why it failed: the text that a failed synchronisation shows as `status_reason`. */
export type Reading = { ok: true; facts: PackageFacts } | { ok: false; reason: string }

/** Reads a package of one format. @throws {UnreadableError} (or a parser's error) if the file is not such a package */
export type Reader = (upload: PackageUpload) => Manifest | Promise<Manifest>
