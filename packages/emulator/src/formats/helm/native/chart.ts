import { entriesAt, isTable, itemsAt, type Table, textAt, textsAt } from '../../../files/tree.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { openChart } from '../read.ts'

/** What charts say of themselves: read once, as long as somebody has their bytes. */
const known = new WeakMap<Uint8Array, Promise<Table>>()

/** What the index says of a chart: from its own `Chart.yaml`, or from the upstream's index that has it. */
export async function chartOf(pkg: NativePackage): Promise<Table> {
  const [{ bytes }] = pkg.files
  if (bytes === undefined)
    return { apiVersion: 'v2', name: pkg.name, version: pkg.version, ...(isTable(pkg.told) ? pkg.told : {}) }
  const read =
    known.get(bytes) ??
    openChart(bytes).then(
      ({ chart }) => asIndexed(chart),
      // What cannot be read does not synchronise, so that this was read by other limits.
      () => ({ apiVersion: 'v2', name: pkg.name, version: pkg.version }),
    )
  known.set(bytes, read)
  return read
}

/** What of a chart Helm reads as one text. */
const texts = ['apiVersion', 'name', 'version', 'kubeVersion', 'description', 'type', 'home', 'icon', 'appVersion']

/** And of one that it depends on. */
const textsOfDependency = ['name', 'version', 'repository', 'condition', 'alias']

/** The fields that Helm knows, each of its kind: it does not read an index at all where one is of another. */
export function asIndexed(chart: Table): Table {
  const lists = ['keywords', 'sources'].map((name) => [name, textsAt(chart, name)] as const)
  const annotations = entriesAt(chart, 'annotations').filter(([, value]) => typeof value === 'string')
  const dependencies = itemsAt(chart, 'dependencies').map((one) => ({
    ...textsIn(one, textsOfDependency),
    ...unlessEmpty('tags', textsAt(one, 'tags')),
  }))
  const maintainers = itemsAt(chart, 'maintainers').map((one) => textsIn(one, ['name', 'email', 'url']))
  return {
    ...textsIn(chart, texts),
    ...Object.assign({}, ...lists.map(([name, list]) => unlessEmpty(name, list))),
    ...unlessEmpty('maintainers', maintainers),
    ...unlessEmpty('dependencies', dependencies),
    ...(annotations.length === 0 ? {} : { annotations: Object.fromEntries(annotations) }),
    ...(textAt(chart, 'deprecated') === 'true' || chart.deprecated === true ? { deprecated: true } : {}),
  }
}

function textsIn(table: unknown, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = textAt(table, name)
      return text === undefined ? [] : [[name, text] as const]
    }),
  )
}

const unlessEmpty = (name: string, list: readonly unknown[]): object => (list.length === 0 ? {} : { [name]: list })
