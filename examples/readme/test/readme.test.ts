import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

test.each(['call-the-api', 'promote', 'pipeline', 'receive'])('the README shows %s as it is compiled and run here', (name) => {
  expect(read('../../../README.md')).toContain(`\`\`\`ts\n${read(`../src/${name}.ts`)}\`\`\``)
})
