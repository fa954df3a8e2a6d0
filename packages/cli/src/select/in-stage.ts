import type { Package } from '@cloudsmith-sdk/client'
import type { Stage } from '@cloudsmith-sdk/promotion'

/** Whether a package shows a tag, of whatever kind; any does where none is asked for. */
export const isTagged = ({ tags }: Package, wanted: string | undefined): boolean =>
  wanted === undefined || Object.values(tags).flat().includes(wanted)

/** Whether a package of a stage's repository is in the stage: of a repository that stages share, the tag tells. */
export const isInStage = ({ shared, tag }: Pick<Stage, 'shared' | 'tag'>, row: Package): boolean => !shared || isTagged(row, tag)
