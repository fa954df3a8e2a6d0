import { Text } from './text.tsx'
import { moment } from './words.ts'

/** Times in the reasons of the engine and of Cloudsmith. */
const moments = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z)/

/** A reason that starts with the name of a gate. */
const ofGate = /^([a-z][a-z\d-]{0,60}): /

/** Why a package is held back, in the words of the gate. The name of the gate is highlighted, and times are shown as everywhere else. */
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
