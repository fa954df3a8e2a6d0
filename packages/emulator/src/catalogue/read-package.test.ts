import { describe, expect, test } from 'vitest'
import { readByFileName } from '../format/by-file-name.ts'
import { schemeOfFormat } from '../format/version-scheme.ts'
import { debPackage, mavenJar, npmPackage, nugetPackage, pythonSdist, pythonWheel, rawFile } from '../testing.ts'
import { factsOf, reasonOf } from './read-fixture.ts'
import { readPackage } from './read-package.ts'

const formats =
  'alpine cargo cocoapods composer conan conda cran dart deb docker generic go helm hex huggingface luarocks maven mcp nix npm nuget p2 python raw rpm ruby skills swift terraform vagrant vsx'.split(
    ' ',
  )

describe('a package that was built is read back', () => {
  test('npm', async () => {
    const facts = await factsOf(
      npmPackage({
        name: '@acme/api',
        version: '1.10.0',
        license: '(MIT OR Apache-2.0)',
        description: 'An API.',
        dependencies: { lodash: '^4.17.20', left: '1.0.0', right: '>=2.0.0', any: '*' },
        devDependencies: { vitest: '5 || 6' },
        files: { 'index.js': 'export {}' },
      }),
    )
    expect(facts).toEqual({
      name: '@acme/api',
      version: '1.10.0',
      license: '(MIT OR Apache-2.0)',
      summary: 'An API.',
      architectures: [],
      dependencies: [
        { name: 'lodash', operator: 'matches', version: '^4.17.20', dep_type: 'Runtime' },
        { name: 'left', operator: '=', version: '1.0.0', dep_type: 'Runtime' },
        { name: 'right', operator: '>=', version: '2.0.0', dep_type: 'Runtime' },
        { name: 'any', operator: null, version: null, dep_type: 'Runtime' },
        { name: 'vitest', operator: 'matches', version: '5 || 6', dep_type: 'Development' },
      ],
      identifiers: {},
      numFiles: 2,
      typeDisplay: 'file',
      ecosystem: 'npm',
      osvName: '@acme/api',
    })
  })

  test.each([pythonWheel, pythonSdist])('python: %o', async (build) => {
    const facts = await factsOf(
      build({
        name: 'Acme.Client',
        version: '2.0rc1',
        license: 'Apache-2.0',
        summary: 'A client.',
        description: '# Acme\n\nLong.',
        requires: [
          'urllib3>=1.26',
          'idna (<4,>=2.5)',
          'certifi',
          'pytest==8.0; extra == "test"',
          'local @ https://example.org/x.whl',
        ],
      }),
    )
    expect(facts).toMatchObject({
      name: 'Acme.Client',
      version: '2.0rc1',
      license: 'Apache-2.0',
      summary: 'A client.',
      description: '# Acme\n\nLong.',
      dependencies: [
        { name: 'urllib3', operator: '>=', version: '1.26', dep_type: 'Depends' },
        { name: 'idna', operator: 'matches', version: '<4,>=2.5', dep_type: 'Depends' },
        { name: 'certifi', operator: null, version: null, dep_type: 'Depends' },
        { name: 'pytest', operator: '=', version: '8.0', dep_type: 'Suggests' },
        { name: 'local', operator: null, version: null, dep_type: 'Depends' },
      ],
      ecosystem: 'PyPI',
      osvName: 'Acme.Client',
    })
  })

  test('maven', async () => {
    const facts = await factsOf(
      mavenJar({
        groupId: 'org.acme',
        artifactId: 'core',
        version: '1.0-SNAPSHOT',
        license: 'Apache License, Version 2.0 & more',
        dependencies: [
          { groupId: 'junit', artifactId: 'junit', version: '[4.13,5)', scope: 'test' },
          { groupId: 'org.acme', artifactId: 'base', version: '1.0' },
        ],
      }),
    )
    expect(facts).toMatchObject({
      name: 'core',
      version: '1.0-SNAPSHOT',
      license: 'Apache License, Version 2.0 & more',
      dependencies: [
        { name: 'junit:junit', operator: 'matches', version: '[4.13,5)', dep_type: 'Test' },
        { name: 'org.acme:base', operator: '=', version: '1.0', dep_type: 'Compile' },
      ],
      identifiers: { maven_group_id: 'org.acme' },
      numFiles: 3,
      ecosystem: 'Maven',
      osvName: 'org.acme:core',
    })
  })

  test('nuget', async () => {
    const facts = await factsOf(
      nugetPackage({
        name: 'Acme.Core',
        version: '1.2.3.4',
        license: 'MIT',
        dependencies: { 'Newtonsoft.Json': '13.0.1', B: '(,2.0)' },
      }),
    )
    expect(facts).toMatchObject({
      name: 'Acme.Core',
      version: '1.2.3.4',
      license: 'MIT',
      dependencies: [
        { name: 'Newtonsoft.Json', operator: '>=', version: '13.0.1', dep_type: 'Depends' },
        { name: 'B', operator: '<', version: '2.0', dep_type: 'Depends' },
      ],
      ecosystem: 'NuGet',
    })
  })

  test.each(['gz', 'zst', 'none'] as const)('deb, compression %s', async (compression) => {
    const facts = await factsOf(
      debPackage({
        name: 'erlang-x11',
        version: '1:23.2.7-1',
        depends: 'libc6:any (>= 2.14), gs-gpl | erlang-gs (<< 2)',
        description: 'Erlang with windows\nFirst line.\n\nSecond line.',
        distribution: 'ubuntu/focal',
        compression,
        files: { 'usr/share/doc/erlang-x11/copyright': 'ours' },
      }),
    )
    expect(facts).toEqual({
      name: 'erlang-x11',
      version: '1:23.2.7-1',
      epoch: 1,
      release: '1',
      summary: 'Erlang with windows',
      description: 'First line. Second line.',
      architectures: ['all'],
      dependencies: [
        { name: 'libc6', operator: '>=', version: '2.14', dep_type: 'Depends' },
        { name: 'gs-gpl', operator: null, version: null, dep_type: 'Depends' },
        { name: 'erlang-gs', operator: '<<', version: '2', dep_type: 'Depends' },
      ],
      identifiers: { deb_component: 'main' },
      numFiles: 1,
      typeDisplay: 'ubuntu/focal',
    })
  })

  test('raw', async () => {
    const facts = await factsOf(
      rawFile({ bytes: 'anything', filename: 'model.bin', name: 'model', version: '3', summary: 'A model.' }),
    )
    expect(facts).toMatchObject({ name: 'model', version: '3', summary: 'A model.', numFiles: 0, typeDisplay: 'file' })
    expect(facts.ecosystem).toBeUndefined()
  })
})

