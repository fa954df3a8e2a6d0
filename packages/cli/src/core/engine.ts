/** Loads the promotion engine, when it is needed. */
export const engine = () => import('@cloudsmith-sdk/promotion')
