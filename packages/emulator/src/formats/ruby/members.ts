import { createHash, getHashes } from 'node:crypto'
import { compressionOf, unpack, unpackWhole } from '../../files/compression.ts'
import { tarMembers } from '../../files/tar.ts'
import { entriesAt } from '../../files/tree.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import { parseYaml } from '../../files/yaml.ts'

/** Most members of a gem: two required ones, the checksums, and signatures of all three. */
const mostMembers = 64

/**
 * The compressed specification of a gem, after its members have been verified as `gem` does.
 *
 * @throws {UnreadableError} if a member is missing, occurs twice, or does not match its checksum in `checksums.yaml.gz`
 */
export async function gemSpecification(bytes: Uint8Array): Promise<Uint8Array> {
  const members = new Map<string, Uint8Array>()
  tarMembers(bytes, ({ name, bytes: content }) => {
    if (members.has(name)) throw new UnreadableError(`the gem has ${name} twice`)
    members.set(name, content)
    if (members.size > mostMembers) throw new UnreadableError(`the gem has more than the ${mostMembers} members allowed`)
  })
  const [packed, plain] = [members.get('metadata.gz'), members.get('metadata')]
  const metadata = packed ?? plain
  if (!metadata || (packed && compressionOf(packed) !== 'gzip'))
    throw new UnreadableError('the gem has no metadata.gz: build it with gem build')
  if (packed && plain) throw new UnreadableError('the gem has two specifications, metadata and metadata.gz')
  const data = members.get('data.tar.gz')
  if (!data || compressionOf(data) !== 'gzip') throw new UnreadableError('the gem has no data.tar.gz: build it with gem build')
  await verify(members, data)
  return metadata
}

/** Checksums are listed by algorithm and member. A gem without checksums has those of gzip. */
async function verify(members: ReadonlyMap<string, Uint8Array>, data: Uint8Array): Promise<void> {
  const packed = members.get('checksums.yaml.gz')
  if (!packed) return runThrough(data)
  const sums = parseYaml(await unpackWhole(packed), 'checksums.yaml.gz')
  for (const [algorithm, names] of Object.entries(sums)) {
    const known = algorithm.toLowerCase()
    if (!getHashes().includes(known)) throw new UnreadableError(`checksums.yaml.gz has sums of ${algorithm}, which is not known`)
    for (const [name, sum] of entriesAt(names)) {
      const member = members.get(name)
      if (!member || createHash(known).update(member).digest('hex') !== sum)
        throw new UnreadableError(`${name} has another ${algorithm} than checksums.yaml.gz says`)
    }
  }
}

/** Unpacks something without keeping it, to check that it is complete. */
async function runThrough(packed: Uint8Array): Promise<void> {
  for await (const _ of unpack(packed));
}
