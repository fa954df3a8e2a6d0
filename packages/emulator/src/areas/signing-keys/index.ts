import { createHash } from 'node:crypto'
import { invalid } from '../../core/errors.ts'
import { ok, type Reply } from '../../core/reply.ts'
import { timestamp } from '../../core/time.ts'
import type { SigningCertificate } from '../../generated/v1.ts'
import type { Area } from '../../operation/area.ts'
import type { Call } from '../../operation/operation.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { generateSigningKey, readGpgKey, readSigningKey } from './make-keys.ts'
import { type SigningKey, type SigningKeyKind, signingKeysOf } from './records.ts'

const kinds: readonly SigningKeyKind[] = ['gpg', 'rsa', 'ecdsa', 'ed25519']

type KeyCall = Pick<Call<'repos_gpg_list'>, 'repository' | 'actor' | 'world'> & { readonly body: unknown }

/** The operations of one kind of key. A repository has its key from the start; the emulator makes it when it is first asked for. */
function keyOperations(kind: SigningKeyKind) {
  const list = ({ repository, actor, world }: KeyCall): Reply => {
    actor.must('Read', repository)
    return ok(keyView(kind, keyOf(world, repository, kind), repository))
  }
  const regenerate = ({ repository, actor, world }: KeyCall): Reply => {
    actor.must('Admin', repository)
    signingKeysOf(repository).delete(kind)
    return ok(keyView(kind, keyOf(world, repository, kind), repository))
  }
  const create = ({ repository, body, actor, world }: KeyCall): Reply => {
    actor.must('Admin', repository)
    const given = body as Readonly<Record<string, string | undefined>>
    const [secret = '', passphrase, now] = [given[`${kind}_private_key`], given[`${kind}_passphrase`], world.clock.now()]
    const key = kind === 'gpg' ? readGpgKey(secret, now, ownerOf(repository)) : readSigningKey(kind, secret, passphrase, now)
    if (key === undefined) throw invalid({ [`${kind}_private_key`]: ['This is not a private key, or not with this passphrase.'] })
    signingKeysOf(repository).set(kind, key)
    return ok(keyView(kind, key, repository))
  }
  return { [`repos_${kind}_list`]: list, [`repos_${kind}_create`]: create, [`repos_${kind}_regenerate`]: regenerate }
}

function keyOf(world: World, repository: RepositoryRecord, kind: SigningKeyKind): SigningKey {
  const key = signingKeysOf(repository).get(kind) ?? generateSigningKey(kind, world.clock.now(), ownerOf(repository))
  signingKeysOf(repository).set(kind, key)
  return key
}

function ownerOf({ workspace, settings }: RepositoryRecord): string {
  return `${workspace.slug}/${settings.slug} (emulated)`
}

function keyView(
  kind: SigningKeyKind,
  { publicKey, fingerprint, wire, createdAt }: SigningKey,
  repository: RepositoryRecord,
): object {
  const ssh = () =>
    `SHA256:${createHash('sha256')
      .update(Buffer.from(wire, 'base64'))
      .digest('base64')
      .replace(/={1,2}$/, '')}`
  return {
    active: true,
    default: true,
    created_at: timestamp(createdAt),
    public_key: publicKey,
    fingerprint,
    fingerprint_short: fingerprint.slice(-16),
    ...(kind === 'gpg' ? { comment: ownerOf(repository) } : {}),
    ...(kind === 'rsa' || kind === 'ecdsa' ? { ssh_fingerprint: ssh() } : {}),
    ...(kind === 'ed25519' ? { public_key_wire: wire } : {}),
  }
}

/** The emulator issues no certificates: they stay pending. */
function certificate({ repository, actor }: KeyCall): Reply<200, SigningCertificate> {
  actor.must('Read', repository)
  return ok({
    active: false,
    default: true,
    created_at: timestamp(repository.createdAt),
    certificate: null,
    certificate_fingerprint: null,
    certificate_fingerprint_short: '',
    certificate_chain: null,
    certificate_chain_fingerprint: '',
    certificate_chain_fingerprint_short: '',
    issuing_status: 'Certificate is pending to be issued',
  })
}

/** Keys that repositories sign with. */
export const signingKeys: Area = {
  title: 'signing keys',
  limits: 'nothing is signed; certificates stay pending',
  operations: {
    ...Object.assign({}, ...kinds.map(keyOperations)),
    repos_x509_ecdsa_list: certificate,
    repos_x509_rsa_list: certificate,
  },
  parts: [signingKeysOf],
}
