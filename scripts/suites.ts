/**
 * The shared part of the vitest configurations. Each package adds the files of its tests, and what differs there.
 */
import type { TestUserConfig, ViteUserConfig } from 'vitest/config'

const reporters = (name: string): TestUserConfig => ({
  reporters: ['default', ['json', { outputFile: `reports/${name}.json` }]],
})

/** The configuration of the fast tests, which run on every change. */
export function tests(own: TestUserConfig): TestUserConfig {
  // Long enough for a slow machine: only a test that hangs should fail.
  return { testTimeout: 60_000, hookTimeout: 60_000, ...reporters('vitest'), ...own }
}

/**
 * The configuration of a separate suite, for tests that are slow or need more than Node.
 *
 * @param others the configuration of the package's other tests, which `own` overrides
 */
export function suite(name: string, own: TestUserConfig, { test, ...others }: ViteUserConfig = {}): ViteUserConfig {
  return { ...others, test: { ...test, exclude: [], ...reporters(name), ...own } }
}
