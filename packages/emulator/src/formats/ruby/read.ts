import { readTar } from '../../files/archive.ts'
import { decompress } from '../../files/compression.ts'
import { at, itemsAt, textAt, textsAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { parseYaml } from '../../files/yaml.ts'
import { anyVersion, comparison, range } from '../../format/constraint.ts'
import { licenseChoice } from '../../format/licenses.ts'
import type { Constraint, Dependency, Manifest, PackageUpload } from '../../format/types.ts'

/**
 * Reads a Ruby gem: a tar archive whose `metadata.gz` is the specification in YAML. A platform other than `ruby` counts as
 * architecture.
 *
 * @see https://guides.rubygems.org/specification-reference/
 */
export async function readRuby({ file }: PackageUpload): Promise<Manifest> {
  let hasData = false
  const { files } = await readTar(file.bytes, (path) => {
    hasData ||= path === 'data.tar.gz'
    return path === 'metadata.gz'
  })
  const packed = files.get('metadata.gz')
  if (!packed || !hasData) throw new UnreadableError('the gem lacks metadata.gz or data.tar.gz')
  const specification = parseYaml(await decompress(packed), 'the specification')
  const platform = textAt(specification, 'platform')
  return {
    name: required(textAt(specification, 'name'), 'the name in the specification'),
    version: required(textAt(specification, 'version', 'version'), 'the version in the specification'),
    license: licenseChoice(textsAt(specification, 'licenses')),
    summary: textAt(specification, 'summary'),
    description: textAt(specification, 'description'),
    architectures: platform && platform !== 'ruby' ? [platform] : [],
    dependencies: itemsAt(specification, 'dependencies').flatMap(dependency),
    identifiers: {},
    numFiles: itemsAt(specification, 'files').length,
  }
}

function dependency(item: unknown): Dependency[] {
  const name = textAt(item, 'name')
  if (!name) return []
  const dep_type = textAt(item, 'type') === ':development' ? 'Development' : 'Runtime'
  return [{ name, dep_type, ...constraint(itemsAt(item, 'requirement', 'requirements')) }]
}

/** Pairs of operator and version, which must all hold. `>= 0` is what a gem says that wants any version. */
function constraint(requirements: readonly unknown[]): Constraint {
  const wanted = requirements.map((pair) => {
    const [operator, version] = itemsAt(pair)
    return `${textAt(operator) ?? ''} ${textAt(at(version, 'version')) ?? ''}`.trim()
  })
  const [only, ...others] = wanted.filter((each) => each !== '>= 0')
  if (!only) return anyVersion
  return others.length > 0 ? range([only, ...others].join(', ')) : comparison(only, '=')
}
