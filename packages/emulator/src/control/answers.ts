import * as v from 'valibot'
import { count, maybe, moment } from './shapes.ts'

/** The server responds. */
export const healthAnswer = v.strictObject({ status: v.literal('alive') })

/** The initial content is loaded. */
export const readyAnswer = v.strictObject({ status: v.literal('ready') })

/** A repository with its number of packages. */
const repositoryAnswer = v.strictObject({
  slug: v.string(),
  name: v.string(),
  type: v.picklist(['Public', 'Private', 'Open-Source']),
  packages: count,
  quarantined: count,
  webhooks: count,
})

/** An overview of the emulator's state. */
export const stateAnswer = v.strictObject({
  origin: v.string(),
  now: moment,
  workspaces: v.array(
    v.strictObject({
      slug: v.string(),
      name: v.string(),
      accounts: v.array(v.strictObject({ slug: v.string(), role: v.string(), privilege: v.string() })),
      repositories: v.array(repositoryAnswer),
    }),
  ),
  packages: count,
  requests: count,
  deliveries: count,
  faults: count,
  advisories: count,
  latency: v.number(),
  rateLimit: v.strictObject({ limit: count, windowSeconds: v.number(), enforce: v.boolean() }),
  switches: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
})

/** A package and its progress. */
const packageAnswer = v.strictObject({
  slug_perm: v.string(),
  /** `workspace/repository`. */
  place: v.string(),
  format: v.string(),
  name: v.string(),
  version: maybe(v.string()),
  uploaded_at: moment,
  tags: v.array(v.string()),
  status: v.string(),
  stage: v.string(),
  /** From 0 to 100. */
  progress: v.number(),
  reason: maybe(v.string()),
  scan: v.string(),
  /** Findings of the last scan, by severity; null without a scan. */
  findings: maybe(v.record(v.string(), count)),
  quarantined: v.boolean(),
  deleting: v.boolean(),
  downloads: count,
  /** Total size of all its files, in bytes. */
  size: count,
})

/** Packages, the newest first. */
export const packagesAnswer = v.strictObject({ total: count, packages: v.array(packageAnswer) })

/** Scans, the latest first. */
export const scansAnswer = v.strictObject({
  total: count,
  scans: v.array(
    v.strictObject({
      identifier: v.string(),
      at: moment,
      slug_perm: v.string(),
      place: v.string(),
      name: v.string(),
      version: maybe(v.string()),
      findings: v.array(v.strictObject({ id: v.string(), severity: v.string(), title: v.string(), fixed: maybe(v.string()) })),
    }),
  ),
})

/** The configuration of each format's clients for a repository. */
export const clientsAnswer = v.strictObject({
  /** `workspace/repository`. */
  place: v.string(),
  registries: v.array(
    v.strictObject({
      format: v.string(),
      url: v.string(),
      credentials: v.strictObject({ username: v.string(), password: v.string() }),
      clients: v.array(
        v.strictObject({
          client: v.string(),
          /** Contents by file name. */
          files: v.record(v.string(), v.string()),
          environment: v.record(v.string(), v.string()),
          /** Shell commands by purpose. */
          commands: v.record(v.string(), v.string()),
        }),
      ),
    }),
  ),
})

/** @see clientsAnswer */
export type ClientsAnswer = v.InferOutput<typeof clientsAnswer>

const requestAnswer = v.strictObject({
  /** Number of the request, counted from the creation of the emulator. */
  id: count,
  at: moment,
  method: v.string(),
  url: v.string(),
  operation: maybe(v.string()),
  user: maybe(v.string()),
  /** Null if the connection was lost, or there is no response yet. */
  status: maybe(v.number()),
  /** In milliseconds of the wall clock; null if the request is too old, or there is no response yet. */
  duration: maybe(v.number()),
  /** Whether a fault affected it. */
  fault: v.boolean(),
  /** Fields and parameters that the API does not know and ignored. */
  unknown: v.array(v.string()),
  /** Why nothing was found, and what may have been meant. */
  hint: maybe(v.string()),
  /** An error of the emulator itself, with the stack. */
  error: maybe(v.string()),
})

/** Requests, the latest first. */
export const requestsAnswer = v.strictObject({
  total: count,
  requests: v.array(requestAnswer),
})

/** A body as far as it is recorded. */
export const seenBodyAnswer = v.strictObject({
  bytes: count,
  /** The beginning of a text body; null for other types. */
  text: maybe(v.string()),
  isCut: v.boolean(),
})
const seenHeaders = v.record(v.string(), v.string())

