import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

test.each(['call-the-api', 'promote', 'receive', 'test-without-an-account'])(
  'the README shows %s as it is compiled and run here',
  (name) => {
    expect(read('../../../README.md')).toContain(`\`\`\`ts\n${read(`../src/${name}.ts`)}\`\`\``)
  },
)

/** READMEs of packages, each with what it shows beside the files of its own folder. */
test.each<[string, string[], string]>([
  ['cli', [], 'ts'],
  ['client', [], 'ts|js|json'],
  ['emulator', [], 'ts'],
  ['promotion', ['three-jobs.ts'], 'ts|yaml'],
  ['service', [], 'ts'],
  ['webhooks', [], 'ts'],
])('the README of %s shows what is compiled here, all of it and nothing else', (name, more, languages) => {
  const files = [...more, ...readdirSync(new URL(`../src/${name}`, import.meta.url)).map((file) => `${name}/${file}`)]
  const shown = [
    ...read(`../../../packages/${name}/README.md`).matchAll(new RegExp(`^\`\`\`(?:${languages})\\n([\\s\\S]*?)^\`\`\`$`, 'gm')),
  ]
  expect(shown.map(([, text]) => text).toSorted()).toEqual(files.map((file) => read(`../src/${file}`)).toSorted())
})
