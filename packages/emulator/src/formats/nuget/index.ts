import type { Format } from '../../format/format.ts'
import { readNuget } from './read.ts'

/** NuGet. */
export const nuget: Format = {
  name: 'NuGet',
  extensions: ['.nupkg'],
  backendKind: 10,
  isScannable: true,
  ecosystem: 'NuGet',
  advisoryName: (name) => name.toLowerCase(),
  read: readNuget,
}
