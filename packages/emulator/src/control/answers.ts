import * as v from 'valibot'
import { count, maybe, moment } from './shapes.ts'

/** That it answers at all. */
export const healthAnswer = v.strictObject({ status: v.literal('alive') })

/** That everything is there that it starts with. */
export const readyAnswer = v.strictObject({ status: v.literal('ready') })

/** A repository and how much is in it. */
const repositoryAnswer = v.strictObject({
  slug: v.string(),
  name: v.string(),
  type: v.picklist(['Public', 'Private', 'Open-Source']),
  packages: count,
  quarantined: count,
  webhooks: count,
})

/** What there is, at a glance. */
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

/** A package and how far it is. */
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
  /** 0 to 100. */
  progress: v.number(),
  reason: maybe(v.string()),
  scan: v.string(),
  /** Of the last scan, by severity; null where there was none. */
  findings: maybe(v.record(v.string(), count)),
  quarantined: v.boolean(),
  deleting: v.boolean(),
  downloads: count,
  /** In bytes, of all its files. */
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

/** How the clients of each format are told of a repository. */
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
          /** Contents by name. */
          files: v.record(v.string(), v.string()),
          environment: v.record(v.string(), v.string()),
          /** What one types, by what it does. */
          commands: v.record(v.string(), v.string()),
        }),
      ),
    }),
  ),
})

/** @see clientsAnswer */
export type ClientsAnswer = v.InferOutput<typeof clientsAnswer>

const requestAnswer = v.strictObject({
  /** Counts the requests of an emulator. */
  id: count,
  at: moment,
  method: v.string(),
  url: v.string(),
  operation: maybe(v.string()),
  user: maybe(v.string()),
  /** Null where the connection was lost, or there is no answer yet. */
  status: maybe(v.number()),
  /** Milliseconds of the wall clock; null where it is too long ago, or there is no answer yet. */
  duration: maybe(v.number()),
  /** A fault hit it. */
  fault: v.boolean(),
  /** Fields and parameters that the API does not know, and ignored. */
  unknown: v.array(v.string()),
  /** Why nothing was found, and what may have been meant. */
  hint: maybe(v.string()),
  /** Why the emulator itself failed, with the stack. */
  error: maybe(v.string()),
})

/** Requests, the latest first. */
export const requestsAnswer = v.strictObject({
  total: count,
  requests: v.array(requestAnswer),
})

/** A body as it was seen. */
export const seenBodyAnswer = v.strictObject({
  bytes: count,
  /** The beginning of a text; null for anything else. */
  text: maybe(v.string()),
  isCut: v.boolean(),
})
const seenHeaders = v.record(v.string(), v.string())

/** A request with what went to and fro, without credentials. */
export const requestDetailAnswer = v.strictObject({
  request: requestAnswer,
  /** Null for one that is too long ago. */
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

/** The time, and how many seconds of it pass in one of those who send requests. */
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

/** The faults that are waiting. */
export const faultsAnswer = v.strictObject({ faults: v.array(faultAnswer) })

/** What packages are scanned for. */
export const advisoriesAnswer = v.strictObject({
  advisories: v.array(
    v.strictObject({ id: v.string(), aliases: v.array(v.string()), summary: v.string(), withdrawn: v.boolean() }),
  ),
})

/** What a change of the advisories means. */
export const advisedAnswer = v.strictObject({ known: count, rescanned: v.array(v.string()) })

/** A snapshot that was taken. */
export const snapshotAnswer = v.strictObject({ name: v.string(), at: moment, packages: count })

/** The snapshots that there are. */
export const snapshotsAnswer = v.strictObject({ snapshots: v.array(snapshotAnswer) })

/** Further worlds at the same address, and how many there may be. */
export const worldsAnswer = v.strictObject({ worlds: v.array(v.string()), most: count })

/** What gives access: the keys of accounts, and the tokens of entitlements. */
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

/** Done. */
export const doneAnswer = v.strictObject({ done: v.literal(true) })

/** Why not. */
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