/** A request with its headers and bodies, without credentials. */
export const requestDetailAnswer = v.strictObject({
  request: requestAnswer,
  /** Null if the request is too old. */
  exchange: maybe(
    v.strictObject({
      duration: maybe(v.number()),
      requestHeaders: seenHeaders,
      requestBody: maybe(seenBodyAnswer),
      answerHeaders: maybe(seenHeaders),
      answerBody: maybe(seenBodyAnswer),
    }),
  ),
})

/** A webhook that was sent. */
export const deliveryAnswer = v.strictObject({
  id: v.string(),
  event: v.string(),
  webhook: v.string(),
  url: v.string(),
  state: v.picklist(['pending', 'delivered', 'failed']),
  headers: v.record(v.string(), v.string()),
  body: v.string(),
  attempts: v.array(v.strictObject({ at: moment, status: maybe(v.number()), error: maybe(v.string()) })),
})

/** Lists webhook deliveries, latest first. */
export const deliveriesAnswer = v.strictObject({ total: count, deliveries: v.array(deliveryAnswer) })

/** The emulated time, and how many emulated seconds pass in one second of the callers' clock. */
export const clockAnswer = v.strictObject({ now: moment, speed: v.number() })

const faultAnswer = v.strictObject({
  id: v.string(),
  left: v.union([count, v.literal('always')]),
  operation: maybe(v.string()),
  method: maybe(v.string()),
  path: maybe(v.string()),
  when: v.picklist(['before', 'after']),
  status: maybe(v.number()),
  dropReply: v.boolean(),
  delay: v.number(),
})

/** The faults that may still affect requests. */
export const faultsAnswer = v.strictObject({ faults: v.array(faultAnswer) })

/** The advisories that packages are scanned for. */
export const advisoriesAnswer = v.strictObject({
  advisories: v.array(
    v.strictObject({ id: v.string(), aliases: v.array(v.string()), summary: v.string(), withdrawn: v.boolean() }),
  ),
})

/** The result of a change of the advisories. */
export const advisedAnswer = v.strictObject({ known: count, rescanned: v.array(v.string()) })

/** A snapshot that was taken. */
export const snapshotAnswer = v.strictObject({ name: v.string(), at: moment, packages: count })

/** All snapshots. */
export const snapshotsAnswer = v.strictObject({ snapshots: v.array(snapshotAnswer) })

/** The separate worlds of the server, and how many there may be. */
export const worldsAnswer = v.strictObject({ worlds: v.array(v.string()), most: count })

/** Credentials: the API keys of accounts and the tokens of entitlements. */
export const keysAnswer = v.strictObject({
  keys: v.array(
    v.strictObject({
      key: v.string(),
      workspace: v.string(),
      account: v.string(),
      kind: v.picklist(['User', 'Service']),
      role: v.string(),
      privilege: v.string(),
    }),
  ),
  tokens: v.array(v.strictObject({ token: v.string(), place: v.string(), name: v.string(), active: v.boolean() })),
})

/** The request was carried out. */
export const doneAnswer = v.strictObject({ done: v.literal(true) })

/** Why a request was refused. */
export const problemAnswer = v.strictObject({ detail: v.string(), fields: v.optional(v.record(v.string(), v.string())) })

export type StateAnswer = v.InferOutput<typeof stateAnswer>
export type RepositoryAnswer = v.InferOutput<typeof repositoryAnswer>
export type PackageAnswer = v.InferOutput<typeof packageAnswer>
export type PackagesAnswer = v.InferOutput<typeof packagesAnswer>
export type ScansAnswer = v.InferOutput<typeof scansAnswer>
export type RequestsAnswer = v.InferOutput<typeof requestsAnswer>
export type SeenBodyAnswer = v.InferOutput<typeof seenBodyAnswer>
export type RequestAnswer = v.InferOutput<typeof requestAnswer>
export type RequestDetailAnswer = v.InferOutput<typeof requestDetailAnswer>
export type KeysAnswer = v.InferOutput<typeof keysAnswer>
export type DeliveriesAnswer = v.InferOutput<typeof deliveriesAnswer>
export type DeliveryAnswer = v.InferOutput<typeof deliveryAnswer>
export type ClockAnswer = v.InferOutput<typeof clockAnswer>
export type FaultAnswer = v.InferOutput<typeof faultAnswer>
export type FaultsAnswer = v.InferOutput<typeof faultsAnswer>
export type SnapshotAnswer = v.InferOutput<typeof snapshotAnswer>
export type SnapshotsAnswer = v.InferOutput<typeof snapshotsAnswer>
export type WorldsAnswer = v.InferOutput<typeof worldsAnswer>
export type AdvisoriesAnswer = v.InferOutput<typeof advisoriesAnswer>
export type AdvisedAnswer = v.InferOutput<typeof advisedAnswer>
