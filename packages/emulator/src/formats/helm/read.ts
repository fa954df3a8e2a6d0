import { createHash } from 'node:crypto'
import { readTar, type Wanted } from '../../files/archive.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { itemsAt, type Table, textAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { parseYaml } from '../../files/yaml.ts'
import { comparison, range } from '../../format/constraint.ts'
import type { Dependency, Manifest, PackageUpload } from '../../format/types.ts'
import { requireVersion } from '../../format/version-scheme.ts'

/** The `Chart.yaml` of the chart itself and of those in `charts`, which Helm loads as well. */
const isChart: Wanted = (path) => /^[^/]+\/(charts\/[^/]+\/)*Chart\.yaml$/.test(path)

/** Most charts in a chart, including itself: each takes time to read. */
const mostCharts = 1_000

const isOwn = (path: string) => path.split('/').length === 2

/**
 * Reads a Helm chart: `Chart.yaml` in the top folder of a gzipped tarball. Subcharts are nested deeper, and have to be valid charts. Charts from
 * before Helm 3 have their dependencies in `requirements.yaml`, which Helm merges into `Chart.yaml`. The licence is an annotation that many charts
 * have, because Helm has no field for it. A provenance file has to be for this chart.
 *
 * @see https://helm.sh/docs/topics/charts/#the-chartyaml-file
 */
export async function readHelm({ file, extra }: PackageUpload): Promise<Manifest> {
  const { chart, path, count } = await openChart(file.bytes)
  checkProvenance(file, extra.provenance_file)
  return {
    ...checked(chart, path),
    license: textAt(chart, 'annotations', 'artifacthub.io/license'),
    summary: textAt(chart, 'description'),
    architectures: [],
    dependencies: itemsAt(chart, 'dependencies').flatMap(dependency),
    identifiers: {},
    numFiles: count,
  }
}

/** The `Chart.yaml` of a chart, its path, and the number of files. @throws {UnreadableError} if Helm would not load it */
export async function openChart(bytes: Uint8Array): Promise<{ chart: Table; path: string; count: number }> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) throw new UnreadableError('the chart is not a gzipped archive')
  const { count, files } = await readTar(bytes, (path) => isChart(path) || /^[^/]+\/requirements\.yaml$/.test(path))
  const charts = [...files.keys()].filter(isChart)
  const [path, ...others] = charts.filter(isOwn)
  if (path === undefined || others.length > 0)
    throw new UnreadableError(`the archive has ${path ? others.length + 1 : 0} Chart.yaml in its top folder instead of one`)
  if (charts.length > mostCharts) throw new UnreadableError(`the archive has more than the ${mostCharts} Chart.yaml allowed`)
  const manifestAt = (at: string): Table => parseYaml(files.get(at) ?? new Uint8Array(), at)
  for (const each of charts) checked(manifestAt(each), each)
  const requirements = path.replace(/Chart\.yaml$/, 'requirements.yaml')
  const chart = files.has(requirements) ? { ...manifestAt(path), ...manifestAt(requirements) } : manifestAt(path)
  return { chart, path, count }
}

/** Checks what Helm requires of a chart. */
function checked(chart: Table, path: string): { name: string; version: string } {
  const name = required(textAt(chart, 'name'), `${path}: name`)
  if (/[/\\]|^\.+$/.test(name)) throw new UnreadableError(`${path}: name is ${JSON.stringify(name)}, which is a path`)
  const type = textAt(chart, 'type') ?? 'application'
  if (type !== 'application' && type !== 'library')
    throw new UnreadableError(`${path}: type is ${JSON.stringify(type)} instead of application or library`)
  return { name, version: requireVersion('helm', textAt(chart, 'version'), `${path}: version`) }
}

/** A provenance file has a line for each file that it covers. Its signature is not checked. */
function checkProvenance({ filename, bytes }: PackageUpload['file'], provenance: PackageUpload['file'] | undefined): void {
  const lines = provenance === undefined ? [] : decodeUtf8(provenance.bytes).split('\n')
  const line = lines.find((each) => each.trim().startsWith(`${filename}: sha256:`))
  if (line !== undefined && !line.endsWith(createHash('sha256').update(bytes).digest('hex')))
    throw new UnreadableError(`${provenance?.filename} is of a file with another SHA-256`)
}

function dependency(item: unknown): Dependency[] {
  const [name, version = ''] = [textAt(item, 'name'), textAt(item, 'version')]
  if (!name) return []
  return [{ name, dep_type: 'Requires', ...(/\.x\b/i.test(version) ? range(version) : comparison(version, '=')) }]
}
