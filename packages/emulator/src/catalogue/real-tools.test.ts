import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { cargoCrate, dockerImage, goModule, rpmPackage, rubyGem } from '../testing.ts'
import { hasCommand } from './has-command.ts'
import { factsOf } from './read-fixture.ts'

const root = mkdtempSync(join(tmpdir(), 'real-packages-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Creates files in a new folder, and runs commands there. */
function workshop(name: string, files: Record<string, string | Uint8Array>) {
  const folder = join(root, name)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder, stdio: 'pipe', encoding: 'utf8' })
}

/** The file in a workshop with this extension, as an upload. */
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
    const run = workshop('wheel', {
      'acme_real-1.0.post1.dist-info/METADATA': metadata,
      'acme_real-1.0.post1.dist-info/WHEEL': 'Wheel-Version: 1.0\n',
      'acme_real/__init__.py': '',
    })
    run('python3', '-m', 'zipfile', '-c', 'acme_real-1.0.post1-py3-none-any.whl', 'acme_real-1.0.post1.dist-info/', 'acme_real/')
    const facts = await factsOf(made('wheel', 'python', '.whl'))
    expect(facts).toMatchObject({ name: 'acme-real', version: '1.0.post1', description: 'Long text.', numFiles: 3 })
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

  test.runIf(hasCommand('cargo'))('cargo package', async () => {
    const manifest =
      '[package]\nname = "acme-real"\nversion = "1.0.0-rc.1"\nedition = "2021"\nlicense = "MIT"\ndescription = "Real."\n'
    const run = workshop('crate', { 'Cargo.toml': manifest, 'src/lib.rs': '' })
    run('cargo', 'package', '--offline', '--no-verify', '--allow-dirty', '--quiet')
    expect(await factsOf(made('crate/target/package', 'cargo', '.crate'))).toMatchObject({
      name: 'acme-real',
      version: '1.0.0-rc.1',
      license: 'MIT',
      summary: 'Real.',
      dependencies: [],
    })
  })

  test.runIf(hasCommand('helm', 'version'))('helm package', async () => {
    const run = workshop('helm', { 'acme/Chart.yaml': 'apiVersion: v2\nname: acme\nversion: v1.0\n', 'acme/values.yaml': '' })
    run('helm', 'package', 'acme')
    expect(await factsOf(made('helm', 'helm', '.tgz'))).toMatchObject({ name: 'acme', version: 'v1.0', numFiles: 2 })
  })

  test.runIf(hasCommand('nix-store'))('nix-store --dump', async () => {
    const run = workshop('nix', {
      'tree/bin/acme': 'acme',
      'tree/share/doc/a': '',
      'dump.sh': 'nix-store --dump tree > acme-1.0.nar',
    })
    run('sh', 'dump.sh')
    expect(await factsOf(made('nix', 'nix', '.nar'))).toMatchObject({ name: 'acme', version: '1.0', numFiles: 2 })
  })

  test.runIf(hasCommand('gem'))('gem build', async () => {
    const specification = [
      "Gem::Specification.new do |s|\n  s.name = 'acme-real'\n  s.version = '1.10.0.rc1'\n  s.summary = 'Real'",
      "  s.authors = ['a']\n  s.licenses = ['MIT']\n  s.files = ['lib/real.rb']\n  s.add_dependency 'rack', '>= 2', '< 4'",
      "  s.add_development_dependency 'rspec', '~> 3.1'\nend\n",
    ]
    const run = workshop('gem', { 'real.gemspec': specification.join('\n'), 'lib/real.rb': '' })
    run('gem', 'build', 'real.gemspec')
    expect(await factsOf(made('gem', 'ruby', '.gem'))).toMatchObject({
      name: 'acme-real',
      version: '1.10.0.rc1',
      license: 'MIT',
      summary: 'Real',
      architectures: [],
      dependencies: [
        { name: 'rack', operator: 'matches', version: expect.stringContaining('>= 2'), dep_type: 'Runtime' },
        { name: 'rspec', operator: '~>', version: '3.1', dep_type: 'Development' },
      ],
      numFiles: 1,
    })
  })

  test.runIf(hasCommand('rpmbuild'))('rpmbuild -bb', async () => {
    const specification = [
      'Name: acme-real\nVersion: 1.0\nRelease: 2\nEpoch: 1\nSummary: Real\nLicense: MIT\nBuildArch: noarch\nRequires: bash >= 4',
      '%description\nMore.\n%install\nmkdir -p %{buildroot}/usr/share/acme\necho data > %{buildroot}/usr/share/acme/data',
      '%files\n/usr/share/acme/data\n',
    ]
    const run = workshop('rpm', { 'real.spec': specification.join('\n') })
    run('rpmbuild', '-bb', '--define', `_topdir ${join(root, 'rpm/top')}`, 'real.spec')
    const facts = await factsOf(made('rpm/top/RPMS/noarch', 'rpm', '.rpm'))
    expect(facts).toMatchObject({
      name: 'acme-real',
      version: '1:1.0-2',
      release: '2',
      epoch: 1,
      license: 'MIT',
      summary: 'Real',
      description: 'More.',
      architectures: ['noarch'],
      numFiles: 1,
    })
    expect(facts.dependencies).toContainEqual({ name: 'bash', operator: '>=', version: '4', dep_type: 'Requires' })
  })
})

