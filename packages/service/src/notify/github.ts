import type { ChannelOf } from '../settings/channels.ts'
import { fill, needsMetadata } from '../settings/template.ts'
import { cut, visible } from './escape.ts'
import { type Message, type MessagePackage, valuesOf } from './message.ts'
import { type Answer, ask, requireTaken, waitIn } from './request.ts'
import { SendError } from './send-error.ts'
import type { Send, Sending } from './sending.ts'

type GitHubChannel = ChannelOf<'github-deployment' | 'github-status'>

/** Maximum length of a description in characters. */
const longest = 140

/** The state of a package, for which deployments and statuses both have a name. */
function stateOf({ event }: Message, { outcome }: MessagePackage): 'waits' | 'goes' | 'arrived' | 'failed' {
  if (event === 'run began') return 'goes'
  if (event !== 'run ended') return 'waits'
  if (outcome === 'promoted' || outcome === 'already there') return 'arrived'
  return outcome === 'waiting' || outcome === 'needs approval' ? 'waits' : 'failed'
}

const deploymentStates = { waits: 'queued', goes: 'in_progress', arrived: 'success', failed: 'failure' } as const
const statusStates = { waits: 'pending', goes: 'pending', arrived: 'success', failed: 'failure' } as const

/** Creates or updates a deployment for a package, or a commit status. Nothing is sent if the repository or ref is empty. */
export const sendToGitHub: Send<GitHubChannel> = async (channel, message, sending) => {
  const [about] = message.packages
  if (about === undefined || (await sending.isOver(message))) return undefined
  const needed = [channel.repository, channel.ref, channel.environment, channel.context].some(needsMetadata)
  const values = valuesOf(message, about, needed ? await sending.metadataOf(message, about) : [])
  const filled = (template: string) => fill(template, values, visible).trim()
  const repository = filled(channel.repository)
  const ref = filled(channel.ref)
  if (repository === '' || ref === '') return undefined
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || /(^|\/)\.\.?(\/|$)/.test(repository)) {
    throw new SendError(`${JSON.stringify(cut(repository, 100))} is not the name of a GitHub repository.`, { isFinal: true })
  }
  const hub = await hubFor(channel, repository, sending)
  const description = cut(visible(message.title), longest)
  const state = stateOf(message, about)
  if (channel.kind === 'github-status') {
    const sha = /^[0-9a-f]{40}$/.test(ref) ? ref : await hub.shaOf(ref)
    const target = message.url === null ? {} : { target_url: message.url }
    const body = { state: statusStates[state], context: cut(filled(channel.context), 100), description, ...target }
    return idIn(await hub.post(`statuses/${sha}`, body))
  }
  const environment = filled(channel.environment)
  const key = `plan ${message.plan} ${about.slugPerm}`
  const deployment = (await hub.find(ref, environment, key)) ?? (await hub.deploy({ ref, environment, key, description }))
  const log = message.url === null ? {} : { log_url: message.url }
  return idIn(await hub.post(`deployments/${deployment}/statuses`, { state: deploymentStates[state], description, ...log }))
}

const idIn = (told: unknown): string | undefined => {
  const { id } = Object(told) as { readonly id?: unknown }
  return typeof id === 'number' ? String(id) : undefined
}

async function hubFor(channel: GitHubChannel, repository: string, { maySend, signal, now, secretOf }: Sending) {
  const token = await secretOf(channel.token)
  const base = `${channel.url.replace(/\/$/, '')}/repos/${repository}`
  const headers = { Authorization: `Bearer ${token}`, 'X-GitHub-Api-Version': '2022-11-28' }

  async function call(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    accept = 'application/vnd.github+json',
  ): Promise<string> {
    const sent = body === undefined ? undefined : JSON.stringify(body)
    const answer = await ask({
      method,
      url: `${base}/${path}`,
      headers: { ...headers, Accept: accept },
      body: sent,
      maySend,
      signal,
    })
    requireRoom(answer, now())
    requireTaken(answer, `GitHub (${repository})`, now())
    return answer.text
  }
  const post = async (path: string, body: object): Promise<unknown> => parsed(await call('POST', path, body))
  return {
    post,
    async shaOf(ref: string): Promise<string> {
      const sha = (await call('GET', `commits/${encodeURIComponent(ref)}`, undefined, 'application/vnd.github.sha')).trim()
      if (/^[0-9a-f]{40}$/.test(sha)) return sha
      throw new SendError('GitHub did not return the commit.')
    },
    /** Finds the existing deployment for a package, so that no second one is created. */
    async find(ref: string, environment: string, key: string): Promise<string | undefined> {
      const asked = new URLSearchParams({ ref, environment, task: 'promote', per_page: '10' })
      const all = parsed(await call('GET', `deployments?${asked}`))
      if (!Array.isArray(all)) return undefined
      const found = all.find((each: unknown) => keyIn(each) === key)
      return idIn(found)
    },
    async deploy({
      ref,
      environment,
      key,
      description,
    }: Readonly<Record<'ref' | 'environment' | 'key' | 'description', string>>) {
      const more = { task: 'promote', auto_merge: false, required_contexts: [], payload: { key } }
      const id = idIn(await post('deployments', { ref, environment, description, ...more }))
      if (id === undefined) throw new SendError('GitHub did not create a deployment.')
      return id
    },
  }
}

/** GitHub returns a payload as it was sent, or as a string of it. */
function keyIn(deployment: unknown): unknown {
  const { payload } = Object(deployment) as { readonly payload?: unknown }
  return (Object(typeof payload === 'string' ? parsed(payload) : payload) as { readonly key?: unknown }).key
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Recognises a used-up rate limit, for which GitHub also responds with 403. */
function requireRoom(answer: Answer, now: number): void {
  if (answer.status !== 403 && answer.status !== 429) return
  const reset = Number(answer.headers['x-ratelimit-reset'])
  const isUsedUp = answer.headers['x-ratelimit-remaining'] === '0' && reset > 0
  const wait = waitIn(answer, now) ?? (isUsedUp ? Math.min(Math.max(0, reset * 1_000 - now), 3_600_000) : undefined)
  if (wait !== undefined) throw new SendError('The rate limit of GitHub is used up.', { wait })
}
