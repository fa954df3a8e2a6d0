/**
 * Promotes packages from development to production: against the emulator, but over real HTTP, with real package files and signed
 * webhooks. A real npm installs what it may. Exits with 0 only if everything that it claims held.
 */
import { randomBytes } from 'node:crypto'
import { Cloudsmith, type PackageDetail } from '@cloudsmith-sdk/client'
import { describePackage } from '@cloudsmith-sdk/client/sync'
import { promote, SyncFailedError } from '@cloudsmith-sdk/promotion'
import { resync, type WaitOptions, waitForSync } from '@cloudsmith-sdk/promotion/packages'
import { deliver } from './agreement.ts'
import { type Artifact, makeArtifacts, sha256 } from './artifacts.ts'
import { check, tally } from './checks.ts'
import { installEverywhere, packOutside } from './isolation.ts'
import { chapter, table, tell } from './log.ts'
import { startOutside } from './outside.ts'
import { createPromoter, type Promoter } from './promoter.ts'
import { startEmulator, startReceiver } from './servers.ts'
import { createPolicies, createStages, owner, type Stage, stages } from './stages.ts'
import { until } from './until.ts'

const started = Date.now()
const apiKey = randomBytes(20).toString('hex')
const signatureKey = randomBytes(20).toString('hex')
const { emulator, url, close: closeEmulator } = await startEmulator(owner, apiKey)
const packagesOutside = await packOutside()
const outside = await startOutside(packagesOutside)
const waiting: WaitOptions = { interval: 500 }
const cloudsmith = new Cloudsmith({ apiKey, baseUrl: url, clock: emulator.clock })
const promoter = createPromoter(cloudsmith, signatureKey, waiting)
const endpoint = await startReceiver(promoter.receiver)

try {
  await tellStory()
} finally {
  await endpoint.close()
  await closeEmulator()
  await outside.close()
}

const { held, broken } = tally()
console.log(`\n${held} claims held, ${broken} did not. ${((Date.now() - started) / 1000).toFixed(1)} s.`)
process.exitCode = broken === 0 ? 0 : 1

async function tellStory(): Promise<void> {
  chapter('The stages')
  const self = await cloudsmith.user.self()
  tell(`emulator at ${url}, receiver at ${endpoint.url}, signed in as ${self.slug}`)
  await createStages(cloudsmith, outside.addressOf)
  await createPolicies(cloudsmith)
  const upstreams = await Promise.all(stages.map(async (stage) => (await countUpstreams(stage)) > 0))
  check('only development has upstreams', upstreams.join() === 'true,false,false')

  chapter('The webhook')
  await cloudsmith.webhooks.create({
    owner,
    repo: 'development',
    target_url: endpoint.url,
    events: ['package.security_scanned', 'package.synced'],
    templates: [],
    signature_key: signatureKey,
  })
  await until(() => promoter.pinged)
  check('the signed ping arrived and was verified', promoter.pinged)

  chapter('Into development, and on to staging as each scan finishes')
  const artifacts = await makeArtifacts()
  const pushed = await pushAll(artifacts)
  await until(() => pushed.every(({ pkg }) => promoter.decisions.has(pkg.slug_perm)))
  for (const { artifact, pkg } of pushed) {
    const promoted = 'promoted' in decisionOf(promoter, pkg)
    const expected = artifact.reaches.includes('staging')
    check(`${artifact.title}: ${expected ? 'is in staging' : 'stays out of staging'}`, promoted === expected)
  }

  chapter('A package that fails to synchronise')
  await failAndRecover()

  chapter('From staging to production, after a manual check')
  for (const { artifact, pkg } of pushed) {
    const decision = decisionOf(promoter, pkg)
    if ('promoted' in decision) await release(artifact, decision.promoted.package)
  }

  chapter('The bytes')
  for (const { artifact, pkg } of pushed.filter(({ artifact: { reaches } }) => reaches.includes('production'))) {
    const [inProduction] = await find('production', pkg)
    const bytes = inProduction && (await download(inProduction))
    check(
      `${describePackage(pkg)}: production serves the bytes that were pushed`,
      bytes !== undefined && sha256(bytes) === sha256(artifact.bytes),
    )
  }

  chapter('Which package is where')
  const rows = await Promise.all(
    pushed.map(async ({ pkg }) => {
      const found = await Promise.all(stages.map((stage) => find(stage, pkg)))
      return [
        describePackage(pkg),
        ...found.map(([row]) => (row === undefined ? '–' : row.is_quarantined ? 'quarantined' : 'available')),
      ]
    }),
  )
  table(['package', ...stages], rows)

  await installEverywhere(cloudsmith, { emulator, promoter, outside: packagesOutside })
  await deliver(cloudsmith)
}

