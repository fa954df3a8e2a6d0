import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as v from 'valibot'
import { SettingsError } from '../core/errors.ts'

/** A reference to a secret: `env:NAME` is an environment variable, `file:PATH` a file that contains only the secret. */
export type Reference = `env:${string}` | `file:${string}`

/**
 * A reference to the Cloudsmith credential: as {@link Reference}, or `oidc` for the OIDC identity of the machine, or `oidc:SLUG` to exchange that
 * identity for a token of the service account `SLUG`.
 */
export type CredentialReference = Reference | 'oidc' | `oidc:${string}`

const form = (text: string): boolean => /^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/.test(text)

/** Whether a value is a reference. */
export const isReference = (value: unknown): value is Reference => typeof value === 'string' && form(value)

/** The schema of a reference. Its message never quotes the value, which may be the secret itself. */
export const referenceSchema = v.custom<Reference>(
  isReference,
  'must be a reference to the secret (env:NAME or file:PATH), not the secret itself',
)

/** As {@link referenceSchema}, for the Cloudsmith credential. */
export const credentialSchema = v.custom<CredentialReference>(
  (value) => typeof value === 'string' && (form(value) || /^oidc(:[^\s:]+)?$/.test(value)),
  'must be a reference to the credential (env:NAME, file:PATH, oidc or oidc:SERVICE-ACCOUNT), not the credential itself',
)

/** What references are resolved with. */
export interface SecretSources {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The folder that paths are relative to. */
  readonly cwd: string
}

/**
 * Reads the secret that a reference leads to.
 *
 * @throws {SettingsError} the variable or file is missing or empty
 */
export async function reveal(reference: Reference, { env, cwd }: SecretSources): Promise<string> {
  const [kind, place] = [reference.slice(0, reference.indexOf(':')), reference.slice(reference.indexOf(':') + 1)]
  const secret = kind === 'env' ? env[place] : await contentOf(resolve(cwd, place))
  if (secret !== undefined && secret.trim() !== '') return secret.trim()
  throw new SettingsError([`${reference}: it is not set, or empty.`])
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'it cannot be read'
    throw new SettingsError([`file:${path}: it cannot be read (${why}).`], { cause })
  }
}
