import type { PackageRow } from '../repository/row.ts'

/** The scan that is waited for, with what the service says of it. */
export const scanOf = ({ security_scan_status: status }: PackageRow): string =>
  status ? `the scan, which is at ${JSON.stringify(status)}` : 'the scan, which has not begun'

/** Who can do something about a scan that is missing. */
export const askForScan = 'whoever may write can ask for another scan'