describe('images that skopeo copies from an archive of ours', () => {
  const { bytes } = dockerImage({ name: 'acme/api', tag: '1.2', files: { 'app/server': 'x' } })
  const copied = (name: string, target: string) => {
    const run = workshop(name, { 'api.tar': bytes })
    const [command, ...options] = ['skopeo', '--insecure-policy', '--tmpdir', root, 'copy', '--additional-tag', 'acme/api:latest']
    run(command ?? '', ...options, 'oci-archive:api.tar', target)
    return factsOf({ ...made(name, 'docker', 'copy.tar'), filename: 'named-2.0.tar' })
  }

  test.runIf(hasCommand('skopeo')).each([
    ['docker-archive:copy.tar:acme/api:1.2', 'acme/api', '1.2 latest'],
    ['docker-archive:copy.tar', 'acme/api', 'latest'],
    ['oci-archive:copy.tar:1.2', 'named', '1.2'],
    ['oci-archive:copy.tar', 'named', '2.0'],
  ])('%s', async (target, name, tags) => {
    const facts = await copied(`skopeo-${target.replaceAll(/\W/g, '-')}`, target)
    expect(facts).toMatchObject({ name, architectures: ['amd64'], identifiers: { docker_tag: tags } })
  })
})

describe('files that were made here, for the ecosystems’ own tools', () => {
  test.runIf(hasCommand('go', 'version'))('go mod download', () => {
    const [name, version] = ['example.org/acme/real', 'v1.0.0']
    const { bytes } = goModule({ name, version, files: { 'real.go': 'package real\n' } })
    const served = `proxy/${name}/@v/${version}`
    const run = workshop('go', {
      'go.mod': 'module example.org/consumer\n\ngo 1.21\n',
      [`${served}.info`]: JSON.stringify({ Version: version, Time: '2026-01-01T00:00:00Z' }),
      [`${served}.mod`]: `module ${name}\n\ngo 1.21\n`,
      [`${served}.zip`]: bytes,
    })
    const environment = {
      GOPROXY: `file://${join(root, 'go/proxy')}`,
      GOMODCACHE: join(root, 'go/cache'),
      GOFLAGS: '-modcacherw',
      GONOSUMDB: '*',
      GOTOOLCHAIN: 'local',
    }
    const settings = Object.entries(environment).map(([key, value]) => `${key}=${value}`)
    expect(run('env', ...settings, 'go', 'mod', 'download', '-json', `${name}@${version}`)).toContain('"Sum": "h1:')
  })

  test.runIf(hasCommand('cargo'))('cargo, as an unpacked dependency', () => {
    const { bytes } = cargoCrate({ name: 'acme-real', version: '1.0.0', license: 'MIT', devDependencies: { rand: '0.8' } })
    const run = workshop('vendored', { 'acme.crate': bytes })
    run('tar', '-xzf', 'acme.crate')
    expect(run('cargo', 'read-manifest', '--offline', '--manifest-path', 'acme-real-1.0.0/Cargo.toml')).toContain(
      '"license":"MIT"',
    )
  })

  test.runIf(hasCommand('rpm'))('rpm -qp', () => {
    const { bytes } = rpmPackage({
      name: 'acme-real',
      version: '1.0',
      epoch: 2,
      requires: { bash: '>= 4' },
      files: { 'usr/share/acme/data': 'data', 'usr/bin/acme': '' },
    })
    const run = workshop('query', { 'real.rpm': bytes })
    expect(run('rpmkeys', '--checksig', 'real.rpm')).toContain('digests OK')
    expect(run('rpm', '-qp', '--requires', '--list', '--queryformat', '%{EPOCH}:%{NVR}\n', 'real.rpm').split('\n')).toEqual(
      expect.arrayContaining(['bash >= 4', '/usr/share/acme/data', '/usr/bin/acme', '2:acme-real-1.0-1']),
    )
  })

  test.runIf(hasCommand('gem'))('gem specification', () => {
    const { bytes } = rubyGem({
      name: 'acme-real',
      version: '1.0',
      license: 'MIT',
      dependencies: { rack: '~> 3.0' },
      files: { a: '' },
    })
    const run = workshop('specification', { 'real.gem': bytes })
    expect(run('gem', 'specification', 'real.gem', '--ruby')).toContain('s.add_runtime_dependency(%q<rack>.freeze, ["~> 3.0"])')
    run('gem', 'unpack', 'real.gem')
  })
})
