/**
 * Checks each format's own fields against the API description: a format or field that is added, removed, or becomes required or optional must
 * not go unnoticed. Nothing here is run: type-checking the package checks it.
 */
import type { Cloudsmith } from '../index.ts'
import type { UploadFormat } from './formats.ts'
import type { PushOptions, PushParams } from './params.ts'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(..._: Same<A, B> extends true ? [] : ['these types differ', A, B]): void => {}

type Own<Format extends UploadFormat> = Omit<PushParams<Format>, 'format' | keyof PushOptions>
type Needed<T> = { [Key in keyof T]-?: object extends Pick<T, Key> ? never : Key }[keyof T]
type FieldsOf<Format extends UploadFormat> = [Needed<Own<Format>>, Exclude<keyof Own<Format>, Needed<Own<Format>>>]

/** The required and optional fields of a push, by format. */
interface Fields {
  alpine: ['distribution', never]
  cargo: [never, never]
  cocoapods: [never, never]
  composer: [never, 'version']
  conan: ['info_file' | 'manifest_file' | 'metadata_file', 'conan_channel' | 'conan_prefix' | 'name' | 'version']
  conda: [never, never]
  cran: [never, 'architecture' | 'r_version']
  dart: [never, never]
  deb: ['distribution', 'changes_file' | 'sources_file' | 'component']
  docker: [never, never]
  generic: ['filepath', 'name' | 'version']
  go: [never, never]
  helm: [never, 'provenance_file']
  hex: [never, never]
  huggingface: [never, never]
  luarocks: [never, never]
  maven: [
    never,
    (
      | 'artifact_id'
      | 'group_id'
      | 'packaging'
      | 'version'
      | 'sbt_version'
      | 'scala_version'
      | 'pom_file'
      | 'ivy_file'
      | 'javadoc_file'
      | 'sources_file'
      | 'tests_file'
      | 'extra_files'
    ),
  ]
  mcp: [never, 'version']
  nix: [never, 'narinfo' | 'narinfo_file' | 'version']
  npm: [never, 'npm_dist_tag']
  nuget: [never, 'symbols_file']
  p2: [never, never]
  python: [never, never]
  raw: [never, 'content_type' | 'name' | 'version' | 'summary' | 'description']
  rpm: ['distribution', never]
  ruby: [never, never]
  skills: ['name' | 'version', never]
  swift: ['scope' | 'name' | 'version', 'author_name' | 'author_org' | 'license_url' | 'readme_url' | 'repository_url']
  terraform: [never, never]
  vagrant: ['name' | 'provider' | 'version', never]
  vsx: [never, never]
}

export function everyFormatHasItsOwnFields(): void {
  same<{ [Format in UploadFormat]: FieldsOf<Format> }, { [Format in keyof Fields]: Fields[Format] }>()
}

export function pushSaysWhatIsMissing(cloudsmith: Cloudsmith, file: File): void {
  const at = { owner: 'acme', repo: 'dev', file }
  cloudsmith.push({ ...at, format: 'npm' })
  cloudsmith.push({ ...at, format: 'maven', pom_file: file, extra_files: [{ file: new Uint8Array(1), filename: 'a.module' }] })
  // @ts-expect-error distribution
  cloudsmith.push({ ...at, format: 'deb' })
  // @ts-expect-error name and version
  cloudsmith.push({ ...at, format: 'swift', scope: 'acme' })
  // @ts-expect-error an identifier is not a file
  cloudsmith.push({ ...at, format: 'maven', pom_file: 'abc' })
  // @ts-expect-error a field of another format
  cloudsmith.push({ ...at, format: 'npm', distribution: 'el/9' })
  // @ts-expect-error no format
  cloudsmith.push({ ...at, format: 'nmp' })
}
