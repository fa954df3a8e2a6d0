import { expect, test } from 'vitest'
import { describePermissions, sentenceOf } from './permissions.ts'

test.each([
  [{ repository: 'Admin' }, 'Requires the Admin privilege on the repository.'],
  [{ repository: 'Write', inferred: true }, 'Requires the Write privilege on the repository, as far as is known.'],
  [{ workspace: 'Manager' }, 'Requires the Owner or Manager role in the workspace.'],
  [{ account: 'none' }, 'Requires no credential.'],
  [
    { repository: 'Read', setting: 'copy_packages', own: 'copy_own', and: 'the Write privilege on the destination' },
    "Requires the privilege set by the repository's `copy_packages` (default: Read) and the Write privilege on the destination. " +
      'If `copy_own` is true, the Write privilege is enough for packages that the caller uploaded.',
  ],
])('%j becomes a sentence', (permission, sentence) => {
  expect(sentenceOf(permission)).toBe(sentence)
})

test('an operation that changes something has to state who may call it', () => {
  const at = (operation: object) => ({ paths: { '/x/': { post: { operationId: 'x', description: 'Does.', ...operation } } } })

  expect(() => describePermissions(at({}))).toThrow('x does not state who may call it')
  const document = at({ 'x-permission': { repository: 'Admin' } })
  describePermissions(document)
  expect(document.paths['/x/'].post.description).toBe('Does. Requires the Admin privilege on the repository.')
})
