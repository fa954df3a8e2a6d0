import { afterAll, afterEach, beforeAll } from 'vitest'
import { server } from './story.ts'

// Runs for every file of tests, while modules are loaded once for all of them.
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())
