import * as v from 'valibot'
import { levels } from '../core/log.ts'
import { isLoopback } from '../core/loopback.ts'
import { channelsSchema } from './channels.ts'
import { durationSchema } from './duration.ts'
import { credentialSchema, referenceSchema } from './reference.ts'
import { signInSchema } from './sign-in.ts'

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'), v.maxLength(500))

/** The roles of a process: `web` answers requests, `worker` does the work. */
export const roles = ['web', 'worker'] as const

/** Names appear in addresses and in the database. */
const name = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'must have only a to z, 0 to 9 and -, at most 60 characters'),
)

const port = v.pipe(
  v.number('must be a number'),
  v.check((value) => Number.isInteger(value) && value >= 0 && value <= 65_535, 'must be a whole number from 0 to 65535'),
)

/** A cron expression of five fields. Only its form is checked. */
const cron = v.pipe(
  v.string(),
  v.regex(/^[\d*,/a-z-]+( [\d*,/a-z-]+){4}$/i, 'must be a cron expression of five fields, such as "*/15 * * * *"'),
)

/** Whether a text is the address of a Docker registry, or `off`. The credential is sent there, so it has to be https or this machine. */
function isRegistry(text: string): boolean {
  const url = URL.parse(text)
  if (text === 'off' || url === null) return text === 'off'
  const isBare = url.username + url.password + url.search + url.hash === ''
  return isBare && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
}

/** A pipeline in the settings. Cron expressions have five fields and are in UTC. */
export const pipelineSettingsSchema = v.strictObject({
  /** Name of the pipeline on pages, in addresses and in the database. Default: the slug of its workspace. */
  name: v.optional(name),
  /** Path of the pipeline file, in YAML or JSON, relative to the settings file. */
  file: text,
  /**
   * Path of the file with the public keys and token issuers that are trusted for approvals signed elsewhere. Default: `trust.yaml` next to `file`, if
   * it exists.
   */
  trust: v.optional(text),
  /**
   * The Cloudsmith credential: `env:NAME`, `file:PATH`, `oidc` or `oidc:SERVICE-ACCOUNT`. Default: found as the vendor's command line does,
   * `CLOUDSMITH_API_KEY` first.
   */
  credential: v.optional(credentialSchema),
  /**
   * Address of the Docker registry from which image indexes are read, with the same credential; `off` reads none. Default: the registry of Cloudsmith
   * or of the emulator.
   */
  dockerRegistry: v.optional(
    v.pipe(v.string(), v.check(isRegistry, 'must be the address of a registry, such as https://docker.example.com, or off')),
  ),
  /** References to the keys that webhooks may be signed with. Use two to rotate them. Without any, no webhook is accepted. */
  webhookKeys: v.optional(v.array(referenceSchema), []),
  /** Edges along which packages are promoted automatically. Default: all edges without a name, for all packages. */
  edges: v.optional(
    v.array(
      v.strictObject({
        /** Stage at which the edge starts. */
        from: text,
        /** Stage to which it leads. */
        to: text,
        /** Name of the edge, if it has one in the pipeline. */
        name: v.optional(text),
        /** Promote only packages with this tag. Default: all packages. */
        tag: v.optional(text),
      }),
    ),
  ),
  /** When all packages are checked, in case a webhook did not arrive: a cron expression in UTC. */
  reconcile: v.optional(cron, '*/15 * * * *'),
  /** When the contents of all stages are read, for the pages and figures: a cron expression in UTC. In between, webhooks keep them up to date. */
  inventory: v.optional(cron, '23 */6 * * *'),
  /** Packages that arrive within this time at an edge with approvals go into one plan, so that people decide once. */
  gather: v.optional(durationSchema, '10 seconds'),
  /** When each stage is compared with the stages before it (drift), and the ledger is verified: a cron expression in UTC. */
  assess: v.optional(cron, '41 4 * * *'),
  /** Who counts as the requester of automatic promotions, and therefore cannot approve them. Default: nobody. */
  requestedBy: v.optional(text),
})

