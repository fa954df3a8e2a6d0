import { zip } from '../../format/archive-writers.ts'
import { type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** Options of {@link cocoapodsPod}: the content of its podspec. */
export interface CocoapodsPodOptions extends PackageOptions {
  /** Name to requirement, for example `~> 5.0`; an empty text means any version. */
  dependencies?: Readonly<Record<string, string>>
}

/** Builds a pod: its podspec in JSON, as written by `pod ipc spec`, and its source in a zip archive. */
export function cocoapodsPod({
  name,
  version,
  license,
  description,
  dependencies = {},
  files,
}: CocoapodsPodOptions): PackageFixture {
  const listed = Object.entries(dependencies).map(([pod, wanted]) => [pod, wanted === '' ? [] : [wanted]])
  const podspec = {
    name,
    version,
    summary: description ?? name,
    ...(license && { license: { type: license } }),
    dependencies: Object.fromEntries(listed),
  }
  const contents = { [`${name}.podspec.json`]: `${JSON.stringify(podspec, null, 2)}\n`, ...files }
  return plainFixture('cocoapods', `${name}-${version}.zip`, zip(contents))
}
