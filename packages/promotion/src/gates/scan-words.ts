import type { PackageRow } from '../repository/row.ts'

/** Describes the scan that a gate waits for, with its status at the service. */
export const scanOf = ({ security_scan_status: status }: PackageRow): string =>
  status ? `the scan, whose status is ${JSON.stringify(status)}` : 'the scan, which has not started'

/** Who can do something about a missing scan. */
export const askForScan = 'anybody with write access can request another scan'
