import type { Cloudsmith } from '@cloudsmith-sdk/client'

/** Attaches the result of a test run to a package, and reads back what is attached. */
export async function attest(cloudsmith: Cloudsmith, package_slug_perm: string, passed: boolean) {
  await cloudsmith.v2.metadata.create({
    package_slug_perm,
    content: { passed, suite: 'end to end' },
    content_type: 'application/vnd.acme.test-run+json',
    source_identity: 'acme-ci@1',
  })
  const attached = await cloudsmith.v2.metadata.list({ package_slug_perm, source_kind: 'custom' }).toArray()
  return attached.map(({ content }) => content)
}
