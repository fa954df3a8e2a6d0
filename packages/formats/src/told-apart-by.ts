/** What may tell packages of one format, name and version apart. */
export type Trait = 'file' | 'extension' | 'distribution' | 'architectures' | 'type' | 'identifiers'

/**
 * What tells packages of one format, name and version apart, by format.
 *
 * A trait that is not named does not count: a package of the format with another file name is the same package. `identifiers` are the
 * format's own coordinates, such as the group of a Maven artifact or the component of a Debian package.
 *
 * @see docs/service.md#identity
 */
export const toldApartBy: Readonly<Record<string, readonly Trait[]>> = {
  alpine: ['distribution', 'architectures'],
  cargo: [],
  cocoapods: [],
  composer: [],
  conan: ['file', 'architectures', 'identifiers'],
  conda: ['file', 'architectures'],
  cran: ['file', 'architectures', 'identifiers'],
  dart: [],
  deb: ['distribution', 'architectures', 'type', 'identifiers'],
  docker: [],
  generic: ['file'],
  go: [],
  helm: [],
  hex: [],
  huggingface: ['file'],
  luarocks: ['file', 'architectures'],
  maven: ['identifiers'],
  mcp: [],
  nix: ['file'],
  npm: [],
  nuget: ['extension'],
  p2: ['file'],
  python: ['file'],
  raw: ['file'],
  rpm: ['distribution', 'architectures', 'type'],
  ruby: ['file', 'architectures'],
  skills: [],
  swift: ['identifiers'],
  terraform: ['architectures', 'identifiers'],
  vagrant: ['file', 'architectures', 'identifiers'],
  vsx: ['file', 'architectures'],
}

/** Formats that nobody has looked at: everything counts. */
export const unknownFormat: readonly Trait[] = ['file', 'distribution', 'architectures', 'type', 'identifiers']
