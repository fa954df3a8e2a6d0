import * as v from 'valibot'
import { levels } from '../core/log.ts'
import { isLoopback } from '../core/loopback.ts'
import { channelsSchema } from './channels.ts'
import { durationSchema } from './duration.ts'
import { credentialSchema, referenceSchema } from './reference.ts'
import { signInSchema } from './sign-in.ts'

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'), v.maxLength(500))

/** What a process does: it answers requests, it works, or both. */
export const roles = ['web', 'worker'] as const

/** Names stand in addresses and in the database. */
const name = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'must have only a to z, 0 to 9 and -, at most 60 characters'),
)

const port = v.pipe(
  v.number('must be a number'),
  v.check((value) => Number.isInteger(value) && value >= 0 && value <= 65_535, 'must be a whole number from 0 to 65535'),
)

/** Five fields of cron, as far as their form goes. */
const cron = v.pipe(
  v.string(),
  v.regex(/^[\d*,/a-z-]+( [\d*,/a-z-]+){4}$/i, 'say when in five fields of cron, such as "*/15 * * * *"'),
)

/** The credential goes there: it must not be seen on its way. */
function isRegistry(text: string): boolean {
  const url = URL.parse(text)
  if (text === 'off' || url === null) return text === 'off'
  const isBare = url.username + url.password + url.search + url.hash === ''
  return isBare && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
}

/** A pipeline in the settings. */
export const pipelineSettingsSchema = v.strictObject({
  /** What pages, addresses and the database call it. Default: its workspace. */
  name: v.optional(name),
  /** The pipeline, in YAML or JSON. */
  file: text,
  /** Whose keys and tokens count, of approvals that were signed elsewhere. Default: `trust.yaml` beside the pipeline, where there is one. */
  trust: v.optional(text),
  /** Default: what the vendor's command line would use, `CLOUDSMITH_API_KEY` before all else. */
  credential: v.optional(credentialSchema),
  /** Where Docker images are, to read what they name, with the same credential; `off` for nowhere. Default: the registry of the service or emulator. */
  dockerRegistry: v.optional(
    v.pipe(v.string(), v.check(isRegistry, 'must be the address of a registry, such as https://docker.example.com, or off')),
  ),
  /** Keys that webhooks may be signed with: of two, one is on its way out. Without any, no webhook is taken. */
  webhookKeys: v.optional(v.array(referenceSchema), []),
  /** Which edges are taken by themselves, and of which packages. Default: all that have no name. */
  edges: v.optional(v.array(v.strictObject({ from: text, to: text, name: v.optional(text), tag: v.optional(text) }))),
  /** When everything is looked at, for webhooks that never came: five fields of cron, in UTC. */
  reconcile: v.optional(cron, '*/15 * * * *'),
  /** When all that stages hold is read, for pages and figures: likewise. Webhooks keep that up to date in between. */
  inventory: v.optional(cron, '23 */6 * * *'),
  /** What comes within this time at an edge whose gates ask people is planned together, so that they have one plan to look at. */
  gather: v.optional(durationSchema, '10 seconds'),
  /** When each stage is held against the ones before it, and the ledger is checked: likewise. */
  assess: v.optional(cron, '41 4 * * *'),
  /** Who asks for what goes by itself, and so cannot approve it. */
  requestedBy: v.optional(text),
})

/** The fields that a file of settings has. */
const fields = v.strictObject({
  /** Where people reach the service, such as `https://promote.example.com`: links lead there. */
  url: v.optional(v.pipe(v.string(), v.url('must be an address'))),
  /** The address to listen on. */
  host: v.optional(text, '127.0.0.1'),
  /** The port to listen on; 0 takes a free one. */
  port: v.optional(port, 8080),
  /** Where the address of a PostgreSQL is. Default: `DATABASE_URL`, and one of the service's own where that is not set. */
  database: v.optional(referenceSchema),
  /** Folder of a PostgreSQL of the service's own. */
  data: v.optional(text, '.cloudsmith-promote'),
  /** What this process does: it answers requests (`web`), it works (`worker`). Default: both. */
  roles: v.optional(v.pipe(v.array(v.picklist(roles)), v.minLength(1)), [...roles]),
  /** From which level on the log tells of something. */
  logLevel: v.optional(v.picklist(levels), 'info'),
  /** The pipelines that are served. */
  pipelines: v.optional(v.array(pipelineSettingsSchema), []),
  /** Where people are told what happened. */
  channels: v.optional(channelsSchema, []),
  /** How people sign in. Without it nobody does: whoever is at this machine may do everything, and no other machine is listened to. */
  signIn: v.optional(signInSchema),
  /** What whoever is at this machine is called where nobody signs in. Default: as the system calls them. */
  localName: v.optional(text),
  /** How the service is watched. */
  operations: v.optional(
    v.strictObject({
      /** A port of its own for `/healthz`, `/readyz` and `/metrics`, also of a process that only works. Default: they are with all else. */
      port: v.optional(port),
      /** The address to listen on there. Default: that of the service. */
      host: v.optional(text),
      /** Whether there are figures for Prometheus. */
      metrics: v.optional(v.boolean(), false),
      /** Where the token is that has to be sent to see them. Default: whoever reaches them sees them. */
      token: v.optional(referenceSchema),
    }),
    {},
  ),
  /** How fast requests may go, and how many runs at once. */
  work: v.optional(
    v.strictObject({
      /** Plans that are applied at once in this process. */
      runs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 4),
      /** Share of each window of the rate limit that is left to others who use the credential. */
      reserve: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(0.9)), 0.1),
      /** Packages that both stages of an edge hold, at most, for plans that wait for people to be rehearsed there. 0: none is. */
      rehearse: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)), 10_000),
    }),
    {},
  ),
  /** How long what is over is kept. Ledger, people and tokens stay. */
  retention: v.optional(
    v.strictObject({
      /** Plans that are over, with their runs. */
      plans: v.optional(durationSchema, '400 days'),
      /** Webhooks that came. */
      deliveries: v.optional(durationSchema, '14 days'),
      /** What the figures on the pages are drawn of. */
      samples: v.optional(durationSchema, '800 days'),
    }),
    {},
  ),
})

/** The settings as a file has them. */
export const settingsSchema = v.pipe(
  fields,
  v.forward(
    v.partialCheck(
      [['signIn'], ['host'], ['roles']],
      ({ signIn, host, roles }) => signIn !== undefined || isLoopback(host) || !roles.includes('web'),
      'without signIn the service listens on loopback only: say how people sign in',
    ),
    ['host'],
  ),
  v.forward(
    v.partialCheck(
      [['signIn'], ['url'], ['roles']],
      ({ signIn, url, roles }) => signIn === undefined || url !== undefined || !roles.includes('web'),
      'people sign in, so say where they reach the service: the issuer sends them back there',
    ),
    ['url'],
  ),
  v.forward(
    v.partialCheck(
      [['operations'], ['host'], ['roles']],
      ({ operations: { metrics, token, port: own }, host, roles }) =>
        !metrics || token !== undefined || own !== undefined || isLoopback(host) || !roles.includes('web'),
      'everybody would see the figures: give them a token or a port of their own',
    ),
    ['operations'],
  ),
)

/** The settings, with every default in its place. */
export type FileSettings = v.InferOutput<typeof settingsSchema>

/** A pipeline in the settings, with every default in its place. */
export type PipelineSettings = v.InferOutput<typeof pipelineSettingsSchema>
