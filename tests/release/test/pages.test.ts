import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { problemsOf } from '../../../scripts/release/check-tarball.ts'
import { manifestForRelease } from '../../../scripts/release/manifest.ts'
import { publishedPackages } from '../../../scripts/release/packages.ts'
import { readmeForRelease } from '../../../scripts/release/readme.ts'
import { readTarball } from '../../../scripts/release/tarball.ts'
import { madeUp, root } from '../src/places.ts'

const packages = publishedPackages(root)

test('six packages are published', () => {
  const names = packages.map(({ manifest }) => manifest.name.replace('@cloudsmith-sdk/', ''))
  expect(names).toEqual(['cli', 'client', 'emulator', 'promotion', 'service', 'webhooks'])
})

describe.each(packages)('the page of $manifest.name at a registry', ({ manifest, directory }) => {
  const tarball = readTarball(join(root, directory, 'reports/package.tgz'))
  const released = manifestForRelease(tarball.manifest, madeUp, directory)

  test('leads to its folder, its readme and where mistakes are reported', () => {
    expect(released).toMatchObject({
      repository: { type: 'git', url: 'git+https://git.example.com/example/sdk.git', directory },
      homepage: `https://git.example.com/example/sdk/tree/HEAD/${directory}#readme`,
      bugs: { url: 'https://git.example.com/example/sdk/issues' },
    })
  })

  test('leads to the documentation where it is published', () => {
    const { homepage } = manifestForRelease(manifest, { ...madeUp, documentation: 'https://docs.example.com' }, directory)
    expect(homepage).toBe('https://docs.example.com')
  })

  test('tells nothing of how it is developed', () => {
    expect(released).not.toHaveProperty('scripts')
    expect(released).not.toHaveProperty('devDependencies')
  })

  test('has a readme of its own, which says how to install it', () => {
    const readme = tarball.read('README.md')
    expect(readme.split('\n')[0]).toBe(`# ${manifest.name}`)
    expect(readme).toMatch(new RegExp(`\\b(?:npm install|npx)\\b.*${manifest.name}\\b`))
  })

  test('has all that it promises in its files, and nothing that is of no use', () => {
    // As packed for tests it has no version and no changelog yet, ranges of the workspace, and the README of the repository.
    const versioned = { ...released, version: '0.1.0', dependencies: {}, optionalDependencies: {} }
    const files = [...tarball.files, 'CHANGELOG.md']
    const read = (file: string) =>
      file === 'README.md' ? readmeForRelease(tarball.read(file), madeUp, directory) : tarball.read(file)
    expect(problemsOf({ files, read, manifest: versioned }, madeUp)).toEqual([])
  })
})
