import type { Address } from './address.ts'

/** A `package.json`, as far as a release reads it. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly description?: string
  readonly license?: string
  readonly keywords?: readonly string[]
  readonly files?: readonly string[]
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly bin?: Readonly<Record<string, string>>
  readonly engines?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly repository?: { readonly type: string; readonly url: string; readonly directory: string }
  readonly bugs?: { readonly url: string }
  readonly homepage?: string
}

/** What only those need who work on a package: its commands, and what is installed for them, some of which nobody else can install. */
const forContributors = ['scripts', 'devDependencies']

/**
 * What a registry gets to know of a package: what stands in its `package.json` and concerns its users, and where it lives. The changelog, which is
 * there once a version is, comes along.
 *
 * @param directory its folder in the repository, with slashes
 */
export function manifestForRelease<Given extends Manifest>(manifest: Given, address: Address, directory: string): Given {
  const { repository, documentation } = address
  const kept = Object.fromEntries(Object.entries(manifest).filter(([key]) => !forContributors.includes(key))) as Given
  return {
    ...kept,
    files: [...(manifest.files ?? []), 'CHANGELOG.md'],
    homepage: documentation ?? `${repository}/tree/HEAD/${directory}#readme`,
    repository: { type: 'git', url: `git+${repository}.git`, directory },
    bugs: { url: `${repository}/issues` },
  }
}
