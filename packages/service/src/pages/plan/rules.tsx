import type { Plan } from '@cloudsmith-sdk/promotion'
import { Text } from '../text/text.tsx'

/** The rules of a plan, which an approval covers. */
export function Rules({ plan: { rules, digest, tag, set } }: { plan: Plan }) {
  return (
    <details class="sheet padded more">
      <summary>Rules of this plan</summary>
      <dl class="facts wide">
        {rules.gates.map(({ name, settings }) => (
          <div>
            <dt>
              <Text of={name} />
            </dt>
            <dd class="mono">
              <Text of={JSON.stringify(settings)} most={600} />
            </dd>
          </div>
        ))}
        <Fact title="Packages that are not scanned" value={rules.unscannable} />
        <Fact title="Retention" value={rules.retention} />
        <Fact title="latest would move back" value={rules.latest} />
        <Fact title="Arrival differs from the plan" value={rules.onFailedArrival} />
        <Fact title="Package has changed since" value={rules.changed} />
        {tag !== null && <Fact title="Tag on arrival" value={tag} />}
        {set !== null && <Fact title="Release set" value={set} />}
        <div>
          <dt>Digest</dt>
          <dd class="mono">{digest}</dd>
        </div>
      </dl>
    </details>
  )
}

function Fact({ title, value }: { title: string; value: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        <Text of={value} />
      </dd>
    </div>
  )
}
