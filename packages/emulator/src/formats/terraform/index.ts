import type { Format } from '../../format/format.ts'
import { readTerraform } from './read.ts'

/** Terraform. */
export const terraform: Format = {
  name: 'Terraform',
  extensions: ['.zip', '.tgz'],
  namedBy: 'the request, else the file name',
  backendKind: 22,
  hasNoLicense: true,
  read: readTerraform,
}
