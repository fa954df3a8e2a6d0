import { expect, test } from 'vitest'
import { describePermissions, sentenceOf } from './permissions.ts'

test.each([
  [{ repository: 'Admin' }, 'Needs the Admin privilege on the repository.'],
  [{ repository: 'Write', inferred: true }, 'Needs the Write privilege on the repository, as far as is known.'],
  [{ workspace: 'Manager' }, 'Needs an owner or manager of the workspace.'],
  [{ account: 'none' }, 'Needs no credential.'],
  [
    { repository: 'Read', setting: 'copy_packages', own: 'copy_own', and: 'Write on the destination' },
    "Needs the privilege that the repository's `copy_packages` names (Read by default) and Write on the destination. With `copy_own`, " +
      'uploaders who may write can do it to packages of their own.',
  ],
])('%j is said in a sentence', (permission, sentence) => {
  expect(sentenceOf(permission)).toBe(sentence)
})

test('an operation that changes something has to say who may', () => {
  const at = (operation: object) => ({ paths: { '/x/': { post: { operationId: 'x', description: 'Does.', ...operation } } } })

  expect(() => describePermissions(at({}))).toThrow('x does not say who may call it')
  const document = at({ 'x-permission': { repository: 'Admin' } })
  describePermissions(document)
  expect(document.paths['/x/'].post.description).toBe('Does. Needs the Admin privilege on the repository.')
})
