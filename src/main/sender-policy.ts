/** The frame of a page, as Electron tells it. */
export interface FrameFacts {
  readonly url: string
  /** `null` for the frame that fills its window. */
  readonly parent: unknown
}

/**
 * Whether a message may come from this frame: the main frame of a window, showing our own page, letter for letter but
 * for what follows `#`. A window that is gone has no frame.
 */
export function isOurPage(frame: FrameFacts | null | undefined, page: string): boolean {
  if (frame === null || frame === undefined || frame.parent !== null) return false
  const end = frame.url.indexOf('#')
  return (end === -1 ? frame.url : frame.url.slice(0, end)) === page
}
