import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { installedWith } from './installed.ts'

test('a package counts once, whoever needs it, and of ours only what is published', async () => {
  const root = await mkdtemp(join(tmpdir(), 'installed-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(root, file)), { recursive: true })
    await writeFile(join(root, file), text)
  }
  const ours = JSON.stringify({
    name: 'ours',
    files: ['dist'],
    dependencies: { a: '1', b: '1' },
    optionalDependencies: { windows: '1' },
  })
  const a = JSON.stringify({ name: 'a', dependencies: { b: '1' } })
  const b = JSON.stringify({ name: 'b' })
  await write('ours/package.json', ours)
  await write('ours/dist/index.js', '1234')
  await write('ours/src/index.ts', 'is not published')
  await write('store/node_modules/a/package.json', a)
  await write('store/node_modules/b/package.json', b)
  await mkdir(join(root, 'ours/node_modules'))
  for (const name of ['a', 'b']) await symlink(join(root, 'store/node_modules', name), join(root, 'ours/node_modules', name))
  const installed = await installedWith(join(root, 'ours'))
  expect(Object.fromEntries(installed.map(({ name, bytes }) => [name, bytes]))).toEqual({
    ours: ours.length + 4,
    a: a.length,
    b: b.length,
  })
})
