import { unpackWhole } from '../../../files/compression.ts'
import { entriesAt, itemsAt, type Table, textAt, textsAt } from '../../../files/tree.ts'
import { parseYaml } from '../../../files/yaml.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { gemSpecification } from '../members.ts'
import { platformOf, writtenVersion } from './full-name.ts'
import { isInfo } from './info-line.ts'
import { requirementAt, requirementOf } from './requirement.ts'
import type { GemDependency, Specification } from './specification.ts'

/** A cache of parsed gems, by their bytes. */
const known = new WeakMap<Uint8Array, Promise<Table>>()

/** The specification of a gem: from its file, or, if it is still at an upstream, from the index there. */
export async function specificationOf(pkg: NativePackage): Promise<Specification> {
  const { manifest, told } = pkg
  const own = await yamlOf(pkg)
  const info = pkg.home === 'upstream' && isInfo(told) ? told : undefined
  const facts = { name: pkg.name, version: writtenVersion(pkg.version), platform: platformOf(pkg) }
  return {
    ...facts,
    dependencies:
      info?.dependencies.map((one) => ({ ...one, type: 'runtime' as const })) ??
      (own === undefined ? dependenciesOf(pkg) : itemsAt(own, 'dependencies').flatMap(dependencyIn)),
    ruby: info?.ruby ?? requirementAt(own, 'required_ruby_version'),
    rubygems: info?.rubygems ?? requirementAt(own, 'required_rubygems_version'),
    summary: textAt(own, 'summary') ?? manifest?.summary ?? '',
    description: textAt(own, 'description') ?? manifest?.description,
    homepage: textAt(own, 'homepage'),
    authors: textsAt(own, 'authors'),
    email: textAt(own, 'email') === undefined ? textsAt(own, 'email') : [textAt(own, 'email') ?? ''],
    licenses: textsAt(own, 'licenses'),
    metadata: entriesAt(own, 'metadata').flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
  }
}

function yamlOf({ files: [{ bytes }] }: NativePackage): Promise<Table | undefined> {
  if (bytes === undefined) return Promise.resolve(undefined)
  // A gem that cannot be read provides nothing.
  const read = known.get(bytes) ?? readYaml(bytes).catch((): Table => ({}))
  known.set(bytes, read)
  return read
}

async function readYaml(bytes: Uint8Array): Promise<Table> {
  return parseYaml(await unpackWhole(await gemSpecification(bytes)), 'the specification')
}

function dependencyIn(item: unknown): GemDependency[] {
  const name = textAt(item, 'name')
  if (name === undefined) return []
  const type = textAt(item, 'type') === ':development' ? 'development' : 'runtime'
  const now = requirementAt(item, 'requirement')
  // Gems from before 2009 only have the old name.
  return [{ name, type, requirement: now.length > 0 ? now : requirementAt(item, 'version_requirements') }]
}

const dependenciesOf = ({ manifest }: NativePackage): GemDependency[] =>
  (manifest?.dependencies ?? []).map(({ name, dep_type, ...constraint }) => ({
    name,
    type: dep_type === 'Development' ? 'development' : 'runtime',
    requirement: requirementOf(constraint),
  }))
