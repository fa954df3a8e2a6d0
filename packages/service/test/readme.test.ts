import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { settingsFrom } from '../src/settings/read-settings.ts'
import { placeholders } from '../src/settings/template.ts'

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')

test('the settings of the README can be', () => {
  const examples = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, example = '']) => parse(example) as object)
  expect(examples.length).toBeGreaterThan(2)
  for (const example of examples) expect(() => settingsFrom(example, '/')).not.toThrow()
})

test('the README names everything that a template may have', () => {
  for (const name of placeholders) expect(readme).toContain(`\`{{${name}}}\``)
})

test('a template with something that nobody knows, a network that is none and a channel of two minds are told', () => {
  const channels = [
    { name: 'a', kind: 'teams', webhook: 'env:A', text: '{{titel}}' },
    { name: 'b', kind: 'slack', webhook: 'env:B', token: 'env:C', allowNetworks: ['10.0.0.0/40'] },
    { name: 'b', kind: 'webhook', url: 'https://hooks.example.com', key: 'the key itself' },
  ]
  expect(() => settingsFrom({ channels } as Parameters<typeof settingsFrom>[0], '/')).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(
        /\{\{titel\}\}, which is not a placeholder[\s\S]*such as 10\.0\.0\.0\/8[\s\S]*must be a reference to the secret/,
      ),
    }),
  )
})

test('figures are not for whoever reaches the pages', () => {
  const signIn = { issuer: 'https://login.example.com', clientId: 'promote', secrets: ['env:SEALING' as const] }
  const open = { host: '0.0.0.0', url: 'https://promote.example.com', signIn, operations: { metrics: true } }
  expect(() => settingsFrom(open, '/')).toThrow('everybody could read the metrics')
  expect(() => settingsFrom({ ...open, operations: { metrics: true, token: 'env:TOKEN' } }, '/')).not.toThrow()
  expect(() => settingsFrom({ ...open, operations: { metrics: true, port: 9464 } }, '/')).not.toThrow()
})
