import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { hasCommand } from '../testing/has-command.ts'
import { factsOf } from './read-fixture.ts'

const root = mkdtempSync(join(tmpdir(), 'real-packages-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Lays out files in a folder of its own and runs commands there. */
function workshop(name: string, files: Record<string, string>) {
  const folder = join(root, name)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder, stdio: 'pipe', encoding: 'utf8' })
}

/** The file in a workshop that ends so, as an upload. */
function made(name: string, format: string, extension: string) {
  const filename = readdirSync(join(root, name)).find((file) => file.endsWith(extension))
  if (!filename) throw new Error(`nothing called *${extension} was made`)
  return {
    format,
    filename: basename(filename),
    bytes: new Uint8Array(readFileSync(join(root, name, filename))),
    fields: {},
    extra: {},
  }
}

const hasPython = hasCommand('python3')

describe('files that the ecosystems’ own tools made', () => {
  test.runIf(hasCommand('npm'))('npm pack', async () => {
    const manifest = { name: '@acme/real', version: '1.0.0-beta.1', license: 'MIT', dependencies: { semver: '^7.0.0' } }
    const run = workshop('npm', { 'package.json': JSON.stringify(manifest), 'lib/index.js': '', 'README.md': '# Real' })
    run('npm', 'pack', '--offline', '--ignore-scripts')
    expect(await factsOf(made('npm', 'npm', '.tgz'))).toMatchObject({
      name: '@acme/real',
      version: '1.0.0-beta.1',
      license: 'MIT',
      dependencies: [{ name: 'semver', operator: 'matches', version: '^7.0.0' }],
      numFiles: 3,
    })
  })

  const metadata = 'Metadata-Version: 2.1\nName: acme-real\nVersion: 1.0.post1\nRequires-Dist: idna>=2.5\n\nLong text.\n'

  test.runIf(hasPython)('a wheel by Python’s zipfile', async () => {
    const run = workshop('wheel', { 'acme_real-1.0.post1.dist-info/METADATA': metadata, 'acme_real/__init__.py': '' })
    run('python3', '-m', 'zipfile', '-c', 'acme_real-1.0.post1-py3-none-any.whl', 'acme_real-1.0.post1.dist-info/', 'acme_real/')
    const facts = await factsOf(made('wheel', 'python', '.whl'))
    expect(facts).toMatchObject({ name: 'acme-real', version: '1.0.post1', description: 'Long text.', numFiles: 2 })
    expect(facts.dependencies).toEqual([{ name: 'idna', operator: '>=', version: '2.5', dep_type: 'Depends' }])
  })

  test.runIf(hasPython)('a source distribution by Python’s tarfile', async () => {
    const run = workshop('sdist', {
      'acme_real-1.0.post1/PKG-INFO': metadata,
      [`acme_real-1.0.post1/${'deep/'.repeat(30)}x.py`]: '',
    })
    run('python3', '-m', 'tarfile', '-c', 'acme_real-1.0.post1.tar.gz', 'acme_real-1.0.post1')
    expect(await factsOf(made('sdist', 'python', '.tar.gz'))).toMatchObject({
      name: 'acme-real',
      version: '1.0.post1',
      numFiles: 2,
    })
  })

  const control =
    'Package: acme-real\nVersion: 1:1.0-2\nArchitecture: amd64\nMaintainer: a <a@example.org>\nDescription: Real\n More.\n'

  test.runIf(hasCommand('dpkg-deb')).each(['xz', 'gzip', 'none'])('dpkg-deb --build, compression %s', async (compression) => {
    const run = workshop(`deb-${compression}`, { 'tree/DEBIAN/control': control, 'tree/usr/share/acme/data': 'data' })
    run('dpkg-deb', '--root-owner-group', `-Z${compression}`, '--build', 'tree', 'acme-real.deb')
    expect(await factsOf(made(`deb-${compression}`, 'deb', '.deb'))).toMatchObject({
      name: 'acme-real',
      version: '1:1.0-2',
      epoch: 1,
      release: '2',
      summary: 'Real',
      description: 'More.',
      architectures: ['amd64'],
    })
  })

  test.runIf(hasCommand('jar'))('jar', async () => {
    const pom = '<project><groupId>org.acme</groupId><artifactId>real</artifactId><version>1.0</version></project>'
    const run = workshop('jar', { 'META-INF/maven/org.acme/real/pom.xml': pom, 'org/acme/Real.txt': 'real' })
    run('jar', '--create', '--file', 'real-1.0.jar', 'META-INF', 'org')
    expect(await factsOf(made('jar', 'maven', '.jar'))).toMatchObject({
      name: 'real',
      version: '1.0',
      osvName: 'org.acme:real',
      numFiles: 3,
    })
  })
})
