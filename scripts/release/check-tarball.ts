import type { Address } from './address.ts'
import { relativeLinks, unpublished } from './readme.ts'
import type { Tarball } from './tarball.ts'

/** Files that only those need who work on a package. Policies come with their tests: whoever changes one runs these. */
const forContributors =
  /(?:^|\/)(?:test|tests|fixtures|node_modules|reports)\/|\.test(?:-d)?(?:\.d)?\.[cm]?[jt]sx?$|\.tsbuildinfo$|tsup\.config/

/**
 * What is wrong with a tarball that is to be published: everything that cannot be mended once it is. A registry keeps what it got, and refuses
 * a proof of origin that names another repository than the package does.
 *
 * @returns sentences; none where all is well
 */
export function problemsOf({ manifest, files, read }: Tarball, { repository }: Address): string[] {
  const dependencies = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.peerDependencies }
  const entries = [...Object.values(manifest.exports ?? {}).flatMap(pathsOf), ...Object.values(manifest.bin ?? {})]
  const readme = files.includes('README.md') ? read('README.md') : ''
  const problems = [
    manifest.version === '0.0.0' && 'has no version yet: run pnpm release:version',
    manifest.repository?.url !== `git+${repository}.git` &&
      `names ${manifest.repository?.url ?? 'no repository'}, and is published from ${repository}`,
    ...Object.entries(dependencies)
      .filter(([, range]) => /^(?:workspace|link|file|catalog):/.test(range))
      .map(([name, range]) => `depends on ${name} ${range}, which nobody can install`),
    ...['README.md', 'LICENSE', 'CHANGELOG.md'].filter((file) => !files.includes(file)).map((file) => `has no ${file}`),
    ...relativeLinks(readme).map((link) => `has a README with a link to ${link}, which leads nowhere from a registry's page`),
    readme.includes(unpublished) && 'has a README that says that nothing is published',
    ...files.filter((file) => forContributors.test(file)).map((file) => `holds ${file}, which is of no use to its users`),
    ...entries
      .map((path) => path.replace(/^\.\//, ''))
      .filter((path) => !files.includes(path))
      .map((path) => `promises ${path}, which is not in it`),
    ...files
      .filter((file) => file.endsWith('.map') && !isMapOfSomething(file, files, read))
      .map((file) => `holds ${file}, a map of nothing`),
  ]
  return problems.filter((problem) => problem !== false).map((problem) => `${manifest.name} ${problem}.`)
}

const pathsOf = (entry: string | Readonly<Record<string, string>>): string[] =>
  typeof entry === 'string' ? [entry] : Object.values(entry)

/** Whether a map has its sources in it, or beside it in the tarball. */
function isMapOfSomething(file: string, files: readonly string[], read: (file: string) => string): boolean {
  const { sources = [], sourcesContent } = JSON.parse(read(file)) as { sources?: string[]; sourcesContent?: string[] }
  const here = new URL(file, 'file:///')
  return sources.every((source, index) => {
    return typeof sourcesContent?.[index] === 'string' || files.includes(new URL(source, here).pathname.slice(1))
  })
}
