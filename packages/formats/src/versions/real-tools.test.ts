import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { versionScheme } from './by-format.ts'

/** Whether the command runs and ends well. */
function runs(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Pairs of versions that are made of words of the format, each pair with much in common. */
function pairs(format: string, words: readonly string[]): readonly (readonly [string, string])[] {
  const tail = fc.array(fc.constantFrom(...words), { maxLength: 3 }).map((parts) => parts.join(''))
  const pair = fc
    .tuple(fc.constantFrom('1', '1.0', '2'), tail, tail, tail)
    .map(([start, shared, a, b]) => [start + shared + a, start + shared + b] as const)
  return fc.sample(pair, 1500).filter((each) => each.every((version) => versionScheme(format)?.isVersion(version)))
}

/** Where ours is another order than the tool's, which answers a line for a line. */
function disagreements(format: string, compared: readonly (readonly [string, string])[], answer: string) {
  const theirs = answer.trim().split('\n').map(Number)
  expect(theirs).toHaveLength(compared.length)
  return compared
    .map(([a, b], index) => ({
      a,
      b,
      ours: Math.sign(versionScheme(format)?.compare(a, b) ?? Number.NaN),
      theirs: theirs[index],
    }))
    .filter(({ ours, theirs }) => ours !== theirs)
}

const asLines = (compared: readonly (readonly [string, string])[]) => compared.map((pair) => pair.join(' ')).join('\n')

const hasDpkg = runs('dpkg', '--version')
const hasPackaging = runs('python3', '-c', 'import packaging.version')

describe('the order of versions is that of the formats’ own tools', () => {
  test.skipIf(!hasDpkg)(hasDpkg ? 'dpkg' : 'dpkg (skipped: it is not installed)', { timeout: 60_000 }, () => {
    const compared = pairs('deb', ['.0', '.10', '~', '~rc1', '+b', '-1', '-1ubuntu2', '01', 'a', '-', '.', '~~', '-0']).slice(
      0,
      300,
    )
    expect(compared.length).toBeGreaterThan(200)
    const script = [
      'while read -r a b; do',
      '  if dpkg --compare-versions "$a" lt "$b"; then echo -1',
      '  elif dpkg --compare-versions "$a" gt "$b"; then echo 1',
      '  else echo 0; fi',
      'done',
    ].join('\n')
    expect(
      disagreements('deb', compared, execFileSync('sh', ['-c', script], { input: `${asLines(compared)}\n`, encoding: 'utf8' })),
    ).toEqual([])
  })

  test.skipIf(!hasPackaging)(
    hasPackaging ? 'packaging' : 'packaging (skipped: Python does not have it)',
    { timeout: 60_000 },
    () => {
      const compared = pairs('python', ['.0', '.10', 'a1', 'rc2', '-beta', '.dev1', '.post2', '-1', '+local', '.c', 'r3'])
      expect(compared.length).toBeGreaterThan(200)
      const script = [
        'import sys',
        'from packaging.version import Version',
        'for line in sys.stdin:',
        '    a, b = map(Version, line.split())',
        '    print((a > b) - (a < b))',
      ].join('\n')
      expect(
        disagreements(
          'python',
          compared,
          execFileSync('python3', ['-c', script], { input: asLines(compared), encoding: 'utf8' }),
        ),
      ).toEqual([])
    },
  )
})
