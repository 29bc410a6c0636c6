export { listPmc } from './list.ts'
export { openPmc } from './open.ts'
export type { PmcOptions } from './settings.ts'
