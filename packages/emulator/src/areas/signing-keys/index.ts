import { createHash } from 'node:crypto'
import { invalid } from '../../core/errors.ts'
import { ok, type Reply } from '../../core/reply.ts'
import { timestamp } from '../../core/time.ts'
import type { SigningCertificate } from '../../generated/v1.ts'
import type { Area } from '../../operation/area.ts'
import type { Call } from '../../operation/operation.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { keyOf, keyOwner } from './key-of.ts'
import { generateSigningKey, readGpgKey, readSigningKey } from './make-keys.ts'
import { type SigningKey, type SigningKeyKind, signingKeysOf } from './records.ts'

const kinds: readonly SigningKeyKind[] = ['gpg', 'rsa', 'ecdsa', 'ed25519']

type KeyCall = Pick<Call<'repos_gpg_list'>, 'repository' | 'actor' | 'world'> & { readonly body: unknown }

/** The operations for one type of key. */
function keyOperations(kind: SigningKeyKind) {
  const list = ({ repository, actor }: KeyCall): Reply => {
    actor.must('Read', repository)
    return ok(keyView(kind, keyOf(repository, kind), repository))
  }
  const regenerate = ({ repository, actor, world }: KeyCall): Reply => {
    actor.must('Admin', repository)
    const key = generateSigningKey(kind, world.clock.now(), keyOwner(repository))
    signingKeysOf(repository).set(kind, key)
    return ok(keyView(kind, key, repository))
  }
  const create = ({ repository, body, actor, world }: KeyCall): Reply => {
    actor.must('Admin', repository)
    const given = body as Readonly<Record<string, string | undefined>>
    const [secret = '', passphrase, now] = [given[`${kind}_private_key`], given[`${kind}_passphrase`], world.clock.now()]
    const key =
      kind === 'gpg' ? readGpgKey(secret, passphrase, now, keyOwner(repository)) : readSigningKey(kind, secret, passphrase, now)
    if (key === undefined) throw invalid({ [`${kind}_private_key`]: [notAKey(kind)] })
    signingKeysOf(repository).set(kind, key)
    return ok(keyView(kind, key, repository))
  }
  return { [`repos_${kind}_list`]: list, [`repos_${kind}_create`]: create, [`repos_${kind}_regenerate`]: regenerate }
}

/** The message for keys that the emulator could not sign with. */
const notAKey = (kind: SigningKeyKind): string =>
  `This is not a private key, or not with this passphrase.${kind === 'gpg' ? ' It has to be an RSA or Ed25519 key of OpenPGP.' : ''}`

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
    ...(kind === 'gpg' ? { comment: keyOwner(repository) } : {}),
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

/** The signing keys of repositories. */
export const signingKeys: Area = {
  title: 'signing keys',
  limits: 'only OpenPGP keys are used, to sign the indexes of Debian packages; certificates stay pending',
  operations: {
    ...Object.assign({}, ...kinds.map(keyOperations)),
    repos_x509_ecdsa_list: certificate,
    repos_x509_rsa_list: certificate,
  },
  parts: [signingKeysOf],
}
