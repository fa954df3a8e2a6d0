import { isTable, type Table } from '../../../files/tree.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { distTagsOf } from './dist-tags.ts'
import { nameInScope, packageJsonOf } from './package-json.ts'

/** The type that clients request if they only want to install. */
export const installType = 'application/vnd.npm.install-v1+json'

/** The fields of a version that an installation needs. @see https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md */
const installFields = [
  'name',
  'version',
  'deprecated',
  'dependencies',
  'optionalDependencies',
  'devDependencies',
  'bundleDependencies',
  'bundledDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'acceptDependencies',
  'bin',
  'directories',
  'dist',
  'engines',
  'os',
  'cpu',
  'libc',
  'funding',
  'hasInstallScript',
  '_hasShrinkwrap',
]

/** The metadata of a name: all of it, or what an installation needs. */
export async function packumentOf(
  name: string,
  packages: readonly NativePackage[],
  repository: NativeRepository,
  isForInstall: boolean,
): Promise<Table> {
  const made = await Promise.all(packages.map(async (pkg) => [pkg.version, await versionOf(pkg, repository)] as const))
  const tags = distTagsOf(packages, repository.settings)
  const moments = packages.flatMap(({ publishedAt }) => publishedAt ?? [])
  const modified = new Date(Math.max(...moments, 0)).toISOString()
  const common = { name, 'dist-tags': tags }
  if (isForInstall) {
    const versions = made.map(([version, whole]) => [version, onlyForInstall(whole)] as const)
    return { ...common, modified, versions: Object.fromEntries(versions) }
  }
  const latest = new Map(made).get(tags.latest ?? '') ?? {}
  const times = packages.flatMap(({ version, publishedAt }) =>
    publishedAt === undefined ? [] : [[version, new Date(publishedAt).toISOString()] as const],
  )
  const kept = ['description', 'license', 'homepage', 'keywords', 'repository', 'bugs', 'author'].filter(
    (field) => field in latest,
  )
  return {
    _id: name,
    _rev: revisionOf(packages),
    ...common,
    ...Object.fromEntries(kept.map((field) => [field, latest[field]])),
    versions: Object.fromEntries(made),
    time: { created: new Date(Math.min(...moments, Date.parse(modified))).toISOString(), modified, ...Object.fromEntries(times) },
  }
}

/** The metadata of a version: its `package.json`, and the URL of its tarball. */
export async function versionOf(pkg: NativePackage, { url }: NativeRepository): Promise<Table> {
  const { name, version } = pkg
  const told = pkg.home === 'upstream' && isTable(pkg.told) ? pkg.told : await packageJsonOf(pkg)
  const upstreamDist = pkg.home === 'upstream' && isTable(told.dist) ? told.dist : {}
  const { sha1, sha512, size } = pkg.files[0].checksums
  const { deprecated } = pkg.notes
  return {
    ...told,
    _id: `${name}@${version}`,
    name,
    version,
    dist: {
      ...upstreamDist,
      ...(sha1 === undefined ? {} : { shasum: sha1 }),
      ...(sha512 === undefined ? {} : { integrity: `sha512-${Buffer.from(sha512, 'hex').toString('base64')}` }),
      ...(size === undefined || pkg.home === 'upstream' ? {} : { size }),
      tarball: `${url}/${name}/-/${tarballName(name, version)}`,
    },
    ...(deprecated === undefined ? {} : { deprecated }),
  }
}

/** The file name of a tarball in URLs. */
export const tarballName = (name: string, version: string): string => `${nameInScope(name)}-${version}.tgz`

function onlyForInstall(whole: Table): Table {
  return Object.fromEntries(
    installFields.flatMap((field) => (whole[field] === undefined ? [] : [[field, whole[field]] as const])),
  )
}

/** Changes with the packages: clients that unpublish state the revision that they have seen. */
function revisionOf(packages: readonly NativePackage[]): string {
  return `${packages.length}-${Math.max(0, ...packages.flatMap(({ publishedAt }) => publishedAt ?? []))}`
}
