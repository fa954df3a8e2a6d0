import type { DriftItem, DriftKind } from '@cloudsmith-sdk/promotion/compare'
import { count, number } from '../../core/count.ts'
import type { StageDrift } from '../../flow/assess.ts'
import { routes } from '../routes.ts'
import { Badge } from '../text/badge.tsx'
import { DataTable } from '../text/data-table.tsx'
import { PackageName } from '../text/package-name.tsx'
import type { Tone } from '../text/state.ts'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { visible } from '../text/unseen.ts'

/** The drift of a stage; undefined if it has not been checked yet. */
export interface LookedAt {
  readonly stage: string
  readonly found: { readonly madeAt: Date; readonly drift: StageDrift } | undefined
}

const tones: Readonly<Record<DriftKind, Tone>> = {
  malware: 'bad',
  quarantined: 'bad',
  'other bytes': 'bad',
  'policy violated': 'bad',
  vulnerable: 'bad',
  'not in the stage before': 'warn',
  'not comparable': 'warn',
  'scan failed': 'warn',
}

interface StageProps {
  readonly looked: LookedAt
  readonly most: number
  readonly pipeline: string
  /** Numbers of packages by their `slug_perm`s. */
  readonly packages: ReadonlyMap<string, number>
  readonly now: Date
}

/** The drift of a stage. */
export function DriftOfStage({ looked: { stage, found }, most, pipeline, packages, now }: StageProps) {
  return (
    <section aria-label={`Drift of ${visible(stage)}`}>
      <div class="title">
        <h2>
          <Text of={stage} most={100} />
        </h2>
        {found !== undefined && (
          <span class="faint">
            {count(found.drift.looked, 'package')} checked <Time at={found.madeAt} now={now} />
            {found.drift.before.length > 0 && (
              <>
                , against <Text of={found.drift.before.join(' and ')} most={200} />
              </>
            )}
          </span>
        )}
      </div>
      {found === undefined ? (
        <p class="sheet empty">Not checked yet. Drift is checked every night, and whenever someone starts a check above.</p>
      ) : found.drift.items.length === 0 ? (
        <p class="sheet padded">
          <span>
            <Badge of="no drift" tone="good" />
          </span>
        </p>
      ) : (
        <Found of={found.drift} stage={stage} most={most} pipeline={pipeline} packages={packages} />
      )}
    </section>
  )
}

function Found({
  of: drift,
  stage,
  most,
  pipeline,
  packages,
}: Omit<StageProps, 'looked' | 'now'> & { of: StageDrift; stage: string }) {
  const all = drift.kinds.reduce((sum, [, times]) => sum + times, 0)
  const items = drift.items.slice(0, most)
  return (
    <>
      <p class="badges">
        {drift.kinds.map(([kind, times]) => (
          <Badge of={`${number(times)} ${kind}`} tone={tones[kind]} />
        ))}
      </p>
      <DataTable class="alike" label={`Drift of ${visible(stage)}`} columns={['Package', 'What', 'Why', 'SHA-256']}>
        {items.map((item) => (
          <Line item={item} id={packages.get(item.slugPerm)} />
        ))}
      </DataTable>
      {items.length < all && (
        <p class="faint small">
          The first {number(items.length)} of {number(all)}
          {items.length < drift.items.length && (
            <>
              {' · '}
              <a href={`${routes.drift.path}?${new URLSearchParams({ pipeline, stage })}`}>
                More of <Text of={stage} most={100} />
              </a>
            </>
          )}
        </p>
      )}
    </>
  )
}

function Line({ item, id }: { item: DriftItem; id: number | undefined }) {
  const { format, name, version } = item.package
  return (
    <tr>
      <th scope="row" class="name">
        <PackageName
          format={format}
          name={name}
          version={version ?? ''}
          href={id === undefined ? undefined : `/packages/${id}`}
        />
      </th>
      <td data-title="What">
        <div>
          <Badge of={item.kind} tone={tones[item.kind]} />
        </div>
      </td>
      <td data-title="Why" class="small">
        <Text of={item.detail} most={500} />
      </td>
      <td data-title="SHA-256">
        {item.sha256 === null ? (
          <span class="faint">no digest</span>
        ) : (
          <span class="mono" title={item.sha256}>
            {item.sha256.slice(0, 16)}…
          </span>
        )}
      </td>
    </tr>
  )
}
