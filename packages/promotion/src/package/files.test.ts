import { expect, test } from 'vitest'
import { compareFiles, filesOf } from './files.ts'

const file = (filename: string, checksum_sha256: string | null) => ({ filename, checksum_sha256 })
const withFiles = (...files: ReturnType<typeof file>[]) => ({ filename: 'main', checksum_sha256: '', files }) as never

const compareBytes = (a: never, b: never) => compareFiles(filesOf(a), filesOf(b))

test('files are compared one by one, by their digests', () => {
  const source = withFiles(file('a.jar', '01'), file('a.pom', '02'))
  expect(compareBytes(source, source)).toEqual({
    same: [
      { filename: 'a.jar', sha256: '01' },
      { filename: 'a.pom', sha256: '02' },
    ],
    differences: [],
  })
  expect(compareBytes(source, withFiles(file('a.jar', '01'), file('a.pom', 'ff'))).differences).toEqual([
    { filename: 'a.pom', source: '02', destination: 'ff' },
  ])
})

test('a file that one side lacks is a difference', () => {
  const both = withFiles(file('a', '01'), file('b', '02'))
  const one = withFiles(file('a', '01'))
  expect(compareBytes(both, one).differences).toEqual([{ filename: 'b', source: '02', destination: undefined }])
  expect(compareBytes(one, both).differences).toEqual([{ filename: 'b', source: undefined, destination: '02' }])
})

test.each([null, ''])('a digest that is %j proves nothing, on whichever side', (missing) => {
  const known = withFiles(file('a', '01'))
  const unknown = withFiles(file('a', missing))
  expect(compareBytes(known, unknown).differences).toHaveLength(1)
  expect(compareBytes(unknown, known).differences).toHaveLength(1)
  expect(compareBytes(unknown, unknown).differences).toHaveLength(1)
})
