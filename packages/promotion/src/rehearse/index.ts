export type { MakeMirror, MirroredWorkspace, MirrorGap, MirrorRequest } from './mirror.ts'
export { type MovedLatest, type QuarantinedPackage, type Rehearsal, type RehearsalOptions, rehearse } from './rehearse.ts'
