import type { Waiver } from '@cloudsmith-sdk/promotion'
import { Several } from '../text/list.tsx'
import { PackageName } from '../text/package-name.tsx'
import { Text } from '../text/text.tsx'

/** Maximum number of packages and stages that are named. */
const most = 5

/** What a waiver applies to: a gate or vulnerability, packages and stages. */
export function Waived({ waiver: { waives, packages, stages } }: { waiver: Waiver }) {
  return (
    <>
      <Text of={waives} most={200} />
      <p class="small about">
        {packages === undefined ? (
          'every package'
        ) : (
          <Several
            of={packages
              .slice(0, most)
              .map(({ format, name, versions }) => (
                <PackageName format={format} name={name ?? 'every package'} version={versions ?? ''} />
              ))}
            total={packages.length}
          />
        )}
        {stages !== undefined && (
          <>
            {' to '}
            <Several of={stages.slice(0, most).map((stage) => <Text of={stage} most={100} />)} total={stages.length} />
          </>
        )}
      </p>
    </>
  )
}
