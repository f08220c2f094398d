/** Secrets of the release workflow that sign packages, by the system whose packages they sign. */
export const SIGNING_SECRETS = {
  darwin: [
    'MAC_CERTIFICATE',
    'MAC_CERTIFICATE_PASSWORD',
    'APPLE_API_KEY',
    'APPLE_API_KEY_ID',
    'APPLE_API_ISSUER',
  ],
  win32: ['WINDOWS_CERTIFICATE', 'WINDOWS_CERTIFICATE_PASSWORD'],
} as const

export type Signing =
  /** No secret is set: the packages are unsigned, and say so by being it. */
  | { readonly kind: 'unsigned' }
  /** `variables`: what electron-builder reads. `keyFile`: Apple's key, which it wants as a file. */
  | {
      readonly kind: 'signed'
      readonly variables: Readonly<Record<string, string>>
      readonly keyFile: string | null
    }
  /** Some are set and some are not: a release that is half signed is worse than none. */
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] }

type Environment = Readonly<Record<string, string | undefined>>

/**
 * What signs the packages of a system. electron-builder takes an empty variable for a certificate that it cannot find,
 * so that a secret which is not set must not reach it.
 */
export function signingFor(platform: NodeJS.Platform, secrets: Environment): Signing {
  if (platform !== 'darwin' && platform !== 'win32') return { kind: 'unsigned' }
  const names: readonly string[] = SIGNING_SECRETS[platform]
  const missing = names.filter((name) => (secrets[name] ?? '') === '')
  if (missing.length === names.length) return { kind: 'unsigned' }
  if (missing.length > 0) return { kind: 'incomplete', missing }
  const of = (name: string): string => secrets[name] ?? ''
  if (platform === 'win32') {
    const variables = {
      WIN_CSC_LINK: of('WINDOWS_CERTIFICATE'),
      WIN_CSC_KEY_PASSWORD: of('WINDOWS_CERTIFICATE_PASSWORD'),
    }
    return { kind: 'signed', variables, keyFile: null }
  }
  const variables = {
    CSC_LINK: of('MAC_CERTIFICATE'),
    CSC_KEY_PASSWORD: of('MAC_CERTIFICATE_PASSWORD'),
    APPLE_API_KEY_ID: of('APPLE_API_KEY_ID'),
    APPLE_API_ISSUER: of('APPLE_API_ISSUER'),
  }
  return { kind: 'signed', variables, keyFile: of('APPLE_API_KEY') }
}

/** Lines of the file through which a step of the workflow gives variables to those after it. */
export function environmentLines(variables: Readonly<Record<string, string>>, delimiter: string): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
    .join('')
}
