import { expect, test } from 'vitest'
import { emptyDatabase } from '../../test/database.ts'
import { openDatabase } from '../database/database.ts'
import { settingsFrom } from '../settings/read-settings.ts'
import { findToken } from '../store/tokens.ts'
import { makeToken } from './make-token.ts'

const settings = settingsFrom({}, process.cwd())

test('whoever has the database makes a token, which ends when it should', async () => {
  const url = await emptyDatabase()
  const token = await makeToken(settings, { name: 'ci', scope: ['read'], 'valid-for': '2 days' }, { DATABASE_URL: url })
  const database = await openDatabase({ url, connections: 1 })
  expect(await findToken(database, token, new Date())).toMatchObject({ name: 'ci', scopes: ['read'] })
  expect(await findToken(database, token, new Date(Date.now() + 3 * 86_400_000))).toBeUndefined()
  await database.close()
})

test.each([
  [{ scope: ['read'] }, /--name: give the token a name/],
  [{ name: 'ci' }, /--scope: choose one or more of read, plan/],
  [{ name: 'ci', scope: ['all'] }, /--scope: must be one of read/],
  [{ name: 'ci', scope: ['read'], 'valid-for': 'long' }, /must be a duration such as/],
  [{ name: 'ci', scope: ['read'] }, /POST \/api\/v1\/tokens/],
])('what is not said of it is asked for: %j', async (said, problem) => {
  await expect(makeToken(settings, said, {})).rejects.toThrow(problem)
})
