import { expect, test } from 'vitest'
import { versionScheme } from './by-format.ts'

test.each<[format: string, early: readonly string[], final: readonly string[]]>([
  ['alpine', ['1.0_rc1', '1.0_alpha-r3', '1.0_pre2_p1'], ['1.0', '1.0-r1', '1.0_p1', '1.0_git20240101']],
  ['cargo', ['1.0.0-alpha.1'], ['1.0.0', '1.0.0+build-1']],
  ['cocoapods', ['1.0.0-beta.1'], ['1.0.0']],
  ['composer', ['1.0.0-beta1', '1.0-dev', '1.x-dev', 'dev-main', '1.0.0-RC1'], ['1.0.0', '1.0.0-patch1', '20240131']],
  ['conan', ['1.0-rc.1'], ['1.0', '1.1.1w', 'cci.20200203']],
  ['conda', ['1.0a1', '1.0rc2', '1.0.dev0', '1.0beta'], ['1.0', '1.1.1w', '1.0post1']],
  ['cran', [], ['1.0-1', '1.0.0.9000']],
  ['deb', ['1.0~beta1', '1.0~rc1-1', '5:24.0.0~rc.1-1~debian.12~bookworm', '2.0~git20240101'], ['5:24.0.7-1~debian.12~bookworm']],
  ['deb', [], ['1.0-1~bpo12+1', '1.0~bpo12', '1.0-1~deb12u1', '1.0-1~exp1', '1.0+rc']],
  ['go', ['v1.0.0-rc.1', 'v0.0.0-20200622213623-75b288015ac9'], ['v1.0.0', 'v2.0.0+incompatible']],
  ['luarocks', ['1.0rc1-1', 'scm-1', 'dev-1'], ['1.0-1', '1.0a-1']],
  [
    'maven',
    ['1.0-SNAPSHOT', '1.0-alpha-1', '1.0.M3', '1.0.CR1', '1.0-20240131.120000-3'],
    ['1.0', '1.0-jre', '1.0.Final', '1.0-sp1'],
  ],
  ['npm', ['1.0.0-rc.1'], ['1.0.0', '1.0.0+rc', 'next']],
  ['nuget', ['1.0.0-Preview.1'], ['1.0.0.1', '1.0.0+5']],
  ['python', ['1.0rc1', '1.0.dev1', '1.0.post1.dev2'], ['1.0', '1.0.post1', '1.0+local']],
  ['rpm', ['1.0~rc1-1', '1:2.0~git1'], ['1.0-1', '1.0^git1', '1.0-1~bootstrap']],
  ['ruby', ['1.0.pre', '1.0-rc1'], ['1.0.1']],
  ['terraform', ['1.0.0-beta1'], ['1.0.0']],
  ['vagrant', ['1.0.rc1'], ['1.0']],
])('%s knows its pre-releases', (format, early, final) => {
  const isPrerelease = (version: string) => versionScheme(format)?.isPrerelease(version)
  expect(early.filter((version) => !isPrerelease(version))).toEqual([])
  expect(final.filter(isPrerelease)).toEqual([])
})
