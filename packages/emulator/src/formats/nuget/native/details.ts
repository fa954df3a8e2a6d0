import { isTable, itemsAt, textAt } from '../../../files/tree.ts'
import type { XmlElement } from '../../../files/xml.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { isSemVer2 } from './ids.ts'
import { nuspecOf } from './nuspec.ts'

/** What clients get about a package in addition to its id and version. */
export interface Details {
  /** Text fields, under their names in the protocol. */
  readonly texts: Readonly<Record<string, string>>
  readonly requireLicenseAcceptance: boolean
  readonly groups: readonly DependencyGroup[]
  readonly types: readonly string[]
  readonly isListed: boolean
  readonly isSemVer2: boolean
}

/** The dependencies for one framework, or for all that have no group of their own. */
export interface DependencyGroup {
  readonly targetFramework: string | undefined
  readonly dependencies: readonly { readonly id: string; readonly range: string }[]
}

/** Text fields with the same name in registrations and in a `.nuspec`. */
const textNames = ['authors', 'description', 'iconUrl', 'language', 'licenseUrl', 'projectUrl', 'summary', 'tags', 'title']

/** Text fields with another place in a `.nuspec`. */
const otherNames = ['minClientVersion', 'licenseExpression']

/** The details of a package: from its file, or, if it is still at an upstream, from the registration there. */
export function detailsOf(pkg: NativePackage): Details {
  const found = pkg.home === 'upstream' && isTable(pkg.told) ? toldDetails(pkg.told) : ownDetails(pkg)
  const ranges = found.groups.flatMap(({ dependencies }) => dependencies.map(({ range }) => range))
  return { ...found, isSemVer2: isSemVer2(pkg.version, ranges) }
}

type Found = Omit<Details, 'isSemVer2'>

function ownDetails(pkg: NativePackage): Found {
  const metadata = nuspecOf(pkg)
  const isListed = pkg.notes.unlisted === undefined
  if (metadata === undefined) return manifestDetails(pkg, isListed)
  const [license] = metadata.all('license')
  return {
    texts: present([
      ...textNames.map((name) => [name, metadata.text(name)] as const),
      ['minClientVersion', metadata.attribute('minClientVersion')],
      ['licenseExpression', license?.attribute('type') === 'expression' ? license.text() : undefined],
    ]),
    requireLicenseAcceptance: metadata.text('requireLicenseAcceptance')?.toLowerCase() === 'true',
    groups: groupsIn(metadata),
    types: metadata.all('packageTypes', 'packageType').flatMap((type) => type.attribute('name') ?? []),
    isListed,
  }
}

/** The API's information about a package whose bytes are not here. */
function manifestDetails({ manifest }: NativePackage, isListed: boolean): Found {
  const dependencies = (manifest?.dependencies ?? []).map(({ name, operator, version }) => ({
    id: name,
    range: operator === '=' ? `[${version}]` : rangeOf(version ?? undefined),
  }))
  return {
    texts: present([
      ['summary', manifest?.summary],
      ['description', manifest?.description],
    ]),
    requireLicenseAcceptance: false,
    groups: dependencies.length === 0 ? [] : [{ targetFramework: undefined, dependencies }],
    types: [],
    isListed,
  }
}

function toldDetails(entry: Readonly<Record<string, unknown>>): Found {
  const listOf = (value: unknown) => (Array.isArray(value) ? value.map(String).join(', ') : undefined)
  return {
    texts: present([...textNames, ...otherNames].map((name) => [name, textAt(entry, name) ?? listOf(entry[name])])),
    requireLicenseAcceptance: entry.requireLicenseAcceptance === true,
    groups: itemsAt(entry, 'dependencyGroups').map((group) => ({
      targetFramework: textAt(group, 'targetFramework'),
      dependencies: itemsAt(group, 'dependencies').flatMap((one) => {
        const id = textAt(one, 'id')
        return id === undefined ? [] : [{ id, range: rangeOf(textAt(one, 'range')) }]
      }),
    })),
    types: [],
    isListed: entry.listed !== false,
  }
}

function groupsIn(metadata: XmlElement): DependencyGroup[] {
  const groups = metadata.all('dependencies', 'group')
  // If there are groups, NuGet ignores dependencies outside them.
  if (groups.length > 0)
    return groups.map((group) => ({
      targetFramework: group.attribute('targetFramework'),
      dependencies: group.all('dependency').flatMap(dependencyIn),
    }))
  const dependencies = metadata.all('dependencies', 'dependency').flatMap(dependencyIn)
  return dependencies.length === 0 ? [] : [{ targetFramework: undefined, dependencies }]
}

function dependencyIn(element: XmlElement): { readonly id: string; readonly range: string }[] {
  const id = element.attribute('id')
  return id === undefined ? [] : [{ id, range: rangeOf(element.attribute('version')) }]
}

/** A version alone is a lower bound; none means any version. */
function rangeOf(version: string | undefined): string {
  if (version === undefined) return '(, )'
  return /^[[(]/.test(version) ? version : `[${version}, )`
}

const present = (all: readonly (readonly [name: string, text: string | undefined])[]): Record<string, string> =>
  Object.fromEntries(all.filter((pair): pair is readonly [string, string] => pair[1] !== undefined))
