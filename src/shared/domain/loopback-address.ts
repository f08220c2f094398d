/** Addresses that only programs on this machine can reach. */
export const LOOPBACK_ADDRESSES = ['127.0.0.1', '::1'] as const
export type LoopbackAddress = (typeof LOOPBACK_ADDRESSES)[number]
