import { keepFilters } from './filters.ts'
import { keepLive } from './live.ts'
import { keepRuns } from './run-island.tsx'
import { keepTimes } from './times.ts'

/** What the browser adds to pages that work without it. */
keepTimes()
keepFilters()
keepLive()
keepRuns()
