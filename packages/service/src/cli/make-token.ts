import * as v from 'valibot'
import { scopes } from '../access/scopes.ts'
import { SettingsError } from '../core/errors.ts'
import { openDatabase } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { durationSchema } from '../settings/duration.ts'
import type { SaidFlags } from '../settings/flags.ts'
import type { Settings } from '../settings/read-settings.ts'
import { reveal } from '../settings/reference.ts'
import { audit } from '../store/audit.ts'
import { createToken } from '../store/tokens.ts'

/** Anyone with access to the database may do everything. */
const actor = { by: 'someone with access to the database', issuer: null, subject: null }

const saidSchema = v.object({
  name: v.pipe(v.string('--name: give the token a name'), v.trim(), v.nonEmpty('--name: must not be empty'), v.maxLength(100)),
  scope: v.pipe(
    v.array(
      v.picklist(scopes, `--scope: must be one of ${scopes.join(', ')}`),
      `--scope: choose one or more of ${scopes.join(', ')}`,
    ),
    v.minLength(1),
  ),
  'valid-for': v.optional(durationSchema),
})

/**
 * Creates a token in the database of a service and returns it. It cannot be shown again.
 *
 * @throws {SettingsError} the name or the scopes are missing, or the database is the service's own
 */
export async function makeToken(
  settings: Settings,
  said: SaidFlags,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const read = v.safeParse(saidSchema, { name: said.name, scope: said.scope, 'valid-for': said['valid-for'] })
  if (!read.success) throw new SettingsError(read.issues.map(({ message }) => message))
  const { name, scope, 'valid-for': life } = read.output
  const url = settings.database === undefined ? env.DATABASE_URL : await reveal(settings.database, { env, cwd: settings.base })
  if (url === undefined || url === '') {
    throw new SettingsError([
      'database: none is set, so the service uses its own PostgreSQL: create the token with POST /api/v1/tokens of the running service.',
    ])
  }
  const database = await openDatabase({ url, connections: 1 })
  try {
    await migrate(database)
    const at = new Date()
    const expiresAt = life === undefined ? null : new Date(at.getTime() + life)
    return await database.transaction(async (transaction) => {
      const { token, row } = await createToken(transaction, { name, scopes: scope, actor, expiresAt })
      const detail = { name, scopes: scope.join(' ') }
      await audit(transaction, actor, { at, action: 'token.created', about: `token:${row.id}`, detail })
      return token
    })
  } finally {
    await database.close()
  }
}
