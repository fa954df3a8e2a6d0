/** The engine, loaded when it is needed. */
export const engine = () => import('@cloudsmith-sdk/promotion')