interface Pushed {
  artifact: Artifact
  pkg: PackageDetail
}

async function pushAll(artifacts: readonly Artifact[]): Promise<Pushed[]> {
  const pushed: Pushed[] = []
  for (const artifact of artifacts) {
    const { format, filename, bytes, fields, extra } = artifact
    const files = Object.fromEntries(Object.entries(extra).map(([field, file]) => [field, new File([file.bytes], file.filename)]))
    // The formats' fields come from the files that were just made, so their types are not known here.
    const params = {
      owner,
      repo: 'development',
      format,
      file: new File([bytes], filename),
      tags: ['dev'],
      ...fields,
      ...files,
      ...waiting,
    }
    const pkg = await cloudsmith.push(params as Parameters<typeof cloudsmith.push>[0])
    tell(`pushed ${describePackage(pkg)} (${bytes.length} bytes)`)
    pushed.push({ artifact, pkg })
  }
  return pushed
}

/** A package may be created before its bytes have come. Then it fails, and synchronising it again helps once they are there. */
async function failAndRecover(): Promise<void> {
  const bytes = new TextEncoder().encode('better late than never\n')
  const place = { owner, repo: 'development' }
  const upload = await cloudsmith.files.create({ ...place, filename: 'late.txt', method: 'post' })
  const created = await cloudsmith.packages.upload.raw({ ...place, package_file: upload.identifier, name: 'late', version: '1' })
  const ref = { ...place, identifier: created.slug_perm }
  const failure = await waitForSync(cloudsmith, ref, waiting).catch((error: unknown) => error)
  check('without its bytes it fails, and the error says so', failure instanceof SyncFailedError && failure.failure === 'cut off')

  const form = new FormData()
  for (const [name, value] of Object.entries(upload.upload_fields ?? {})) form.append(name, String(value))
  form.append('file', new File([bytes], 'late.txt'))
  await fetch(upload.upload_url, { method: 'POST', body: form })
  const recovered = await resync(cloudsmith, ref, waiting)
  check('with its bytes a resync succeeds', recovered.is_sync_completed && recovered.checksum_sha256 === sha256(bytes))
}

/** A person would look at the package here; this program stands in for them. */
async function release(artifact: Artifact, pkg: PackageDetail): Promise<void> {
  const ref = { owner, repo: 'staging', identifier: pkg.slug_perm }
  if (!artifact.reaches.includes('production')) {
    tell(`${describePackage(pkg)}: not approved manually, stays in staging`)
    return
  }
  const { files } = await promote(cloudsmith, ref, { ...waiting, to: 'production', tags: ['released'], unscannable: 'pass' })
  check(
    `${describePackage(pkg)}: approved manually, promoted to production, ${files.length === 1 ? '1 digest' : `${files.length} digests`} compared`,
    files.length > 0,
  )
}

async function find(stage: Stage, pkg: PackageDetail): Promise<PackageDetail[]> {
  const rows = await cloudsmith.packages.list({ owner, repo: stage, query: `format:${pkg.format}` }).toArray()
  const same = rows.filter(({ name, version }) => name === pkg.name && version === pkg.version)
  return Promise.all(same.map((row) => cloudsmith.packages.read({ owner, repo: stage, identifier: row.slug_perm })))
}

async function download({ cdn_url }: PackageDetail): Promise<Uint8Array | undefined> {
  if (cdn_url === null) return undefined
  const response = await fetch(cdn_url, { headers: { authorization: `Basic ${btoa(`token:${apiKey}`)}` } })
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined
}

async function countUpstreams(stage: Stage): Promise<number> {
  const place = { owner, repo: stage }
  const lists = [cloudsmith.repos.upstreams.npm.list(place), cloudsmith.repos.upstreams.python.list(place)]
  return (await Promise.all(lists.map((list) => list.toArray()))).flat().length
}

function decisionOf({ decisions }: Promoter, pkg: PackageDetail) {
  return decisions.get(pkg.slug_perm) ?? { refused: 'nothing was heard of it' }
}
