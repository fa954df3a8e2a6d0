import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fromGo, longestBuild } from '../../src/native/built-by-go.ts'
import { run } from '../../src/native/program.ts'
import { worlds } from '../../src/native/worlds.ts'

const module = 'github.com/opencontainers/distribution-spec/conformance@v0.0.0-20260831232431-97274622c111'
const { url } = worlds()

test('the registry passes the conformance tests of the OCI distribution specification', { timeout: 2 * longestBuild }, async ({
  skip,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-conformance-'))
  try {
    const built = await fromGo(folder, module)
    if ('missing' in built) return skip(built.missing)
    const env = {
      OCI_REGISTRY: new URL(url()).host,
      OCI_TLS: 'disabled',
      OCI_REPO1: 'acme/dev/conformance/one',
      OCI_REPO2: 'acme/dev/conformance/two',
      OCI_USERNAME: 'token',
      OCI_PASSWORD: 'emulator-admin-key',
      OCI_API_BLOBS_UPLOAD_CANCEL: 'true',
      OCI_API_BLOBS_DIGEST_HEADER: 'true',
      OCI_API_MANIFESTS_DIGEST_HEADER: 'true',
      // Packages are told apart by their SHA-256.
      OCI_DATA_SHA512: 'false',
    }
    const { code, output } = await run([built.path], { folder, env })
    const [, passed = '0'] = /Pass\.+:\s+(\d+)/.exec(output) ?? []
    expect(output).toMatch(/Conformance Result: Pass/)
    expect(output).toMatch(/FAIL\.+:\s+0\n/)
    expect(output).toMatch(/Error\.+:\s+0\n/)
    for (const part of ['Blob chunked', 'Blob mount', 'Manifest delete', 'Referrers', 'Tag listing', 'Nested Index'])
      expect(output).toMatch(new RegExp(`  ${part}\\.+:\\s+Pass`))
    expect([code, Number(passed) >= 500]).toEqual([0, true])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
