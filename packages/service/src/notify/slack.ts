import type { ChannelOf } from '../settings/channels.ts'
import { fill } from '../settings/template.ts'
import { cutForSlack, forSlack } from './escape.ts'
import { type Message, packagesText, valuesOf } from './message.ts'
import { ask, requireTaken } from './request.ts'
import { SendError } from './send-error.ts'
import type { Send } from './sending.ts'

/** Maximum length of a section in characters. */
const longest = 2_900

/** Errors that are temporary. */
const passing = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
])

/** Posts a message to Slack, through an incoming webhook or as a bot. */
export const sendToSlack: Send<ChannelOf<'slack'>> = async (channel, message, { maySend, signal, now, secretOf }) => {
  const content = slackContent(message, channel.text)
  if (channel.webhook !== undefined) {
    const url = await secretOf(channel.webhook)
    requireTaken(await ask({ method: 'POST', url, body: JSON.stringify(content), maySend, signal }), 'Slack', now())
    return undefined
  }
  const token = channel.token === undefined ? '' : await secretOf(channel.token)
  const answer = await ask({
    ...{ method: 'POST', url: `${channel.url.replace(/\/$/, '')}/chat.postMessage`, maySend, signal },
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify({ ...content, channel: channel.channel, parse: 'none', link_names: false }),
  })
  requireTaken(answer, 'Slack', now())
  return nameIn(answer.text)
}

/** Reads the timestamp of the message, which identifies it. Slack responds with 200 also for errors. @throws {SendError} it is an error */
function nameIn(text: string): string | undefined {
  const told = parsed(text)
  if (told.ok === true) return typeof told.ts === 'string' ? told.ts : undefined
  const why = String(told.error ?? 'no reason given').slice(0, 100)
  throw new SendError(`Slack refused the message: ${why}.`, { isFinal: told.ok === false && !passing.has(why) })
}

function parsed(text: string): { readonly ok?: unknown; readonly ts?: unknown; readonly error?: unknown } {
  try {
    return Object(JSON.parse(text)) as object
  } catch {
    return {}
  }
}

/** Formats a message for Slack. Text from outside never becomes markup. */
export function slackContent(message: Message, template: string | undefined): object {
  const { title, why, count, url } = message
  const lines =
    template === undefined
      ? [title, ...(why ? [`Why: ${why}`] : []), ...(count > 0 ? [packagesText(message)] : [])].map(forSlack)
      : [fill(template, valuesOf(message), forSlack)]
  const text = cutForSlack(lines.join('\n'), longest)
  return {
    // The text of push notifications.
    text: cutForSlack(forSlack(title), 500),
    ...{ mrkdwn: false, unfurl_links: false, unfurl_media: false },
    blocks: [
      // Verbatim: Slack does not turn names into mentions, channels or links.
      { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } },
      ...(url === null
        ? []
        : [{ type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Open' }, url }] }]),
    ],
  }
}
