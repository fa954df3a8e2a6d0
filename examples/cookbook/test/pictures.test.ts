import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makePictures } from '../pictures/make-pictures.ts'
import { anyDigest, pages } from './page.ts'

const read = (name: string) => readFileSync(new URL(`../../../docs/pictures/${name}.svg`, import.meta.url), 'utf8')

test('the pictures of the site are those of the story, which `pnpm pictures` makes again', async () => {
  const made = await makePictures()
  for (const [name, svg] of Object.entries(made)) expect(anyDigest(read(name))).toBe(anyDigest(svg))
  const text = [...pages.values()].join('\n')
  expect(Object.keys(made).filter((name) => !text.includes(`pictures/${name}.svg`))).toEqual([])
})
