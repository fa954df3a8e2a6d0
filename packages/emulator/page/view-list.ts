/** The views of the page in the order of its menu. The keys 1 to 9 open them. */
export const views = [
  { path: '', title: 'Overview' },
  { path: 'packages', title: 'Packages' },
  { path: 'scans', title: 'Scans' },
  { path: 'requests', title: 'Requests' },
  { path: 'deliveries', title: 'Deliveries' },
  { path: 'faults', title: 'Faults' },
  { path: 'behaviour', title: 'Behaviour' },
  { path: 'snapshots', title: 'Snapshots' },
  { path: 'keys', title: 'Keys' },
] as const
