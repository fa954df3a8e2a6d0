import { expect, test } from 'vitest'
import { problemsOf } from '../../../scripts/release/check-tarball.ts'
import { type Manifest, manifestForRelease } from '../../../scripts/release/manifest.ts'
import { madeUp } from '../src/places.ts'

const manifest: Manifest = {
  name: '@cloudsmith-sdk/client',
  version: '0.1.0',
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
}
const files = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'dist/index.js', 'dist/index.d.ts']

/** What is wrong with a tarball that differs from a good one in this. */
function problems({ manifest: changed = {}, files: more = [], texts = {} }: Changes = {}): string[] {
  const whole = manifestForRelease({ ...manifest, ...changed }, madeUp, 'packages/client')
  return problemsOf({ manifest: whole, files: [...files, ...more], read: (file) => texts[file] ?? '' }, madeUp)
}
interface Changes {
  manifest?: Partial<Manifest>
  files?: string[]
  texts?: Record<string, string>
}

test('a good tarball has no problems', () => {
  expect(problems()).toEqual([])
})

test.each<[string, Changes, string]>([
  ['was never given a version', { manifest: { version: '0.0.0' } }, 'has no version yet: run pnpm release:version.'],
  [
    'has a range of the workspace',
    { manifest: { dependencies: { a: 'workspace:^' } } },
    'depends on a workspace:^, which nobody can install.',
  ],
  ['holds a test', { files: ['dist/push.test.js'] }, 'holds dist/push.test.js, which is of no use to its users.'],
  ['holds a folder of tests', { files: ['test/x.js'] }, 'holds test/x.js, which is of no use to its users.'],
  [
    'has a README for readers of the repository',
    { texts: { 'README.md': 'See [the guide](../../docs/start/install.md).' } },
    "has a README with a link to ../../docs/start/install.md, which leads nowhere from a registry's page.",
  ],
  [
    'says that it is not published',
    { texts: { 'README.md': 'Nothing is published yet.' } },
    'has a README that says that nothing is published.',
  ],
  ['lacks an entry', { manifest: { bin: { x: './dist/x.js' } } }, 'promises dist/x.js, which is not in it.'],
  [
    'holds a map of sources that are not there',
    { files: ['dist/index.js.map'], texts: { 'dist/index.js.map': '{"sources":["../src/index.ts"]}' } },
    'holds dist/index.js.map, a map of nothing.',
  ],
])('a tarball that %s is not published', (_, changes, problem) => {
  expect(problems(changes)).toEqual([`@cloudsmith-sdk/client ${problem}`])
})

test.each([
  ['beside it', ['dist/index.js.map', 'src/index.ts'], '{"sources":["../src/index.ts"]}'],
  ['in it', ['dist/index.js.map'], '{"sources":["../src/index.ts"],"sourcesContent":["export {}"]}'],
])('a map whose sources are %s may be published', (_, more, text) => {
  expect(problems({ files: more, texts: { 'dist/index.js.map': text } })).toEqual([])
})

test('a registry would refuse the proof of origin of a package that names another repository', () => {
  const elsewhere = manifestForRelease(manifest, { repository: 'https://git.example.com/example/fork' }, 'packages/client')
  expect(problemsOf({ manifest: elsewhere, files, read: () => '' }, madeUp)).toEqual([
    '@cloudsmith-sdk/client names git+https://git.example.com/example/fork.git, and is published from https://git.example.com/example/sdk.',
  ])
})
