import { lines } from '@cloudsmith-sdk/example-world'
import { expect, test, vi } from 'vitest'
import { expectShown } from './page.ts'
import { meet, seededFrom } from './seeded.ts'

test.each([
  ['call-the-api', 4],
  ['receive-webhooks', 4],
  ['build-promotion', 3],
])('%s prints what its page shows', async (name, prints) => {
  const emulator = await seededFrom('start/seed.yaml')
  meet(emulator)
  await import(`../src/start/${name}.ts`)
  await emulator.settle()
  await vi.waitFor(() => expect(lines()).toHaveLength(prints))
  expectShown(`start/${name}.md`, lines().join('\n'))
})
