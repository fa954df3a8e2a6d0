import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { expect, test } from 'vitest'
import { destinationSlug } from './destination.ts'

test.each(['staging', 'acme/staging'])('F24 %s is the repository staging of acme', (destination) => {
  expect(destinationSlug('acme', destination)).toBe('staging')
})

test('F24 another workspace is refused, and the error says why', () => {
  expect(() => destinationSlug('acme', 'globex/staging')).toThrow(/globex\/staging is in a workspace other than acme/)
})

test.each(['', '/', 'acme/', '/staging', 'acme/a/b'])('%j is no repository', (destination) => {
  expect(() => destinationSlug('acme', destination)).toThrow(InvalidRequestError)
})
