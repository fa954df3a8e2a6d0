/**
 * What the configurations of vitest have in common: a package states which files its tests are in, and what is special about them.
 */
import type { TestUserConfig, ViteUserConfig } from 'vitest/config'

const reporters = (name: string): TestUserConfig => ({
  reporters: ['default', ['json', { outputFile: `reports/${name}.json` }]],
})

/** The tests that run from change to change. */
export function tests(own: TestUserConfig): TestUserConfig {
  // A slow machine is no failure; what never ends is.
  return { testTimeout: 60_000, hookTimeout: 60_000, ...reporters('vitest'), ...own }
}

/**
 * Another suite of a package, for what takes long or needs more than Node.
 *
 * @param others the configuration of its other tests, which holds for these too, but for what `own` says
 */
export function suite(name: string, own: TestUserConfig, { test, ...others }: ViteUserConfig = {}): ViteUserConfig {
  return { ...others, test: { ...test, exclude: [], ...reporters(name), ...own } }
}
