import type { NativePackage } from '../../../format/native-package.ts'
import { idKey, versionKey } from './ids.ts'

/** The registration resources: without and with SemVer 2.0.0. */
export const hives = { registrations: false, 'registrations-semver2': true } as const

/** A registration resource. */
export type Hive = keyof typeof hives

/** The path for publishing and deleting packages. */
export const publishPath = 'api/v2/package'

/** The path for publishing symbols. */
export const symbolsPath = 'api/v2/symbolpackage'

/** The URLs of a registry's resources. @param url URL of the registry, without a trailing slash */
export function addressesIn(url: string) {
  const hive = (of: Hive, id: string) => `${url}/v3/${of}/${encodeURIComponent(idKey(id))}`
  return {
    index: (of: Hive, id: string) => `${hive(of, id)}/index.json`,
    page: (of: Hive, id: string, lower: string, upper: string) =>
      `${hive(of, id)}/page/${encodeURIComponent(lower)}/${encodeURIComponent(upper)}.json`,
    leaf: (of: Hive, { name, version }: NativePackage) => `${hive(of, name)}/${encodeURIComponent(versionKey(version))}.json`,
    content({ name, version }: NativePackage): string {
      const [id, number] = [encodeURIComponent(idKey(name)), encodeURIComponent(versionKey(version))]
      return `${url}/v3/flatcontainer/${id}/${number}/${id}.${number}.nupkg`
    },
  }
}