describe('fields that are longer than the API takes', () => {
  test.each([
    ['name', npmPackage({ name: 'a'.repeat(201), version: '1.0.0' }), 'the name has 201 characters, more than the 200 allowed'],
    [
      'version',
      npmPackage({ name: 'a', version: `1.0.0-${'a'.repeat(250)}` }),
      'the version has 256 characters, more than the 255',
    ],
  ])('a %s is refused', async (_, fixture, reason) => {
    expect(await reasonOf(fixture)).toContain(reason)
  })

  test('a requirement is cut, and is then none that anything meets', async () => {
    const range = Array.from({ length: 40 }, (_, index) => `${index}.x`).join(' || ')
    const [needed] = (await factsOf(npmPackage({ name: 'a', version: '1.0.0', dependencies: { b: range } }))).dependencies
    expect(needed).toMatchObject({ name: 'b', operator: 'matches', version: expect.stringMatching(/^0\.x \|\| .{120}…$/) })
    expect(schemeOfFormat('npm').satisfies('1.0.0', { operator: 'matches', version: needed?.version ?? '' })).toBeUndefined()
  })
})

describe('names that the request gives, or does not', () => {
  const empty = (filename: string, fields = {}) => ({ format: '', filename, bytes: new Uint8Array(), extra: {}, fields })

  test('a raw file without a name, or with its file name for one, is called by its file name', async () => {
    const nameless = await factsOf(rawFile({ bytes: '', filename: 'raw_file.txt' }))
    const named = await factsOf(rawFile({ bytes: '', filename: 'raw_file.txt', name: 'raw_file.txt' }))
    expect(nameless).toMatchObject({ name: 'raw_file.txt', version: '0' })
    expect(named).toEqual(nameless)
  })

  test('a generic file needs a path, and is called by its end', async () => {
    const file = { ...empty('upload.tmp', { filepath: 'tools/linux/acme.sh', version: '2' }), format: 'generic' }
    expect(await factsOf(file)).toMatchObject({ name: 'acme.sh', version: '2' })
    expect(await reasonOf({ ...file, fields: {} })).toMatch(/the request has no filepath/)
  })

  test.each([
    ['publisher.tool-1.0.204.vsix', 'publisher.tool', '1.0.204'],
    ['hello-2.12-static.nar', 'hello', '2.12-static'],
    ['model-v2.0.0.zip', 'model', '2.0.0'],
    ['org.acme.ui_1.1.1n.jar', 'org.acme.ui', '1.1.1n'],
    ['tool.tar.gz', 'tool', '0'],
    ['.env', '.env', '0'],
    ['LICENSE', 'LICENSE', '0'],
  ])('%s is %s %s where no reader looks inside', (filename, name, version) => {
    expect(readByFileName({ file: empty(filename), extra: {}, fields: {} })).toMatchObject({ name, version })
  })

  test('the request wins over the file name', async () => {
    const model = { ...empty('model-1.0.bin', { name: 'acme/model', version: '12' }), format: 'huggingface' }
    expect(await factsOf(model)).toMatchObject({ name: 'acme/model', version: '12' })
  })
})

test.each(formats)('%s is a known format', async (format) => {
  const reading = await readPackage(format, { file: { filename: 'a-1', bytes: new Uint8Array() }, extra: {}, fields: {} })
  expect(reading).not.toMatchObject({ reason: expect.stringContaining('there is no format') })
})

test.each(['bower', '__proto__', 'toString', ''])('%j is no format, and no accident of the language', async (format) => {
  const reading = await readPackage(format, { file: { filename: 'a-1', bytes: new Uint8Array() }, extra: {}, fields: {} })
  expect(reading).toEqual({ ok: false, reason: expect.stringContaining('there is no format') })
})
