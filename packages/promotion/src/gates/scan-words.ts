import type { PackageRow } from '../repository/row.ts'

/** The scan that is waited for, with what the service says of it. */
export const scanOf = ({ security_scan_status: status }: PackageRow): string =>
  status ? `the scan, whose status is ${JSON.stringify(status)}` : 'the scan, which has not started'

/** Who can do something about a scan that is missing. */
export const askForScan = 'anybody with write access can request another scan'
