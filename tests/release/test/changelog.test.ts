import { describe, expect, test, vi } from 'vitest'
import { notesOf } from '../../../scripts/release/notes.ts'

const commit = '0123456789abcdef0123456789abcdef01234567'

/** The functions as they are where these variables are set. */
async function changelog(env: Record<string, string>) {
  vi.resetModules()
  for (const name of ['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY']) vi.stubEnv(name, env[name])
  return import('../../../scripts/release/changelog.ts')
}
const change = (summary: string) => ({ id: 'quick-foxes', summary, releases: [], commit })

describe('a changelog', () => {
  test('names the commit of a change', async () => {
    const { getReleaseLine } = await changelog({})
    expect(getReleaseLine(change('`push` is quicker.'), 'minor', null)).toBe('- `push` is quicker. (`0123456`)')
  })

  test('links it where it knows the repository', async () => {
    const { getReleaseLine } = await changelog({ GITHUB_SERVER_URL: 'https://git.example.com', GITHUB_REPOSITORY: 'example/sdk' })
    const line = getReleaseLine(change('`push` is quicker.'), 'minor', null)
    expect(line).toBe(`- \`push\` is quicker. ([\`0123456\`](https://git.example.com/example/sdk/commit/${commit}))`)
  })

  test('keeps paragraphs and lists of a change together', async () => {
    const { getReleaseLine } = await changelog({})
    const line = getReleaseLine(change('More formats.\n\n- deb\n- rpm\n'), 'minor', null)
    expect(line).toBe('- More formats. (`0123456`)\n\n  - deb\n  - rpm')
  })

  test('has one line for all packages that came along, however many changes brought them', async () => {
    const { getDependencyReleaseLine } = await changelog({})
    const updated = ['client', 'promotion'].map((name) => ({ name: `@cloudsmith-sdk/${name}`, newVersion: '0.2.0' })) as never
    const line = getDependencyReleaseLine([change('One.'), change('Two.')], updated, null)
    expect(line).toBe('- With @cloudsmith-sdk/client 0.2.0, @cloudsmith-sdk/promotion 0.2.0.')
    expect(getDependencyReleaseLine([], [], null)).toBe('')
  })
})

describe('the notes of a release', () => {
  const text = '# client\n\n## 0.2.0\n\n### Minor Changes\n\n- New.\n\n## 0.1.0\n\n- Old.\n'

  test('are what the changelog says of its version, and of no other', () => {
    expect(notesOf(text, '0.2.0')).toBe('### Minor Changes\n\n- New.\n')
    expect(notesOf(text, '0.1.0')).toBe('- Old.\n')
  })

  test('are not made up', () => {
    expect(() => notesOf(text, '0.1')).toThrow('The changelog says nothing of 0.1.')
  })
})
