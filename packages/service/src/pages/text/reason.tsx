import { Text } from './text.tsx'
import { moment } from './words.ts'

/** Moments as engine and registry write them into what they say. */
const moments = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z)/

/** What begins with the name of a gate. */
const ofGate = /^([a-z][a-z\d-]{0,60}): /

/** Why something is held back, in the words of its gate: the gate stands out, and moments are told as everywhere else. */
export function Reason({ of, most = 400 }: { of: string; most?: number }) {
  const [head = '', gate] = ofGate.exec(of) ?? []
  const shown = of.length > most ? `${of.slice(0, most)}…` : of
  const parts = shown.slice(head.length).split(moments)
  return (
    <>
      {gate !== undefined && (
        <>
          <span class="gate">{gate}</span>:{' '}
        </>
      )}
      {parts.map((part, index) => (index % 2 === 1 ? <Moment at={part} /> : <Text of={part} most={most + 1} />))}
    </>
  )
}

const Moment = ({ at }: { at: string }) => (
  <time class="tight" datetime={at} title={at}>
    {moment(new Date(at))}
  </time>
)
