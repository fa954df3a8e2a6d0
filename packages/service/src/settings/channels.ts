import { BlockList, isIP } from 'node:net'
import * as v from 'valibot'
import { referenceSchema } from './reference.ts'
import { needsMetadata, unknownIn } from './template.ts'

/** How much something matters to people, from the least on. */
export const severities = ['info', 'attention', 'problem'] as const

/** How much something matters to people. */
export type Severity = (typeof severities)[number]

/** What people may be told of. */
export const tellable = [
  ...(['plan kept', 'plan approved', 'plan refused', 'run began', 'run ended', 'paused', 'resumed', 'task opened'] as const),
] as const

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'), v.maxLength(500))

const template = v.pipe(
  v.string(),
  v.maxLength(2_000),
  v.check(
    (given) => unknownIn(given).length === 0,
    ({ input }) =>
      `has ${unknownIn(input)
        .map((name) => `{{${name}}}`)
        .join(' and ')}, which nobody knows`,
  ),
)

/** Of what a channel is told: what fulfils all that one of these says. */
const when = v.strictObject({
  events: v.optional(v.array(v.picklist(tellable))),
  /** Names of pipelines. */
  pipelines: v.optional(v.array(text)),
  /** Edges by their stages, such as `staging/production`. */
  edges: v.optional(v.array(text)),
  /** This, or what matters more. */
  severity: v.optional(v.picklist(severities)),
})

/** Adds a network, such as `10.0.0.0/8`, or an address; says whether it was one. */
export function addNetwork(list: BlockList, network: string): boolean {
  const [address = '', length] = network.split('/')
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  const most = family === 'ipv6' ? 128 : 32
  const bits = length === undefined ? most : Number(length)
  if (isIP(address) === 0 || !Number.isInteger(bits) || bits < 0 || bits > most) return false
  list.addSubnet(address, bits, family)
  return true
}

const network = v.pipe(
  v.string(),
  v.check((given) => addNetwork(new BlockList(), given), 'must be an address or a network, such as 10.0.0.0/8'),
)

const common = {
  /** What the database, tasks and figures call it. */
  name: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'must have only a to z, 0 to 9 and -, at most 60 characters')),
  when: v.optional(v.array(when)),
  /** Addresses that are not public, and may be sent to all the same. */
  allowNetworks: v.optional(v.array(network), []),
}

const words = {
  text: v.optional(
    v.pipe(
      template,
      v.check((text) => !needsMetadata(text), 'has {{metadata:…}}, which works only for GitHub channels'),
    ),
  ),
}

/** Where people are told. */
export const channelSchema = v.variant('kind', [
  /** An incoming webhook of Slack, whose address is a secret; or a token of a bot, and the channel. */
  v.pipe(
    v.strictObject({
      ...common,
      ...words,
      kind: v.literal('slack'),
      webhook: v.optional(referenceSchema),
      token: v.optional(referenceSchema),
      channel: v.optional(text),
      /** Where the API is. */
      url: v.optional(v.pipe(v.string(), v.url()), 'https://slack.com/api'),
    }),
    v.check(
      ({ webhook, token, channel }) =>
        webhook === undefined ? token !== undefined && channel !== undefined : token === undefined,
      'needs either webhook, or both token and channel',
    ),
  ),
  /** A workflow of Teams that posts to a channel when it is called; its address is a secret. */
  v.strictObject({ ...common, ...words, kind: v.literal('teams'), webhook: referenceSchema }),
  /** An endpoint of your own. */
  v.strictObject({
    ...common,
    kind: v.literal('webhook'),
    url: v.union([v.pipe(v.string(), v.url()), referenceSchema], 'must be a URL, or a reference to one (env:NAME or file:PATH)'),
    /** What its messages are signed with. */
    key: referenceSchema,
  }),
  /** Deployments, or statuses of commits, of each package of a run. */
  v.strictObject({
    ...common,
    kind: v.picklist(['github-deployment', 'github-status']),
    token: referenceSchema,
    /** Such as `acme/{{name}}`. */
    repository: template,
    /** A commit, a tag or a branch: `v{{version}}`, `{{tag:commit-}}`. */
    ref: template,
    /** Of a deployment: what it is to. */
    environment: v.optional(template, '{{to}}'),
    /** Of a status: what tells it from others. */
    context: v.optional(template, 'promotion/{{to}}'),
    /** Where the API is. */
    url: v.optional(v.pipe(v.string(), v.url()), 'https://api.github.com'),
  }),
])

/** Where people are told, with every default in its place. */
export type Channel = v.InferOutput<typeof channelSchema>

/** A channel of a kind. */
export type ChannelOf<Kind extends Channel['kind']> = Extract<Channel, { kind: Kind }>

/** All channels, no two of one name. */
export const channelsSchema = v.pipe(
  v.array(channelSchema),
  v.check((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two channels have the same name'),
)
