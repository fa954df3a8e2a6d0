import type {
  ConanUpload,
  CranUpload,
  DebUpload,
  DistributionUpload,
  GenericUpload,
  HelmUpload,
  MavenUpload,
  NixUpload,
  NpmUpload,
  NugetUpload,
  RawUpload,
  SwiftUpload,
  UploadRequest,
  VagrantUpload,
  VersionedUpload,
} from '../generated/v1.ts'
import type { FileInput } from './source.ts'

/** What the service takes to create a package of each format. */
export interface UploadRequests {
  alpine: DistributionUpload
  cargo: UploadRequest
  cocoapods: UploadRequest
  composer: VersionedUpload
  conan: ConanUpload
  conda: UploadRequest
  cran: CranUpload
  dart: UploadRequest
  deb: DebUpload
  docker: UploadRequest
  generic: GenericUpload
  go: UploadRequest
  helm: HelmUpload
  hex: UploadRequest
  huggingface: UploadRequest
  luarocks: UploadRequest
  maven: MavenUpload
  mcp: VersionedUpload
  nix: NixUpload
  npm: NpmUpload
  nuget: NugetUpload
  p2: UploadRequest
  python: UploadRequest
  raw: RawUpload
  rpm: DistributionUpload
  ruby: UploadRequest
  swift: SwiftUpload
  terraform: UploadRequest
  vagrant: VagrantUpload
  vsx: UploadRequest
}

/** A format that packages can be pushed in. */
export type UploadFormat = keyof UploadRequests

/** Fields that hold a file beside the package itself. */
export const fileFields = [
  'changes_file',
  'info_file',
  'ivy_file',
  'javadoc_file',
  'manifest_file',
  'metadata_file',
  'narinfo',
  'pom_file',
  'provenance_file',
  'sources_file',
  'symbols_file',
  'tests_file',
] as const

/** Name of a field that holds a file. */
export type FileField = (typeof fileFields)[number]

/** A further file of a package: bytes that know their name, or bytes with a name. */
export type ExtraFile = File | { file: FileInput; filename: string }

/** A format's own fields, with files where the service takes identifiers of uploads. */
export type FormatFields<Request> = {
  [Field in keyof Omit<Request, 'package_file' | 'republish' | 'tags'>]: Field extends FileField
    ? ExtraFile | Extract<Request[Field], undefined>
    : Field extends 'extra_files'
      ? readonly ExtraFile[]
      : Request[Field]
}
