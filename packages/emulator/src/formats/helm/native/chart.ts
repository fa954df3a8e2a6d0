import { entriesAt, isTable, itemsAt, type Table, textAt, textsAt } from '../../../files/tree.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { openChart } from '../read.ts'

/** A cache of parsed charts, by their bytes. */
const known = new WeakMap<Uint8Array, Promise<Table>>()

/** The index entry of a chart: from its own `Chart.yaml`, or from the index of the upstream that has it. */
export async function chartOf(pkg: NativePackage): Promise<Table> {
  const [{ bytes }] = pkg.files
  if (bytes === undefined)
    return { apiVersion: 'v2', name: pkg.name, version: pkg.version, ...(isTable(pkg.told) ? pkg.told : {}) }
  const read =
    known.get(bytes) ??
    openChart(bytes).then(
      ({ chart }) => asIndexed(chart),
      // A chart that cannot be read does not synchronise, so this one was read with other limits.
      () => ({ apiVersion: 'v2', name: pkg.name, version: pkg.version }),
    )
  known.set(bytes, read)
  return read
}

/** The fields of a chart that Helm expects to be strings. */
const texts = ['apiVersion', 'name', 'version', 'kubeVersion', 'description', 'type', 'home', 'icon', 'appVersion']

/** The same for its dependencies. */
const textsOfDependency = ['name', 'version', 'repository', 'condition', 'alias']

/** The fields that Helm knows, if they have the right types: Helm does not read an index at all if one has a wrong type. */
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
