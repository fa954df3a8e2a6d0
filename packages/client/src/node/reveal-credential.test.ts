import { expect, test } from 'vitest'
import { jumpingClock, start } from '../../test/support/clock.ts'
import { sendJson, serve } from '../../test/support/server.ts'
import { InvalidRequestError } from '../errors/index.ts'
import { CredentialsNotFoundError } from './errors.ts'
import { findCredentials } from './find-credentials.ts'
import { revealCredential } from './reveal-credential.ts'
import { jwt, testMachine } from './test-machine.ts'

test('what was found or given is revealed, and an identity exchanged for it', async () => {
  const token = jwt(start + 7_200_000)
  const { url: baseUrl } = await serve((response) => sendJson(response, 201, { token }))
  const identity = { CLOUDSMITH_ORG: 'acme', CLOUDSMITH_SERVICE_SLUG: 'ci', CLOUDSMITH_OIDC_TOKEN: 'identity' }
  const options = { baseUrl, clock: jumpingClock() }

  expect(await revealCredential(findCredentials(testMachine({ CLOUDSMITH_API_KEY: 'key' })))).toBe('key')
  expect(await revealCredential(findCredentials({ ...testMachine(), accessToken: async () => 'of-sso' }))).toBe('of-sso')
  expect(await revealCredential(findCredentials({ ...testMachine(identity), ...options }))).toBe(token)
})

test('what was not found is told with every place, and what cannot be sent is not given', async () => {
  await expect(revealCredential(findCredentials(testMachine()))).rejects.toBeInstanceOf(CredentialsNotFoundError)
  const found = findCredentials({ ...testMachine(), apiKey: () => 'two words' })
  await expect(revealCredential(found)).rejects.toBeInstanceOf(InvalidRequestError)
})
