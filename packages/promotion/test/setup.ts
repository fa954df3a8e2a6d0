import { afterAll, afterEach, beforeAll, vi } from 'vitest'
import { fetchOfTests, forget } from './network.ts'

// Runs for every file of tests, while modules are loaded once for all of them.
beforeAll(() => void vi.stubGlobal('fetch', fetchOfTests))
afterEach(forget)
afterAll(() => void vi.unstubAllGlobals())
