import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { SeenBodyAnswer } from '../src/control/answers.ts'
import { say } from './act.tsx'
import { prettyJson, tokensOf } from './json.ts'
import { partsOf } from './unseen.ts'
import { moment, size } from './words.ts'

/** Most characters of a name that are shown. */
const longest = 300

/** A text from outside, in its own direction: invisible characters in it are shown by their code. It is never markup. */
export function Text({ of, areLines = false, most = longest }: { of: string; areLines?: boolean; most?: number }) {
  const cut = of.length > most ? `${of.slice(0, most)}…` : of
  return <bdi>{shown(cut, areLines)}</bdi>
}

function shown(text: string, areLines: boolean) {
  return partsOf(text, areLines).map(({ text: part, isUnseen }) => (isUnseen ? <span class="unseen">{part}</span> : part))
}

/** A time of the emulator's clock. */
export function Time({ at }: { at: string }) {
  return (
    <time class="tight" dateTime={at}>
      {moment(at)}
    </time>
  )
}

/** A word in a coloured pill. */
export function Badge({ kind = '', children }: { kind?: 'good' | 'warn' | 'bad' | ''; children: ComponentChildren }) {
  return <span class={`badge ${kind}`}>{children}</span>
}

/** Badges in a row. */
export function Badges({ children }: { children: ComponentChildren }) {
  return <span class="badges">{children}</span>
}

/** JSON with colours; anything else unchanged. */
export function Code({ text, name }: { text: string; name: string }) {
  const pretty = prettyJson(text)
  return (
    // Without a mouse, it is scrolled with the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content has to be reachable.
    <section class="code" tabIndex={0} aria-label={name}>
      {pretty === undefined
        ? shown(text, true)
        : tokensOf(pretty).map(({ kind, text: part }) =>
            kind === 'mark' ? part : <span class={kind}>{shown(part, true)}</span>,
          )}
    </section>
  )
}

/** The body of a request or a response. */
export function Body({ body, name }: { body: SeenBodyAnswer | null; name: string }) {
  if (body === null) return <p class="faint">No body.</p>
  if (body.text === null) return <p class="faint">{size(body.bytes)} that are no text.</p>
  return (
    <>
      <Code text={body.text} name={name} />
      {body.isCut && <p class="faint">The beginning of {size(body.bytes)}.</p>}
    </>
  )
}

/** Headers, one per line. */
export function Headers({ headers }: { headers: Readonly<Record<string, string>> }) {
  return (
    <dl class="headers">
      {Object.entries(headers).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Text of={value} most={2000} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A button that copies a text. */
export function Copy({ text, name }: { text: string; name: string }) {
  const [isCopied, setCopied] = useState(false)
  async function copy() {
    // Browsers have no clipboard for pages that are neither local nor encrypted.
    if (navigator.clipboard === undefined)
      return say('The browser can copy only on localhost and over https: select the text by hand.')
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <button type="button" class="small" aria-label={isCopied ? `Copied ${name}` : `Copy ${name}`} onClick={copy}>
      {isCopied ? 'Copied' : 'Copy'}
    </button>
  )
}

/** A snippet with a button that copies it. */
export function Snippet({ text, name }: { text: string; name: string }) {
  return (
    <div class="snippet">
      <Code text={text} name={name} />
      <Copy text={text} name={name} />
    </div>
  )
}
