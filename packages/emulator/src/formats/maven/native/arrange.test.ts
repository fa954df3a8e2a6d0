import { expect, test } from 'vitest'
import { arrange } from './arrange.ts'
import { readFileName } from './file-names.ts'

const place = { group: 'org.acme', artifact: 'core', version: '1.0' }
const arranged = (...ends: string[]) =>
  arrange(
    place,
    ends.map((end) => ({ filename: `core-1.0${end}` })),
  )?.map(({ filename, field }) => `${filename.slice('core-1.0'.length)} ${field}`)

test.each([
  [
    ['.module', '.pom', '.jar.asc', '-sources.jar', '.jar'],
    ['.jar package_file', '.module attached.module', '.pom pom_file', '.jar.asc attached.jar.asc', '-sources.jar sources_file'],
  ],
  [
    ['.module', '.pom'],
    ['.pom package_file', '.module attached.module'],
  ],
  [
    ['-bin.tar.gz', '.pom'],
    ['.pom package_file', '-bin.tar.gz bin.tar.gz'],
  ],
  [['-linux.jar'], ['-linux.jar package_file']],
  [[], undefined],
])('%j are one package, whose main file is the artifact', (ends, expected) => {
  expect(arranged(...ends)).toEqual(expected)
})

test.each([
  ['core-1.0.jar', { value: '1.0', classifier: undefined, extension: 'jar' }],
  ['core-1.0-linux-x86_64.jar', { value: '1.0', classifier: 'linux-x86_64', extension: 'jar' }],
  ['core-1.0-osgi-4.1.tar.gz', { value: '1.0', classifier: 'osgi-4.1', extension: 'tar.gz' }],
  ['core-1.0-SNAPSHOT.jar', { value: '1.0', classifier: 'SNAPSHOT', extension: 'jar' }],
  ['core-1.01.jar', undefined],
  ['core-1.0', undefined],
  ['other-1.0.jar', undefined],
])('%s says what it is', (filename, said) => {
  expect(readFileName(place, filename)).toEqual(said)
})

test('a file of a snapshot has the time of its deployment, or none', () => {
  const snapshot = { artifact: 'core', version: '1.0-SNAPSHOT' }
  expect(readFileName(snapshot, 'core-1.0-20260131.120000-3-sources.jar')).toEqual({
    value: '1.0-20260131.120000-3',
    classifier: 'sources',
    extension: 'jar',
  })
  expect(readFileName(snapshot, 'core-1.0-SNAPSHOT.jar')?.value).toBe('1.0-SNAPSHOT')
  expect(readFileName(snapshot, 'core-1.0.jar')).toBeUndefined()
})
