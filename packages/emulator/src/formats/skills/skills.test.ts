import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar, zip } from '../../format/archive-writers.ts'
import { agentSkill } from './build.ts'

const small = agentSkill({ name: 'review', version: '1.0.0' })
const skill = (files: Record<string, string>) => ({ ...small, bytes: zip(files) })
const text = '---\nname: review\ndescription: Reviews code.\n---\n\n# Review\n'

test('a skill that was built is read back', async () => {
  const made = agentSkill({
    name: 'review',
    version: '1.0.0',
    license: 'MIT',
    description: 'Reviews code.',
    files: { 'a.py': '' },
  })
  expect(await factsOf(made)).toEqual({
    ...{ name: 'review', version: '1.0.0', license: 'MIT', summary: 'Reviews code.', description: '# review' },
    ...{ architectures: [], dependencies: [], identifiers: {}, numFiles: 2, typeDisplay: 'file' },
  })
})

test('it may lie at the root, come in a tarball, and have line ends of Windows', async () => {
  const windows = text.replaceAll('\n', '\r\n')
  for (const bytes of [zip({ 'SKILL.md': windows }), gzip(tar({ './review/SKILL.md': windows }))])
    expect(await factsOf({ ...small, bytes })).toMatchObject({
      name: 'review',
      summary: 'Reviews code.',
      description: '# Review',
    })
})

test('a plugin has many, of which none speaks for it', async () => {
  const plugin = skill({ 'acme/skills/review/SKILL.md': text, 'acme/skills/release/SKILL.md': text })
  expect(await factsOf(plugin)).toMatchObject({ name: 'review', version: '1.0.0', numFiles: 2 })
  expect((await factsOf(plugin)).summary).toBeUndefined()
})

test.each([
  ['no SKILL.md', skill({ 'review/README.md': text }), 'has no SKILL.md at its root or in its top folder'],
  ['two of them', skill({ 'a/SKILL.md': text, 'b/SKILL.md': text }), 'has 2 SKILL.md'],
  ['nothing before its text', skill({ 'a/SKILL.md': '# Review\n' }), 'a/SKILL.md: name is missing'],
  ['no description', skill({ 'a/SKILL.md': '---\nname: review\n---\n' }), 'a/SKILL.md: description is missing'],
  [
    'no end of what stands before its text',
    skill({ 'SKILL.md': '---\nname: review\n' }),
    'SKILL.md begins with --- without a second one',
  ],
  ['broken YAML', skill({ 'SKILL.md': '---\nname: [\n---\n' }), 'SKILL.md is not valid YAML'],
  ['no archive around it', { ...small, bytes: new TextEncoder().encode(text) }, 'the tar archive is cut short'],
])('a skill with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
