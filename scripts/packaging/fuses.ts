import { type FuseConfig, FuseV1Options, FuseVersion } from '@electron/fuses'

/**
 * The state of every fuse, fixed into the packaged program. A fuse that a newer Electron brings fails the packaging
 * until it has a line here.
 */
export const FUSES: Readonly<Record<FuseV1Options, boolean>> = {
  // The program is nothing but itself: no Node that runs a script of somebody else's.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // macOS and Windows check it; Linux has no support for it.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // WebAssembly is checked by the processor's own traps, as in every browser.
  [FuseV1Options.WasmTrapHandlers]: true,
}

export const FUSE_CONFIG: FuseConfig = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  ...FUSES,
}
