import type { NativePackage } from '../../../format/native-package.ts'
import { idKey, versionKey } from './ids.ts'

/** Registrations: those without SemVer 2.0.0, and those with it. */
export const hives = { registrations: false, 'registrations-semver2': true } as const

/** Which registrations somebody reads. */
export type Hive = keyof typeof hives

/** Where packages are published and deleted. */
export const publishPath = 'api/v2/package'

/** Where symbols are published. */
export const symbolsPath = 'api/v2/symbolpackage'

/** Where things are in a registry. @param url of it, without a slash at the end */
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
