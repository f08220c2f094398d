import { join } from 'node:path'
import { flipFuses } from '@electron/fuses'
import { FUSE_CONFIG } from './fuses.ts'

/** The part of electron-builder's context that says which program was packed. */
export interface PackContext {
  readonly appOutDir: string
  readonly electronPlatformName: string
  readonly packager: {
    readonly executableName?: string
    readonly appInfo: { readonly productFilename: string }
  }
}

/** Called by electron-builder after packing and before signing, which a later change of the program would break. */
export async function afterPack(context: PackContext): Promise<void> {
  await flipFuses(packedProgram(context), {
    ...FUSE_CONFIG,
    // On Apple silicon even an unsigned program has a signature of its contents.
    resetAdHocDarwinSignature: context.electronPlatformName === 'darwin',
  })
}

export function packedProgram({ appOutDir, electronPlatformName, packager }: PackContext): string {
  const { productFilename } = packager.appInfo
  if (electronPlatformName === 'darwin') return join(appOutDir, `${productFilename}.app`)
  if (electronPlatformName === 'win32') return join(appOutDir, `${productFilename}.exe`)
  return join(appOutDir, packager.executableName ?? productFilename)
}
