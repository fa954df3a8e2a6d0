import { unpackWhole } from '../../files/compression.ts'
import { at, itemsAt, textAt, textsAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { parseYaml } from '../../files/yaml.ts'
import { anyVersion, comparison, range } from '../../format/constraint.ts'
import { licenseChoice } from '../../format/licenses.ts'
import type { Constraint, Dependency, Manifest, PackageUpload } from '../../format/types.ts'
import { schemeOfFormat } from '../../format/version-scheme.ts'
import { gemSpecification } from './members.ts'

/**
 * Reads a Ruby gem: a tar archive whose `metadata.gz` has the specification in YAML. A platform other than `ruby` is the architecture.
 *
 * @see https://guides.rubygems.org/specification-reference/
 */
export async function readRuby({ file }: PackageUpload): Promise<Manifest> {
  const specification = parseYaml(await unpackWhole(await gemSpecification(file.bytes)), 'the specification')
  const platform = textAt(specification, 'platform')
  return {
    name: validName(required(textAt(specification, 'name'), 'the name in the specification')),
    version: validVersion(required(textAt(specification, 'version', 'version'), 'the version in the specification')),
    license: licenseChoice(textsAt(specification, 'licenses')),
    summary: textAt(specification, 'summary'),
    description: textAt(specification, 'description'),
    architectures: platform && platform !== 'ruby' ? [platform] : [],
    dependencies: itemsAt(specification, 'dependencies').flatMap(dependency),
    identifiers: {},
    numFiles: itemsAt(specification, 'files').length,
  }
}

function validName(name: string): string {
  if (!/^[\w.-]+$/.test(name))
    throw new UnreadableError(`the name in the specification is ${JSON.stringify(name)}: use letters, digits and -_.`)
  return name
}

function validVersion(version: string): string {
  if (!schemeOfFormat('ruby').isVersion(version))
    throw new UnreadableError(`the version in the specification is ${JSON.stringify(version)}, which is not a gem version`)
  return version
}

function dependency(item: unknown): Dependency[] {
  const name = textAt(item, 'name')
  if (!name) return []
  const dep_type = textAt(item, 'type') === ':development' ? 'Development' : 'Runtime'
  // Gems from before 2009 only have the old name.
  const key = at(item, 'requirement') === undefined ? 'version_requirements' : 'requirement'
  return [{ name, dep_type, ...constraint(itemsAt(item, key, 'requirements')) }]
}

/** Pairs of operator and version, which all have to hold. Gems write `>= 0` for any version. */
function constraint(requirements: readonly unknown[]): Constraint {
  const wanted = requirements.map((pair) => {
    const [operator, version] = itemsAt(pair)
    return `${textAt(operator) ?? ''} ${textAt(at(version, 'version')) ?? ''}`.trim()
  })
  const [only, ...others] = wanted.filter((each) => each !== '>= 0')
  if (!only) return anyVersion
  return others.length > 0 ? range([only, ...others].join(', ')) : comparison(only, '=')
}
