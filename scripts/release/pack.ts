/**
 * Packs what a registry does not have yet, into the folder that is named: tarballs, their order, their checksums, and notes for each release.
 * Nothing of it needs to be built, installed or asked for once more by whoever publishes it. Runs after the build; what it changes in the
 * packages' manifests it takes back.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { addressFrom } from './address.ts'
import { problemsOf } from './check-tarball.ts'
import { manifestForRelease } from './manifest.ts'
import { notesOf } from './notes.ts'
import { publishedPackages } from './packages.ts'
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

const root = process.cwd()
const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Usage: pnpm release:pack <folder>')
const out = resolve(folder)
if (existsSync(out)) throw new Error(`${out} is there already: what is published must come from one run.`)

const address = addressFrom(process.env)
const packages = publishedPackages(root)
pack()
describe(releases())

/** Packs with manifests as a registry is to see them. */
function pack(): void {
  const originals = packages.map(({ path }) => ({ path, text: readFileSync(path, 'utf8') }))
  try {
    for (const { manifest, directory, path } of packages)
      writeFileSync(path, `${JSON.stringify(manifestForRelease(manifest, address, directory), null, 2)}\n`)
    execFileSync('changeset', ['pack', '--out-dir', out], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  } finally {
    for (const { path, text } of originals) writeFileSync(path, text)
  }
}

/** The releases in the order in which they can be installed. */
function releases(): PlannedRelease[] {
  const plan = join(out, 'publish-plan.json')
  const { plan: groups } = JSON.parse(readFileSync(plan, 'utf8')) as Plan
  rmSync(plan)
  return groups.flat().filter(({ kind }) => kind === 'publish')
}

/** Checks the tarballs, and writes down what publishing needs to know of them. */
function describe(planned: readonly PlannedRelease[]): void {
  const problems = planned.flatMap(({ tarball }) => problemsOf(readTarball(join(out, tarball.path)), address))
  if (problems.length > 0) throw new Error(`This must not be published:\n${problems.join('\n')}`)

  mkdirSync(join(out, 'notes'), { recursive: true })
  for (const { name, version, tarball } of planned) {
    const { directory } = packages.find(({ manifest }) => manifest.name === name) ?? {}
    const changelog = readFileSync(join(root, directory ?? '', 'CHANGELOG.md'), 'utf8')
    writeFileSync(join(out, 'notes', `${basename(tarball.path, '.tgz')}.md`), notesOf(changelog, version))
  }
  const lines = (write: (release: PlannedRelease) => string) => planned.map((release) => `${write(release)}\n`).join('')
  writeFileSync(
    join(out, 'SHA256SUMS'),
    lines(({ tarball: { path } }) => `${sha256(join(out, path))}  ${path}`),
  )
  writeFileSync(
    join(out, 'releases'),
    lines(({ name, version, tag, tarball: { path } }) => `${name} ${version} ${tag} ${path}`),
  )
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
