import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { nixArchive } from './build.ts'

const made = nixArchive({ name: 'hello', version: '2.12' })

const telling = (text: string) => ({
  ...made,
  fields: {},
  filename: `${'0'.repeat(52)}.nar.xz`,
  extra: { narinfo_file: { filename: 'a.narinfo', bytes: new TextEncoder().encode(text) } },
})

test('an archive is called as its path in the store, whatever its own name is', async () => {
  const store = '/nix/store/7vaww7hmcr6jzw8sc7fjb6w8jfv4ic0d'
  const factsAt = (path: string) => factsOf(telling(`URL: nar/a.nar.xz\nStorePath: ${path}\nCompression: xz\n`))
  expect(await factsAt(`${store}-hello-2.12-static`)).toMatchObject({ name: 'hello', version: '2.12-static' })
  expect(await factsAt(`${store}-gcc-wrapper-13.3.0`)).toMatchObject({ name: 'gcc-wrapper', version: '13.3.0' })
  expect(await factsAt(`${store}-source`)).toMatchObject({ name: 'source' })
})

test('what was built is read back, with what a binary cache tells of it and without', async () => {
  expect(await factsOf(made)).toMatchObject({ name: 'hello', version: '2.12' })
  expect(await factsOf({ ...made, extra: {}, fields: {} })).toMatchObject({ name: 'hello', version: '2.12' })
  expect(await factsOf({ ...made, fields: { version: '3' } })).toMatchObject({ name: 'hello', version: '3' })
})

test('older clients call the field otherwise', async () => {
  const { narinfo_file } = made.extra
  if (narinfo_file === undefined) throw new Error('unreachable: it was made')
  const filename = `${'0'.repeat(52)}.nar`
  expect(await factsOf({ ...made, filename, extra: { narinfo: narinfo_file } })).toMatchObject({ name: 'hello' })
})

test('what tells of no path in a store is refused', async () => {
  for (const text of ['', 'StorePath: hello', 'StorePath: /nix/store/hello-1.0', 'URL: nar/a.nar'])
    expect(await reasonOf(telling(text))).toContain('a.narinfo tells of no path in a store')
})
