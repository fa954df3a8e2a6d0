import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import budgets from '../../../scripts/budget.json' with { type: 'json' }
import { root } from '../src/root.ts'

interface Manifest {
  readonly description: string
  readonly keywords: readonly string[]
  readonly license: string
  readonly files: readonly string[]
  readonly author?: unknown
  readonly funding?: unknown
}

describe.each(Object.keys(budgets))('%s as a registry shows it', (name) => {
  const folder = join(root, 'packages', name)
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

  test('is found by what people search for, and says that it is unofficial', () => {
    expect(manifest.keywords).toContain('cloudsmith')
    expect(new Set(manifest.keywords).size).toBe(manifest.keywords.length)
    expect(manifest.keywords.filter((word) => !/^[a-z0-9-]+$/.test(word))).toEqual([])
    expect(manifest.description).toMatch(/\. Unofficial\.$/)
    expect(manifest.description.length).toBeLessThanOrEqual(160)
  })

  test('has the licence that it names, and everything that it publishes', () => {
    expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'))
    expect(manifest).toMatchObject({ license: 'MIT', files: expect.arrayContaining(['LICENSE', 'README.md']) })
    // Building and packing make these.
    const made = ['dist', 'llms.txt']
    const committed = manifest.files.filter((file) => !made.includes(file) && !file.includes('*'))
    expect(committed.filter((file) => !existsSync(join(folder, file)))).toEqual([])
  })

  test('names no person and asks for no money', () => {
    expect(manifest).not.toHaveProperty('author')
    expect(manifest).not.toHaveProperty('funding')
  })
})
