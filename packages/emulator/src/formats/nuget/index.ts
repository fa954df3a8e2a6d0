import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { nugetPackage } from './build.ts'
import { nugetNative } from './native/index.ts'
import { readNuget } from './read.ts'

/** NuGet. */
export const nuget: Format = {
  name: 'NuGet',
  extensions: ['.nupkg'],
  backendKind: 10,
  isScannable: true,
  ecosystem: 'NuGet',
  fileTags: { symbols_file: 'symbols' },
  advisoryName: (name) => name.toLowerCase(),
  read: readNuget,
  native: nugetNative,
  make: fromSketch(nugetPackage),
}
