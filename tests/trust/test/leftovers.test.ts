import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { leftoversIn } from '../../../scripts/pack/leftovers.ts'

let dist: string
beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'dist-'))
})
afterEach(() => rmSync(dist, { recursive: true }))

test('what an earlier build left is not published: nothing of this one names it', () => {
  const files = {
    'index.js': `import { a } from './chunk-AAAA1111.js'`,
    'chunk-AAAA1111.js': `import('./later-BBBB2222.js')`,
    'later-BBBB2222.js': '',
    'chunk-OLD11111.js': `import './chunk-OLD22222.js'`,
    'chunk-OLD22222.js': '',
    'read-thread.js': '',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dist, name), text)

  expect(leftoversIn(dist)).toEqual(['chunk-OLD11111.js', 'chunk-OLD22222.js'])
})
