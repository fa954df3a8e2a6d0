import { expect, test } from 'vitest'
import { cutMarkdown } from '../src/output/cut-markdown.ts'

test('what fits is as it was', () => {
  expect(cutMarkdown('- one\n- two', 1_000)).toBe('- one\n- two')
})

test.each([
  ['lines', Array.from({ length: 500 }, (_, line) => `- line ${line}`).join('\n')],
  ['one line', 'x'.repeat(5_000)],
  ['characters of several bytes', '€'.repeat(1_000)],
  ['a fence', `\`\`\`sh\n${'echo hello\n'.repeat(500)}\`\`\`\n`],
])('what is too long says so, and fits: %s', (_, text) => {
  const cut = cutMarkdown(text, 1_000)
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(1_000)
  expect(cut).toMatch(/…and \d+ more lines?\.$/)
  expect([...cut.matchAll(/^```/gm)].length % 2).toBe(0)
})
