export { type SignedRequestOptions, type SignOptions, sign, signedRequest } from './sign.ts'
export { exampleEvent } from './tooling/example-event.ts'
export { examplePackage } from './tooling/example-package.ts'
