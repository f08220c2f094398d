/** The part of one processor that some work took, over the time that it went on. Above 1 where it used several. */
export function processorShare({
  cpuSeconds,
  seconds,
}: {
  readonly cpuSeconds: number
  readonly seconds: number
}): number {
  return seconds > 0 ? cpuSeconds / seconds : 0
}
