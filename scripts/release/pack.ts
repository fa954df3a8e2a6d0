/**
 * Packs what a registry does not have yet, into the folder that is named: tarballs, their order, their checksums, and for each release notes and
 * what comes with it.
 * Nothing of it needs to be built, installed or asked for once more by whoever publishes it. Runs after the build; what it changes in the
 * packages' manifests and READMEs it takes back.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { writeGuide } from '../pack/guide.ts'
import { addressFrom } from './address.ts'
import { problemsOf } from './check-tarball.ts'
import { manifestForRelease } from './manifest.ts'
import { notesOf } from './notes.ts'
import { publishedPackages } from './packages.ts'
import { readmeForRelease } from './readme.ts'
import { readTarball } from './tarball.ts'

/** What `changeset pack` says of a release: those of one group need nothing of later groups. */
interface Plan {
  readonly plan: readonly (readonly PlannedRelease[])[]
}

interface PlannedRelease {
  readonly kind: 'publish' | 'tag-only'
  readonly name: string
  readonly version: string
  readonly tag: string
  readonly tarball: { readonly path: string }
}

/** A package that is published. */
interface Release {
  readonly name: string
  readonly version: string
  /** What it is called at the registry, such as `latest`. */
  readonly tag: string
  /** Its tarball, from the folder in which everything is. */
  readonly path: string
  /** Its folder in the repository. */
  readonly directory: string
}

const root = process.cwd()
const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Usage: pnpm release:pack <folder>')
const out = resolve(folder)
if (existsSync(out))
  throw new Error(`${out} is there already, and what is published must come from one run: remove it, or name another.`)

const address = addressFrom(process.env)
const packages = publishedPackages(root)
pack()
describe(releases())

/** Packs with manifests and READMEs as a registry is to see them. */
function pack(): void {
  const originals = packages
    .flatMap(({ path, directory }) => [path, readmeIn(directory)])
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
  try {
    for (const { manifest, directory, path } of packages) {
      writeFileSync(path, `${JSON.stringify(manifestForRelease(manifest, address, directory), null, 2)}\n`)
      const readme = readmeIn(directory)
      writeFileSync(readme, readmeForRelease(readFileSync(readme, 'utf8'), address, directory))
    }
    for (const { directory } of packages) writeGuide(join(root, directory))
    execFileSync('changeset', ['pack', '--out-dir', out], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  } finally {
    for (const { path, text } of originals) writeFileSync(path, text)
  }
}

function readmeIn(directory: string): string {
  return join(root, directory, 'README.md')
}

/** The releases in the order in which they can be installed. */
function releases(): Release[] {
  const plan = join(out, 'publish-plan.json')
  const { plan: groups } = JSON.parse(readFileSync(plan, 'utf8')) as Plan
  rmSync(plan)
  return groups.flat().flatMap(({ kind, name, version, tag, tarball }) => {
    const directory = packages.find(({ manifest }) => manifest.name === name)?.directory
    return kind === 'publish' && directory !== undefined ? [{ name, version, tag, path: tarball.path, directory }] : []
  })
}

/** Checks the tarballs, and writes down what publishing needs to know of them. */
function describe(all: readonly Release[]): void {
  const problems = all.flatMap(({ path }) => problemsOf(readTarball(join(out, path)), address))
  if (problems.length > 0) throw new Error(`This must not be published:\n${problems.join('\n')}`)

  const lines = (write: (release: Release) => string) => all.map((release) => `${write(release)}\n`).join('')
  writeFileSync(
    join(out, 'SHA256SUMS'),
    lines(({ path }) => `${sha256(join(out, path))}  ${path}`),
  )
  writeFileSync(
    join(out, 'releases'),
    lines(({ name, version, tag, path }) => `${name} ${version} ${tag} ${path}`),
  )

  mkdirSync(join(out, 'notes'))
  for (const { version, path, directory } of all) {
    const changelog = readFileSync(join(root, directory, 'CHANGELOG.md'), 'utf8')
    writeFileSync(join(out, 'notes', `${basename(path, '.tgz')}.md`), notesOf(changelog, version))
  }
  // Without names it would be those of all packages.
  if (all.length === 0) return
  const inventory = ['scripts/inventory.ts', join(out, 'inventory'), ...all.map(({ directory }) => basename(directory))]
  execFileSync(process.execPath, inventory, { cwd: root, stdio: 'inherit' })
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
