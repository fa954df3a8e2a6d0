import { onlyFile, readTar } from '../../files/archive.ts'
import { itemsAt, textAt } from '../../files/tree.ts'
import { required } from '../../files/unreadable.ts'
import { parseYaml } from '../../files/yaml.ts'
import { comparison } from '../../format/constraint.ts'
import type { Dependency, Manifest, PackageUpload } from '../../format/types.ts'

/**
 * Reads a Helm chart: `Chart.yaml` in the top folder of a gzipped tarball; subcharts lie deeper. The licence is an annotation that many
 * charts carry, since Helm has no field for it.
 *
 * @see https://helm.sh/docs/topics/charts/#the-chartyaml-file
 */
export async function readHelm({ file }: PackageUpload): Promise<Manifest> {
  const archive = await readTar(file.bytes, (path) => /^[^/]+\/Chart\.yaml$/.test(path))
  const chart = parseYaml(onlyFile(archive, 'Chart.yaml in its top folder'), 'Chart.yaml')
  return {
    name: required(textAt(chart, 'name'), 'Chart.yaml: name'),
    version: required(textAt(chart, 'version'), 'Chart.yaml: version'),
    license: textAt(chart, 'annotations', 'artifacthub.io/license'),
    summary: textAt(chart, 'description'),
    architectures: [],
    dependencies: itemsAt(chart, 'dependencies').flatMap(dependency),
    identifiers: {},
    numFiles: archive.count,
  }
}

function dependency(item: unknown): Dependency[] {
  const name = textAt(item, 'name')
  return name ? [{ name, dep_type: 'Requires', ...comparison(textAt(item, 'version') ?? '', '=') }] : []
}
