import { expect, test } from 'vitest'
import { newWords, sentencesOf, wordsOf, wordsOfId } from './words.ts'

test('inflections of a word are the same word', () => {
  expect(newWords("Lists the team's policies, synchronised", wordsOf('list teams policy synchronise'))).toEqual([])
})

test('a name is split into its words', () => {
  expect(wordsOf('PackageFile.is_primary')).toEqual(['packag', 'fil', 'primary'])
})

test('synonyms of the words of an id are known words', () => {
  expect(newWords('Change some settings of a licence policy', wordsOfId('orgs_license-policy_partial_update'))).toEqual([])
  expect(newWords('Remove a policy for good', wordsOfId('workspaces_policies_destroy'))).toEqual(['good'])
})

test('a sentence ends at a full stop, but not inside a name', () => {
  expect(sentencesOf('Adds a `package.json`. It stays.')).toEqual(['Adds a `package.json`.', 'It stays.'])
})
