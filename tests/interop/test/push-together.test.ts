import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { cargoCrate, debSource, helmChart, mavenJar, nugetPackage, nugetSymbols } from '@cloudsmith-sdk/emulator/testing'
import { expect } from 'vitest'
import { exitCodeOf } from '../src/cli.ts'
import { briefly, service, test } from '../src/service.ts'

const { cli, push, settled, file } = service()

const text = (content: string) => new TextEncoder().encode(content)

const filesOf = async (identifier: string) => {
  const { files } = (await settled(identifier)) as { files: { filename: string }[] }
  return files.map(({ filename }) => filename)
}

test('a jar comes with all that Maven and sbt publish beside it', async () => {
  const jar = mavenJar({ groupId: 'com.acme', artifactId: 'core', version: '1.2.3' })
  const beside = async (suffix: string, extension = 'jar') =>
    file(`core-1.2.3${suffix}.${extension}`, extension === 'jar' ? jar.bytes : text(suffix))
  const identifier = await push(jar, [
    `--sources-file=${await beside('-sources')}`,
    `--javadoc-file=${await beside('-javadoc')}`,
    `--tests-file=${await beside('-tests')}`,
    `--ivy-file=${await file('ivy-1.2.3.xml', text('<ivy-module version="2.0"/>'))}`,
    `--extra-files=${await beside('-linux', 'zip')},${await beside('-darwin', 'zip')}`,
    ...['--group-id=com.acme', '--artifact-id=core', '--version=1.2.3', '--packaging=jar'],
    ...['--sbt-version=1.0', '--scala-version=2.13'],
  ])
  expect(await settled(identifier)).toMatchObject({ name: 'core', version: '1.2.3', identifiers: { maven_group_id: 'com.acme' } })
  expect((await filesOf(identifier)).toSorted()).toEqual([
    'core-1.2.3-darwin.zip',
    'core-1.2.3-javadoc.jar',
    'core-1.2.3-linux.zip',
    'core-1.2.3-sources.jar',
    'core-1.2.3-tests.jar',
    'core-1.2.3.jar',
    'core-1.2.3.pom',
    'ivy-1.2.3.xml',
  ])
  const to = `${await file('to', {})}-all`
  const downloaded = await cli.data(['download', 'acme/dev', 'core', '--all-files', '--yes', '--outfile', to])
  expect(downloaded).toMatchObject({ summary: { success: 8, failed: 0 } })
})

test('a Debian source is pushed with the archives that its description names', async () => {
  const source = debSource({ name: 'acme', version: '1.2.3-1', distribution: 'debian/bookworm' })
  const dsc = await file(source.filename, source.bytes)
  for (const { filename, bytes } of Object.values(source.extra)) await writeFile(join(dirname(dsc), filename), bytes)
  const pushed = await cli.item(['push', 'deb', 'acme/dev/debian/bookworm', dsc, '--component=contrib', ...briefly])
  expect(await settled(pushed.slug_perm)).toMatchObject({ name: 'acme', identifiers: { deb_component: 'contrib' } })
  expect(await filesOf(pushed.slug_perm)).toHaveLength(3)
  expect(await cli.list(['list', 'packages', 'acme/dev', '-q', 'type:source'])).toMatchObject([{ slug_perm: pushed.slug_perm }])

  const [sources, changes] = ['sources_file', 'changes_file'].map((field) =>
    join(dirname(dsc), source.extra[field]?.filename ?? ''),
  )
  const place = ['push', 'deb', 'acme/staging/debian/trixie', dsc]
  const byHand = await cli.item([...place, `--sources-file=${sources}`, `--changes-file=${changes}`, ...briefly])
  const byName = await cli.item([...place, `--dsc-file=${dsc}`, '--republish', ...briefly])
  expect(byName.slug_perm).not.toBe(byHand.slug_perm)
})

test('what belongs to a package is pushed along, or as a package of its own', async () => {
  const acme = { name: 'Acme.Core', version: '1.2.3' }
  const symbols = nugetSymbols(acme)
  const along = await push(nugetPackage(acme), [`--symbols-file=${await file(symbols.filename, symbols.bytes)}`])
  expect(await filesOf(along)).toHaveLength(2)
  const other = { name: 'Acme.Other', version: '1.2.3' }
  const both = [await push(nugetPackage(other)), await push(nugetSymbols(other))]
  const found = await cli.list(['list', 'packages', 'acme/dev', '-q', 'name:^Acme.Other$'])
  expect(found.map(({ slug_perm }) => slug_perm).toSorted()).toEqual(both.toSorted())

  const chart = helmChart({ name: 'acme', version: '1.2.3' })
  const provenance = await file(`${chart.filename}.prov`, text('-----BEGIN PGP SIGNED MESSAGE-----\n'))
  expect(await filesOf(await push(chart, [`--provenance-file=${provenance}`]))).toHaveLength(2)
})

test('what the service refuses is passed over where told so', async () => {
  const crate = cargoCrate({ name: 'refused', version: '1.0.0' })
  const path = await file(crate.filename, crate.bytes)
  const options = ['--skip-errors', '--sync-attempts=1', ...briefly]
  expect(await cli.failure(['push', 'cargo', 'acme/nowhere', path])).toMatchObject({ code: exitCodeOf(404) })
  expect(await cli.list(['push', 'cargo', 'acme/nowhere', path, ...options])).toEqual([])
  expect(await cli.item(['push', 'cargo', 'acme/dev', path, ...options])).toMatchObject({ status: 'OK' })
})
