import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

test.each(['call-the-api', 'promote', 'pipeline', 'receive'])('the README shows %s as it is compiled and run here', (name) => {
  expect(read('../../../README.md')).toContain(`\`\`\`ts\n${read(`../src/${name}.ts`)}\`\`\``)
})

test('the README of emulator shows how to rehearse as it is compiled and run here', () => {
  const shown = `\`\`\`ts\n${read('../src/emulator/rehearse.ts')}\`\`\``
  expect(read('../../../packages/emulator/README.md')).toContain(shown)
})

/** READMEs of packages, each with what it shows beside the files of its own folder. */
test.each<[string, string[]]>([
  ['client', []],
  ['promotion', ['three-jobs.ts']],
])('the README of %s shows what is compiled and run here, all of it and nothing else', (name, more) => {
  const files = [...more, ...readdirSync(new URL(`../src/${name}`, import.meta.url)).map((file) => `${name}/${file}`)]
  const shown = [...read(`../../../packages/${name}/README.md`).matchAll(/^```(?:ts|js|json|yaml)\n([\s\S]*?)^```$/gm)]
  expect(shown.map(([, text]) => text).toSorted()).toEqual(files.map((file) => read(`../src/${file}`)).toSorted())
})
