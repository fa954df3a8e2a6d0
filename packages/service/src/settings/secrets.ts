import type { Secret } from '@cloudsmith-sdk/client'
import { SettingsError } from '../core/errors.ts'
import type { Redactor } from '../core/redactor.ts'
import { credentialOf } from './credential.ts'
import type { ServedPipeline } from './pipelines.ts'
import { reveal, type SecretSources } from './reference.ts'

/** The secrets of the pipelines. */
export interface Secrets {
  readonly credentialOf: (served: ServedPipeline) => Secret
  readonly webhookKeysOf: (served: ServedPipeline) => readonly string[]
}

/**
 * Reads the secrets of the pipelines, and hides them in every log.
 *
 * @throws {SettingsError} a secret is missing; lists all that are
 */
export async function readSecrets(
  pipelines: readonly ServedPipeline[],
  sources: SecretSources & { readonly redactor: Redactor },
): Promise<Secrets> {
  const credentials = new Map<ServedPipeline, Secret>()
  const keys = new Map<ServedPipeline, readonly string[]>()
  const problems: string[] = []
  for (const served of pipelines) {
    const { credential, webhookKeys } = served.settings
    await tried(async () => credentials.set(served, await credentialOf(credential, served.pipeline.owner, sources)))
    const revealed: string[] = []
    for (const reference of webhookKeys) await tried(async () => revealed.push(await reveal(reference, sources)))
    for (const key of revealed) sources.redactor.hide(key)
    keys.set(served, revealed)
  }
  if (problems.length > 0) throw new SettingsError([...new Set(problems)])
  return { credentialOf: (served) => credentials.get(served) ?? '', webhookKeysOf: (served) => keys.get(served) ?? [] }

  async function tried(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error))
    }
  }
}
