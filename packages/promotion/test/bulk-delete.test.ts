import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { inBulk } from '../src/repository/bulk.ts'
import { stock } from './stock.ts'

test.each(['in bulk', 'one by one'])('F81 what another deleted meanwhile counts as deleted, %s', async (how) => {
  const { cloudsmith, emulator, contents } = await stock({
    dev: ['ms', 'clsx'].map((name) => npmPackage({ name, version: '1.0.0', license: 'MIT' })),
  })
  const slugs = (await cloudsmith.packages.list({ owner: 'acme', repo: 'dev' }).toArray()).map(({ slug_perm }) => slug_perm)
  await cloudsmith.packages.delete({ owner: 'acme', repo: 'dev', identifier: slugs[0] ?? '' })
  await emulator.settle()
  if (how === 'one by one') emulator.faults.add({ operation: 'bulk_action', status: 403, body: { detail: 'No.' } })

  const { refused } = await inBulk(cloudsmith, { owner: 'acme', repo: 'dev', action: 'Delete' }, slugs, undefined)

  await emulator.settle()
  expect([...refused]).toEqual([])
  expect(contents('dev')).toEqual([])
})
