/** What may distinguish packages with the same format, name and version. */
export type Trait = 'file' | 'extension' | 'distribution' | 'architectures' | 'type' | 'identifiers'

/**
 * The traits that distinguish packages with the same name and version, by format.
 *
 * Traits that are not listed are ignored: without `file`, for example, a package with a different file name is the same package. `identifiers` are
 * the format's own coordinates, such as the group of a Maven artifact or the component of a Debian package.
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

/** The traits of an unknown format: all of them. */
export const unknownFormat: readonly Trait[] = ['file', 'distribution', 'architectures', 'type', 'identifiers']
