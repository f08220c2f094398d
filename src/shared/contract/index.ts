export * from './contract.ts'
export * from './overview.ts'
export * from './session.ts'
export * from './source.ts'
