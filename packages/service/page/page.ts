import { keepFilters } from './filters.ts'
import { keepLive } from './live.ts'
import { keepRuns } from './run-island.tsx'
import { keepTimes } from './times.ts'

/** Enhancements of pages, which also work without JavaScript. */
keepTimes()
keepFilters()
keepLive()
keepRuns()
