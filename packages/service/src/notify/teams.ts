import type { ChannelOf } from '../settings/channels.ts'
import { fill } from '../settings/template.ts'
import { cut, visible } from './escape.ts'
import { type Message, packagesText, valuesOf } from './message.ts'
import { ask, requireTaken } from './request.ts'
import type { Send } from './sending.ts'

const longest = 3_000

/** Posts a message to Teams, through a workflow that posts what it receives. */
export const sendToTeams: Send<ChannelOf<'teams'>> = async ({ webhook, text }, message, { maySend, signal, now, secretOf }) => {
  const url = await secretOf(webhook)
  const body = JSON.stringify(teamsContent(message, text))
  requireTaken(await ask({ method: 'POST', url, body, maySend, signal }), 'Teams', now())
  return undefined
}

/** Uses text runs, because text blocks would interpret Markdown. */
const line = (text: string, more: object = {}): object => ({
  ...{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: cut(visible(text), longest), ...more }] },
})

const colours = { info: 'default', attention: 'warning', problem: 'attention' } as const

/** Formats a message as an adaptive card. It cannot mention anybody, because mentions would have to be listed separately. */
export function teamsContent(message: Message, template: string | undefined): object {
  const { title, why, count, url, severity } = message
  const lines =
    template === undefined
      ? [
          line(title, { weight: 'bolder', color: colours[severity] }),
          ...(why ? [line(`Why: ${why}`)] : []),
          ...(count > 0 ? [line(packagesText(message))] : []),
        ]
      : fill(template, valuesOf(message), visible)
          .split('\n')
          .map((each) => line(each))
  const content = {
    ...{ $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.4', body: lines },
    ...(url === null ? {} : { actions: [{ type: 'Action.OpenUrl', title: 'Open', url }] }),
  }
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }] }
}
