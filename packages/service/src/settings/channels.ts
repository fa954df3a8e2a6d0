import { BlockList, isIP } from 'node:net'
import * as v from 'valibot'
import { referenceSchema } from './reference.ts'
import { needsMetadata, unknownIn } from './template.ts'

/** Severities of events, in ascending order. */
export const severities = ['info', 'attention', 'problem'] as const

/** The severity of an event. */
export type Severity = (typeof severities)[number]

/** The types of events that a channel can receive. */
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
        .join(' and ')}, which is not a placeholder`,
  ),
)

/** A rule for the events that a channel receives. An event matches if it meets all conditions of the rule. */
const when = v.strictObject({
  /** Types of events. */
  events: v.optional(v.array(v.picklist(tellable))),
  /** Names of pipelines. */
  pipelines: v.optional(v.array(text)),
  /** Edges by their stages, such as `staging/production`. */
  edges: v.optional(v.array(text)),
  /** The lowest severity. */
  severity: v.optional(v.picklist(severities)),
})

/** Adds an IP address or a network, such as `10.0.0.0/8`, to a list. Returns whether it was valid. */
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
  /** Name of the channel in the database, in tasks and in metrics. */
  name: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'must have only a to z, 0 to 9 and -, at most 60 characters')),
  /**
   * Which events the channel receives: those that match at least one rule. A rule can have `events`, `pipelines`, `edges` (such as `staging/production`)
   * and a minimum `severity` (`info`, `attention` or `problem`). Default: `attention` and above for `slack` and `teams`, everything for `webhook`, and
   * `run began` and `run ended` for GitHub.
   */
  when: v.optional(v.array(when)),
  /** IP addresses and networks that are not public but to which messages may be sent, such as `10.0.0.0/8`. */
  allowNetworks: v.optional(v.array(network), []),
}

const messageText = v.pipe(
  template,
  v.check((text) => !needsMetadata(text), 'has {{metadata:…}}, which works only for GitHub channels'),
)

/** A place to which notifications are sent. */
export const channelSchema = v.variant('kind', [
  /** Posts messages to Slack, through an incoming webhook (`webhook`) or as a bot (`token` and `channel`). */
  v.pipe(
    v.strictObject({
      ...common,
      kind: v.literal('slack'),
      /** Template for the text of a message, such as `{{title}} ({{edge}})`. Default: the title, the reason and the packages. */
      text: v.optional(messageText),
      /** Reference to the address of an incoming webhook, which is a secret. */
      webhook: v.optional(referenceSchema),
      /** Reference to the token of a bot with the scope `chat:write`. */
      token: v.optional(referenceSchema),
      /** ID of the channel that the bot posts to, such as `C0123456`. */
      channel: v.optional(text),
      /** Address of the Slack API, for the bot. */
      url: v.optional(v.pipe(v.string(), v.url()), 'https://slack.com/api'),
    }),
    v.check(
      ({ webhook, token, channel }) =>
        webhook === undefined ? token !== undefined && channel !== undefined : token === undefined,
      'needs either webhook, or both token and channel',
    ),
  ),
  /** Posts an adaptive card to Teams, through the webhook of a workflow. */
  v.strictObject({
    ...common,
    kind: v.literal('teams'),
    /** Template for the text of a card, such as `{{title}} ({{edge}})`. Default: the title, the reason and the packages. */
    text: v.optional(messageText),
    /** Reference to the address of the workflow's webhook, which is a secret. */
    webhook: referenceSchema,
  }),
  /** Sends signed JSON to an endpoint of your own. */
  v.strictObject({
    ...common,
    kind: v.literal('webhook'),
    /** Address of the endpoint, or a reference to it if it is a secret. */
    url: v.union([v.pipe(v.string(), v.url()), referenceSchema], 'must be a URL, or a reference to one (env:NAME or file:PATH)'),
    /** Reference to the key that messages are signed with. */
    key: referenceSchema,
  }),
  /** Creates a GitHub deployment, or sets a commit status, for each package of a plan or run. */
  v.strictObject({
    ...common,
    kind: v.picklist(['github-deployment', 'github-status']),
    /** Reference to a token that may write deployments or commit statuses. */
    token: referenceSchema,
    /** Template for the repository, as owner and name, such as `acme/{{name}}`. If it is empty for a package, nothing is sent. */
    repository: template,
    /** Template for the commit, tag or branch, such as `v{{version}}` or `{{tag:commit-}}`. If it is empty for a package, nothing is sent. */
    ref: template,
    /** Template for the environment of a deployment. */
    environment: v.optional(template, '{{to}}'),
    /** Template for the context of a commit status, which tells it from other statuses. */
    context: v.optional(template, 'promotion/{{to}}'),
    /** Address of the GitHub API. */
    url: v.optional(v.pipe(v.string(), v.url()), 'https://api.github.com'),
  }),
])

/** A channel, with all defaults filled in. */
export type Channel = v.InferOutput<typeof channelSchema>

/** A channel of one kind. */
export type ChannelOf<Kind extends Channel['kind']> = Extract<Channel, { kind: Kind }>

/** All channels; their names are unique. */
export const channelsSchema = v.pipe(
  v.array(channelSchema),
  v.check((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two channels have the same name'),
)
