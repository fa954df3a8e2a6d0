import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { silentLog } from '../core/log.ts'
import { passwordIn } from './address.ts'
import { startCluster } from './embedded/cluster.ts'

test('the password of an address is known before anything is said of it', () => {
  expect(passwordIn('postgres://ada:hunter2@db.example/promotion')).toBe('hunter2')
  expect(passwordIn('postgresql://db.example/promotion')).toBe('')
})

test.each(['nonsense', 'hunter2', 'https://ada:hunter2@db.example', 'postgres//ada:hunter2@db'])(
  'what is no address is refused, and not repeated: %s',
  (address) => {
    expect(() => passwordIn(address)).toThrow(
      /^DATABASE_URL, or database in the settings, .* use the form postgres:\/\/USER:PASSWORD@HOST/,
    )
    expect(() => passwordIn(address)).not.toThrow(address)
  },
)

test('where no database can be kept, it is said what to name instead', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-promote-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  // Nobody can create a folder inside a file, not even root.
  await writeFile(join(folder, 'file'), '')
  const data = join(folder, 'file', 'data')
  await expect(startCluster({ folder: data, log: silentLog })).rejects.toThrow(
    /cannot be stored in .*data, which is not writable \(ENOTDIR\)\. Choose another folder with --data, or set DATABASE_URL to .*\.$/,
  )
})
