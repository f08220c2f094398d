export * from './contract.ts'
export * from './session.ts'
export * from './source.ts'
