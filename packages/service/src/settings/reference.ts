import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as v from 'valibot'
import { SettingsError } from '../core/errors.ts'

/**
 * Where a secret is, in place of the secret: `env:NAME`, a variable of the process; `file:PATH`, a file with nothing else in it, as secrets are
 * mounted; for the service's own credential also `oidc`, the identity of the machine, or `oidc:SLUG`, exchanged for a token of that service account.
 */
export type Reference = `env:${string}` | `file:${string}`

/** As {@link Reference}, or an identity. */
export type CredentialReference = Reference | 'oidc' | `oidc:${string}`

const form = (text: string): boolean => /^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/.test(text)

/** Whether something says where a secret is. */
export const isReference = (value: unknown): value is Reference => typeof value === 'string' && form(value)

/** Reads a reference. The message never repeats it: what stands there may be the secret itself. */
export const referenceSchema = v.custom<Reference>(
  isReference,
  'say where the secret is, as env:NAME or file:PATH, and not the secret itself',
)

/** As {@link referenceSchema}, of the credential for the registry. */
export const credentialSchema = v.custom<CredentialReference>(
  (value) => typeof value === 'string' && (form(value) || /^oidc(:[^\s:]+)?$/.test(value)),
  'say where the credential is, as env:NAME, file:PATH, oidc or oidc:SERVICE-ACCOUNT, and not the credential itself',
)

/** Where secrets are looked for. */
export interface SecretSources {
  readonly env: Readonly<Record<string, string | undefined>>
  /** What paths are relative to. */
  readonly cwd: string
}

/**
 * Reads a secret from where it is.
 *
 * @throws {SettingsError} nothing is there
 */
export async function reveal(reference: Reference, { env, cwd }: SecretSources): Promise<string> {
  const [kind, place] = [reference.slice(0, reference.indexOf(':')), reference.slice(reference.indexOf(':') + 1)]
  const secret = kind === 'env' ? env[place] : await contentOf(resolve(cwd, place))
  if (secret !== undefined && secret.trim() !== '') return secret.trim()
  throw new SettingsError([`${reference}: there is nothing in it.`])
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'it cannot be read'
    throw new SettingsError([`file:${path}: it cannot be read (${why}).`], { cause })
  }
}
