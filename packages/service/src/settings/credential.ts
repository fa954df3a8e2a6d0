import type { Secret } from '@cloudsmith-sdk/client'
import { CredentialsNotFoundError, findCredentials } from '@cloudsmith-sdk/client/node'
import { SettingsError } from '../core/errors.ts'
import type { Redactor } from '../core/redactor.ts'
import { type CredentialReference, type Reference, reveal, type SecretSources } from './reference.ts'

/**
 * Makes the credential for requests to Cloudsmith. If Cloudsmith rejects it, a file is read again and an OIDC identity exchanged again, so a
 * credential can be replaced while the service runs.
 *
 * @param reference default: the credential that the vendor's command line would use
 * @param owner slug of the workspace in which an identity is exchanged for a service account
 * @throws {SettingsError} the reference leads to nothing, or no credential is found anywhere; lists every place that was searched
 * @throws {CredentialsNotFoundError} the machine has no OIDC identity
 */
export async function credentialOf(
  reference: CredentialReference | undefined,
  owner: string,
  { redactor, ...sources }: SecretSources & { readonly redactor: Redactor },
): Promise<Secret> {
  if (reference === undefined) return await found(owner, { redactor, ...sources })
  if (reference.startsWith('oidc')) return identity(reference.slice('oidc:'.length), owner, sources)
  const place = reference as Reference
  let current = await read()
  return async (refused) => {
    if (refused === current) current = await read()
    return current
  }

  async function read(): Promise<string> {
    const secret = await reveal(place, sources)
    redactor.hide(secret)
    return secret
  }
}

async function found(owner: string, { env, cwd, redactor }: SecretSources & { readonly redactor: Redactor }): Promise<Secret> {
  const { apiKey = '', source = '' } = usual({ env, cwd, workspace: owner })
  // An identity is not exchanged for a token before it is needed.
  const isKey = source === 'CLOUDSMITH_API_KEY' || source.startsWith('[')
  if (isKey) redactor.hide(typeof apiKey === 'function' ? await apiKey() : apiKey)
  return apiKey
}

/** @throws {SettingsError} no credential is in any of the places where the vendor's command line would look; lists them */
function usual(options: Parameters<typeof findCredentials>[0]): ReturnType<typeof findCredentials> {
  try {
    return findCredentials({ ...options, required: true })
  } catch (cause) {
    if (!(cause instanceof CredentialsNotFoundError)) throw cause
    const searched = cause.searched.map((line) => `\n  ${line}`).join('')
    throw new SettingsError(
      [
        `there is no Cloudsmith credential: set CLOUDSMITH_API_KEY, or set credential in the settings. Searched, in order:${searched}`,
      ],
      { cause },
    )
  }
}

function identity(serviceSlug: string, owner: string, { env, cwd }: SecretSources): Secret {
  // An API key in the environment must not be used in place of the identity that the settings name.
  const without = { ...env, CLOUDSMITH_API_KEY: undefined }
  const slug = serviceSlug === '' ? {} : { serviceSlug }
  const { apiKey = '' } = findCredentials({ env: without, cwd, workspace: owner, required: true, ...slug })
  return apiKey
}
