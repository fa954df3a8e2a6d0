import type { Gate } from '@cloudsmith-sdk/promotion'
import type { ServedEdge, ServedPipeline } from '../../settings/pipelines.ts'
import { Text } from '../text/text.tsx'

/** The gates of an edge: its own, or else those of the stage to which it leads. */
export function gatesOf({ pipeline }: ServedPipeline, { from, to, name }: ServedEdge): readonly Gate[] {
  const own = pipeline.edges.find((each) => each.from === from && each.to === to && each.name === name)?.gates
  return own ?? pipeline.stages.find((stage) => stage.name === to)?.gates ?? []
}

/** The gates of an edge, with their settings. */
export function Gates({ gates }: { gates: readonly Gate[] }) {
  if (gates.length === 0) return <p class="small faint">No gates: everything may pass.</p>
  return (
    <dl class="gates small">
      {gates.map(({ name, settings }) => (
        <div>
          <dt>
            <Text of={name} most={100} />
          </dt>
          <dd>
            <Text of={settingText(settings)} most={400} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Settings as readable text: `at least: 2 days; may waive: security`. */
function settingText(value: unknown): string {
  if (Array.isArray(value)) return value.map(settingText).join(', ')
  if (typeof value !== 'object' || value === null) return String(value)
  const said = Object.entries(value)
    .filter(([, each]) => each !== undefined && each !== null)
    .map(([name, each]) => `${spaced(name)}: ${each === true ? 'yes' : each === false ? 'no' : settingText(each)}`)
  return said.length === 0 ? 'default settings' : said.join('; ')
}

/** The name of a setting as words: `mayWaive` becomes `may waive`. Other names, such as those of groups, are unchanged. */
const spaced = (name: string): string =>
  /^[a-z]+(?:[A-Z][a-z]+)+$/.test(name) ? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : name
