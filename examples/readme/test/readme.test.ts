import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

test.each(['call-the-api', 'promote', 'pipeline', 'receive'])('the README shows %s as it is compiled and run here', (name) => {
  expect(read('../../../README.md')).toContain(`\`\`\`ts\n${read(`../src/${name}.ts`)}\`\`\``)
})

test('the README of promotion shows what is compiled and run here, all of it and nothing else', () => {
  const files = ['three-jobs.ts', ...readdirSync(new URL('../src/promotion', import.meta.url)).map((file) => `promotion/${file}`)]
  const shown = [...read('../../../packages/promotion/README.md').matchAll(/^```(?:ts|yaml)\n([\s\S]*?)^```$/gm)]
  expect(shown.map(([, text]) => text).toSorted()).toEqual(files.map((file) => read(`../src/${file}`)).toSorted())
})