/** The fields of a settings file. */
const fields = v.strictObject({
  /** The address at which people reach the service, such as `https://promote.example.com`. Links in messages use it. Required with `signIn`. */
  url: v.optional(v.pipe(v.string(), v.url('must be an address'))),
  /** The host name or IP address to listen on. Without `signIn`, only loopback is allowed. */
  host: v.optional(text, '127.0.0.1'),
  /** The port to listen on; 0 takes a free one. */
  port: v.optional(port, 8080),
  /**
   * Reference to the address of a PostgreSQL database, such as `env:DATABASE_URL`. Default: `DATABASE_URL`, or the service's own PostgreSQL if that
   * is not set.
   */
  database: v.optional(referenceSchema),
  /** Folder in which the service's own PostgreSQL keeps its data. */
  data: v.optional(text, '.cloudsmith-promote'),
  /** What this process does: `web` answers requests, `worker` does the work. Default: both. */
  roles: v.optional(v.pipe(v.array(v.picklist(roles)), v.minLength(1)), [...roles]),
  /** The lowest level that is logged. */
  logLevel: v.optional(v.picklist(levels), 'info'),
  /** The pipelines along which the service promotes packages. */
  pipelines: v.optional(v.array(pipelineSettingsSchema), []),
  /** Where notifications are sent. */
  channels: v.optional(channelsSchema, []),
  /** How people sign in. Without it there is no sign-in: anyone on this machine may do everything, and the service listens on loopback only. */
  signIn: v.optional(signInSchema),
  /** Name of the person on this machine if there is no sign-in. Default: their login. */
  localName: v.optional(text),
  /** Health checks and metrics. */
  operations: v.optional(
    v.strictObject({
      /**
       * A separate port for `/healthz`, `/readyz` and `/metrics`; a process with only the role `worker` answers them only there. Default: on the port
       * of the service.
       */
      port: v.optional(port),
      /** The host name or IP address to listen on for that port. Default: `host` of the service. */
      host: v.optional(text),
      /** Serve metrics for Prometheus at `/metrics`. */
      metrics: v.optional(v.boolean(), false),
      /** Reference to a bearer token that requests for `/metrics` must have. Default: none is needed. */
      token: v.optional(referenceSchema),
    }),
    {},
  ),
  /** How much work is done at the same time, and how fast. */
  work: v.optional(
    v.strictObject({
      /** Plans that this process applies at the same time, from 1 to 50. */
      runs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 4),
      /** Share of each rate limit window that is left to others who use the same credential, from 0 to 0.9. */
      reserve: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(0.9)), 0.1),
      /** Plans that wait for approval are rehearsed if both stages of the edge together have at most this many packages; 0 turns rehearsals off. */
      rehearse: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)), 10_000),
    }),
    {},
  ),
  /** How long finished work is kept. The ledger, people and tokens are never deleted. */
  retention: v.optional(
    v.strictObject({
      /** Finished plans, with their runs and approvals. */
      plans: v.optional(durationSchema, '400 days'),
      /** Webhooks that were received. */
      deliveries: v.optional(durationSchema, '14 days'),
      /** Samples for the figures on the pages. */
      samples: v.optional(durationSchema, '800 days'),
    }),
    {},
  ),
})

/** The schema of a settings file. */
export const settingsSchema = v.pipe(
  fields,
  v.forward(
    v.partialCheck(
      [['signIn'], ['host'], ['roles']],
      ({ signIn, host, roles }) => signIn !== undefined || isLoopback(host) || !roles.includes('web'),
      'without signIn the service listens on loopback only: set signIn, or a loopback address such as 127.0.0.1',
    ),
    ['host'],
  ),
  v.forward(
    v.partialCheck(
      [['signIn'], ['url'], ['roles']],
      ({ signIn, url, roles }) => signIn === undefined || url !== undefined || !roles.includes('web'),
      'is required with signIn: the issuer sends people back to this address',
    ),
    ['url'],
  ),
  v.forward(
    v.partialCheck(
      [['operations'], ['host'], ['roles']],
      ({ operations: { metrics, token, port: own }, host, roles }) =>
        !metrics || token !== undefined || own !== undefined || isLoopback(host) || !roles.includes('web'),
      'everybody could read the metrics: set operations.token or operations.port',
    ),
    ['operations'],
  ),
)

/** The settings, with all defaults filled in. */
export type FileSettings = v.InferOutput<typeof settingsSchema>

/** A pipeline in the settings, with all defaults filled in. */
export type PipelineSettings = v.InferOutput<typeof pipelineSettingsSchema>
