import { expect, test } from 'vitest'
import { guideOf } from '../../scripts/pack/guide.ts'

test('the guide in a package says its version, and leads to the files that it has', () => {
  const exports = {
    '.': { types: './dist/index.d.ts' },
    './node': { types: './dist/node.d.ts' },
    './package.json': './package.json',
  }
  const manifest = { name: '@acme/sdk', version: '1.2.3', description: 'Does things.', files: [], exports }
  const guide = guideOf(manifest, (file) => ['README.md', 'schemas'].includes(file))
  expect(guide).toMatch(/^# @acme\/sdk 1\.2\.3\n\n> Does things\.\n/)
  expect([...guide.matchAll(/\]\(([^)]+)\)/g)].map(([, file]) => file)).toEqual([
    'README.md',
    'schemas',
    'dist/index.d.ts',
    'dist/node.d.ts',
  ])
})
