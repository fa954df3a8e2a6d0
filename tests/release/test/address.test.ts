import { describe, expect, test } from 'vitest'
import { addressFrom } from '../../../scripts/release/address.ts'

const github = { GITHUB_SERVER_URL: 'https://git.example.com', GITHUB_REPOSITORY: 'example/sdk' }

describe('the address of a release', () => {
  test('is what continuous integration says of its repository', () => {
    expect(addressFrom(github)).toEqual({ repository: 'https://git.example.com/example/sdk' })
  })

  test('knows the documentation where there is a site', () => {
    expect(addressFrom({ ...github, DOCS_URL: 'https://docs.example.com/sdk/' })).toEqual({
      repository: 'https://git.example.com/example/sdk',
      documentation: 'https://docs.example.com/sdk',
    })
  })

  test.each([
    ['nothing is known', {}, /Set GITHUB_SERVER_URL/],
    ['the repository is missing', { GITHUB_SERVER_URL: 'https://git.example.com' }, /Set GITHUB_REPOSITORY to owner\/name/],
    ['the repository is an address', { ...github, GITHUB_REPOSITORY: 'https://git.example.com/a/b' }, /Set GITHUB_REPOSITORY/],
    ['the server is not encrypted', { ...github, GITHUB_SERVER_URL: 'http://git.example.com' }, /begins with https/],
    ['a credential is in it', { ...github, GITHUB_SERVER_URL: 'https://me:secret@git.example.com' }, /holds no credentials/],
    ['the site is no address', { ...github, DOCS_URL: 'docs' }, /Set DOCS_URL/],
  ])('is not invented where %s', (_, env, problem) => {
    expect(() => addressFrom(env)).toThrow(problem)
  })

  test('a refused address does not repeat the credential in it', () => {
    expect(() => addressFrom({ ...github, GITHUB_SERVER_URL: 'https://me:secret@git.example.com' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret') }),
    )
  })
})
