import { ok } from '../../core/reply.ts'
import { timestamp } from '../../core/time.ts'
import type { ArtifactMetadata, ArtifactMetadataWritten } from '../../generated/v2.ts'
import type { Area } from '../../operation/area.ts'
import type { Operation } from '../../operation/operation.ts'
import { type Resource, resourceOperations } from '../../operation/resource.ts'
import type { PackageRecord } from '../../world/records.ts'
import { type MetadataRecord, metadataOf } from './records.ts'

/** The same for all metadata that callers attach. */
const attached = { classification: 'GENERIC', source_kind: 'CUSTOM' } as const

const metadataResource: Resource<PackageRecord, MetadataRecord> = {
  isWrapped: true,
  home({ path, actor, world }, isWrite) {
    const pkg = world.packages.get(path.package_slug_perm ?? '')
    if (pkg === undefined) throw actor.hidden()
    actor.must(isWrite ? 'Write' : 'Read', pkg.repository)
    return pkg
  },
  store: metadataOf,
  create({ body, world }) {
    return {
      slugPerm: world.ids.slug(12),
      content: body.content,
      contentType: String(body.content_type),
      sourceIdentity: String(body.source_identity),
      createdAt: world.clock.now(),
    }
  },
  // The type cannot be changed.
  change({ body }, record) {
    const { content = record.content, source_identity: source = record.sourceIdentity } = body
    record.content = content
    record.sourceIdentity = String(source)
  },
  shown(rows, { query: { source_kind: source, classification } }) {
    const asks = (word: unknown, kind: string) => word === undefined || String(word).toUpperCase() === kind
    return asks(source, attached.source_kind) && asks(classification, attached.classification) ? rows : []
  },
  view: (_world, record): ArtifactMetadata => ({
    ...writtenView(record),
    ...attached,
    is_canonical: false,
    source_table: 'custom',
    created_at: timestamp(record.createdAt),
  }),
  viewWritten: (_world, record) => writtenView(record),
}

function writtenView({ slugPerm, content, contentType, sourceIdentity }: MetadataRecord): ArtifactMetadataWritten {
  return { slug_perm: slugPerm, content, content_type: contentType, source_identity: sourceIdentity }
}

/** Validates metadata. Its structure has been checked before. */
const validate: Operation<'metadata_validate'> = ({ actor }) => {
  actor.mustBeKnown()
  return ok({})
}

/** Metadata that callers attach to packages. */
export const metadata: Area = {
  title: 'package metadata',
  limits: 'validation only checks the structure',
  operations: {
    ...resourceOperations('packages_metadata', metadataResource),
    ...resourceOperations('metadata_packages', metadataResource),
    metadata_validate: validate,
  },
  parts: [metadataOf],
}
