import {
  alpinePackage,
  debPackage,
  debSource,
  dockerIndex,
  genericFile,
  npmPackage,
  nugetPackage,
  nugetSymbols,
  type PackageFixture,
  pythonSdist,
  pythonWheel,
} from '@cloudsmith-sdk/emulator/testing'

const deb = (distribution: string, text: string) =>
  debPackage({ name: 'acme', version: '1.2.3-1', distribution, files: { 'usr/share/acme': text } })
const apk = (architecture: string) =>
  alpinePackage({ name: 'acme', version: '1.2.3-r0', architecture, distribution: 'alpine/v3.20' })
const core = { name: 'Acme.Core', version: '1.2.3' }
const { index, images } = dockerIndex({ name: 'team/api', tag: '1.2' })

/** Packages that resemble each other so much that a careless promotion takes them for one. */
export const lookAlikes = {
  debsOfOneFileName: [deb('debian/bookworm', 'a'), deb('ubuntu/jammy', 'b')],
  debsOfOneFile: [deb('debian/bookworm', 'a'), deb('ubuntu/jammy', 'a')],
  debAndSource: [
    debPackage({ name: 'tool', version: '1.0-1', distribution: 'debian/bookworm' }),
    debSource({ name: 'tool', version: '1.0-1', distribution: 'debian/bookworm' }),
  ],
  architectures: [apk('x86_64'), apk('aarch64')],
  nugetAndSymbols: [nugetPackage(core), nugetSymbols(core)],
  genericPaths: [genericFile({ filepath: 'a/x.bin', bytes: 'a' }), genericFile({ filepath: 'b/x.bin', bytes: 'b' })],
  wheelAndSdist: [pythonWheel({ name: 'acme', version: '1.0.0' }), pythonSdist({ name: 'acme', version: '1.0.0' })],
  /** To be seen through `withSiblings`. */
  siblings: [npmPackage({ name: 'sib', version: '1.0.0' }), npmPackage({ name: 'sib-twin', version: '1.0.0' })],
  /** The index, and after it the images that it names. */
  imageForTwoPlatforms: [index, ...images],
} satisfies Record<string, readonly PackageFixture[]>
