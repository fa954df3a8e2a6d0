import { notFound } from '../../core/errors.ts'
import { segmentsOf } from '../../core/path.ts'
import type { Reply } from '../../core/reply.ts'
import type { Actor } from '../../world/actor.ts'
import { findRepository } from '../../world/find-repository.ts'
import type { World } from '../../world/world.ts'
import { enter } from '../downloads/send.ts'
import { keyOf } from '../signing-keys/key-of.ts'

/** The caller who requests a key. */
interface KeyExchange {
  readonly world: World
  readonly actor: Actor
  readonly key: string | undefined
}

/**
 * Serves the public half of a repository's OpenPGP key, at `gpg.key` and at `gpg.{end of its fingerprint}.key`.
 *
 * @param path path at the download host
 * @returns undefined if something else is requested
 * @throws {Refusal} 401, 403, or 404 if the key is not, or no longer, the repository's
 * @see docs/service.md#native-registries
 */
export function publicKeyNamed({ world, actor, key }: KeyExchange, path: string): Promise<Reply> | undefined {
  const [access = '', owner = '', repo = '', filename = '', ...more] = segmentsOf(path)
  const [, id] = /^gpg(?:\.([\dA-F]{16}))?\.key$/.exec(filename) ?? []
  if (more.length > 0 || !/^gpg\b.*\.key$/.test(filename)) return undefined
  const workspace = world.workspaces.get(owner)
  const repository = workspace && findRepository(workspace, repo)
  if (repository === undefined) throw actor.hidden()
  enter(repository, access, actor, key)
  const { publicKey, fingerprint } = keyOf(repository, 'gpg')
  if (filename !== 'gpg.key' && id !== fingerprint.slice(-16)) throw notFound()
  return Promise.resolve({ status: 200, raw: publicKey, headers: { 'Content-Type': 'application/pgp-keys' } })
}
