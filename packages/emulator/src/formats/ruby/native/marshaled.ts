import { deflateSync, gzipSync } from 'node:zlib'
import type { Reply } from '../../../core/reply.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { schemeOfFormat } from '../../../format/version-scheme.ts'
import { specificationOf } from './describe.ts'
import { platformOf, writtenVersion } from './full-name.ts'
import { marshal, type RubyValue } from './marshal.ts'
import { comparisonsOf, type Requirement } from './requirement.ts'
import type { GemDependency, Specification } from './specification.ts'

/** The versions in each list: all except pre-releases, only these, or the latest of each name and platform. */
export const lists = { specs: 'released', prerelease_specs: 'prerelease', latest_specs: 'latest' } as const

/** A list of names, versions and platforms, which `gem` searches. */
export async function listOf(kind: (typeof lists)[keyof typeof lists], repository: NativeRepository): Promise<Reply> {
  const { compare, isPrerelease } = schemeOfFormat('ruby')
  const wanted = (await repository.everything()).filter(({ version }) => isPrerelease(version) === (kind === 'prerelease'))
  const listed = kind === 'latest' ? newestOf(wanted, compare) : wanted
  const rows = listed.map((pkg): RubyValue => [pkg.name, versionOf(writtenVersion(pkg.version)), platformOf(pkg)])
  return packed(gzipSync(marshal(rows)))
}

function newestOf(packages: readonly NativePackage[], compare: (a: string, b: string) => number): NativePackage[] {
  const newest = new Map<string, NativePackage>()
  for (const pkg of packages) {
    const key = `${pkg.name} ${platformOf(pkg)}`
    const before = newest.get(key)
    if (before === undefined || compare(pkg.version, before.version) > 0) newest.set(key, pkg)
  }
  return [...newest.values()]
}

/** The specification of one gem, which `gem` reads before it downloads it. */
export async function specificationReply(pkg: NativePackage): Promise<Reply> {
  const bytes = marshal(fieldsOf(await specificationOf(pkg)))
  return packed(deflateSync(marshal({ object: 'Gem::Specification', bytes })))
}

/** The fields of a specification in the order of `Gem::Specification._load`. */
function fieldsOf(gem: Specification): RubyValue {
  return [
    // The version of RubyGems that wrote it, and the version of the specification.
    '3.0.0',
    4,
    gem.name,
    versionOf(gem.version),
    // The date of the build; this one means that it is unknown.
    '1980-01-02',
    gem.summary,
    requirement(gem.ruby),
    requirement(gem.rubygems),
    gem.platform,
    gem.dependencies.map(dependency),
    '',
    gem.email.length > 0 ? gem.email : null,
    gem.authors,
    gem.description ?? null,
    gem.homepage ?? null,
    true,
    gem.platform,
    gem.licenses,
    { hash: gem.metadata },
  ]
}

const versionOf = (version: string): RubyValue => ({ object: 'Gem::Version', told: [version] })

const requirement = (all: Requirement): RubyValue => ({
  object: 'Gem::Requirement',
  told: [comparisonsOf(all).map(([operator, version]): RubyValue => [operator, versionOf(version)])],
})

const dependency = ({ name, type, requirement: needed }: GemDependency): RubyValue => ({
  object: 'Gem::Dependency',
  variables: [
    ['@name', name],
    ['@requirement', requirement(needed)],
    ['@type', { symbol: type }],
    ['@prerelease', false],
    ['@version_requirements', requirement(needed)],
  ],
})

const packed = (bytes: Uint8Array): Reply => ({
  status: 200,
  raw: new Uint8Array(bytes),
  headers: { 'Content-Type': 'application/octet-stream' },
})
