import type { Area } from '../../operation/area.ts'
import * as operations from './operations.ts'
import { resumeScans } from './scan.ts'
import { scannerOf } from './scanner.ts'

/** Vulnerability scans. */
export const scans: Area = {
  title: 'vulnerability scans',
  limits: 'only find what the given advisories list',
  operations,
  start(world, { scanner }) {
    scannerOf(world).scanner = scanner
  },
  resume: resumeScans,
}
