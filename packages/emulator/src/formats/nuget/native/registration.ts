import { notFound } from '../../../core/errors.ts'
import { ok, type Reply } from '../../../core/reply.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativeFinding } from '../../../format/native-package.ts'
import { addressesIn, type Hive, hives } from './addresses.ts'
import type { DependencyGroup } from './details.ts'
import { idKey, versionKey } from './ids.ts'
import { described, type Version, versionsOf } from './versions.ts'

/** Versions per page. */
const pageSize = 64

/** Up to this many versions, the index contains its pages. */
const mostInIndex = 128

/**
 * Returns the metadata of an id: the index, one of its pages, or one version.
 *
 * @param path the path after the id
 * @throws {Refusal} 404
 * @see https://learn.microsoft.com/nuget/api/registration-base-url-resource
 */
export async function registration(
  hive: Hive,
  id: string,
  path: readonly string[],
  repository: NativeRepository,
): Promise<Reply> {
  const all = described(await versionsOf(id, repository))
  const versions = hives[hive] ? all : all.filter(({ details }) => !details.isSemVer2)
  if (versions.length === 0) throw notFound()
  const [first = '', lower, upper, ...more] = path
  if (first === 'index.json' && lower === undefined) return ok(indexOf(hive, versions, repository))
  if (first === 'page' && upper !== undefined && more.length === 0) {
    const page = pagesOf(versions).find((one) => boundsOf(one).lower === lower && `${boundsOf(one).upper}.json` === upper)
    if (page !== undefined) return ok(pageOf(hive, page, true, repository))
  }
  const found = versions.find(({ pkg }) => `${versionKey(pkg.version)}.json` === first.toLowerCase())
  if (found === undefined || lower !== undefined) throw notFound()
  return ok(leafOf(hive, found, repository))
}

function indexOf(hive: Hive, versions: readonly Version[], repository: NativeRepository): object {
  const pages = pagesOf(versions)
  const [first] = versions
  return {
    '@id': addressesIn(repository.url).index(hive, first?.pkg.name ?? ''),
    '@type': ['catalog:CatalogRoot', 'PackageRegistration', 'catalog:Permalink'],
    count: pages.length,
    items: pages.map((page) => pageOf(hive, page, versions.length <= mostInIndex, repository)),
  }
}

function pagesOf(versions: readonly Version[]): Version[][] {
  const count = Math.ceil(versions.length / pageSize)
  return Array.from({ length: count }, (_, index) => versions.slice(index * pageSize, (index + 1) * pageSize))
}

function boundsOf(page: readonly Version[]): { readonly lower: string; readonly upper: string } {
  const key = (version: Version | undefined) => versionKey(version?.pkg.version ?? '')
  return { lower: key(page[0]), upper: key(page.at(-1)) }
}

function pageOf(hive: Hive, page: readonly Version[], hasItems: boolean, repository: NativeRepository): object {
  const [first] = page
  const { lower, upper } = boundsOf(page)
  const addresses = addressesIn(repository.url)
  const id = first?.pkg.name ?? ''
  return {
    '@id': hasItems ? `${addresses.index(hive, id)}#page/${lower}/${upper}` : addresses.page(hive, id, lower, upper),
    '@type': 'catalog:CatalogPage',
    count: page.length,
    lower,
    upper,
    parent: addresses.index(hive, id),
    ...(hasItems ? { items: page.map((version) => itemOf(hive, version, repository)) } : {}),
  }
}

function itemOf(hive: Hive, version: Version, repository: NativeRepository): object {
  const { pkg } = version
  const addresses = addressesIn(repository.url)
  return {
    '@id': addresses.leaf(hive, pkg),
    '@type': 'Package',
    catalogEntry: entryOf(hive, version, repository),
    packageContent: addresses.content(pkg),
    registration: addresses.index(hive, pkg.name),
  }
}

function leafOf(hive: Hive, { pkg, details }: Version, repository: NativeRepository): object {
  const addresses = addressesIn(repository.url)
  return {
    '@id': addresses.leaf(hive, pkg),
    '@type': ['Package', 'http://schema.nuget.org/catalog#Permalink'],
    listed: details.isListed,
    packageContent: addresses.content(pkg),
    published: publishedAt(pkg.publishedAt),
    registration: addresses.index(hive, pkg.name),
  }
}

function entryOf(hive: Hive, { pkg, details }: Version, repository: NativeRepository): object {
  const addresses = addressesIn(repository.url)
  const vulnerabilities = repository.findings(pkg.name, pkg.version).map(vulnerability)
  return {
    '@id': addresses.leaf(hive, pkg),
    '@type': 'PackageDetails',
    id: pkg.name,
    version: pkg.version,
    ...details.texts,
    requireLicenseAcceptance: details.requireLicenseAcceptance,
    listed: details.isListed,
    published: publishedAt(pkg.publishedAt),
    packageContent: addresses.content(pkg),
    dependencyGroups: details.groups.map((group) => groupOf(hive, group, repository)),
    ...(vulnerabilities.length === 0 ? {} : { vulnerabilities }),
  }
}

const groupOf = (hive: Hive, { targetFramework, dependencies }: DependencyGroup, { url }: NativeRepository) => ({
  '@type': 'PackageDependencyGroup',
  ...(targetFramework === undefined ? {} : { targetFramework }),
  dependencies: dependencies.map(({ id, range }) => ({
    '@type': 'PackageDependency',
    id,
    range,
    registration: addressesIn(url).index(hive, idKey(id)),
  })),
})

/** The protocol's numbers for severities; everything below low counts as low. */
const severities: Readonly<Record<string, string>> = { critical: '3', high: '2', medium: '1' }

const vulnerability = ({ url, severity }: NativeFinding) => ({
  advisoryUrl: url,
  severity: severities[severity] ?? '0',
})

const publishedAt = (time: number | undefined): string => new Date(time ?? 0).toISOString()
