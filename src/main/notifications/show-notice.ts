/** One notification, as text for people. */
export interface ShownNotice {
  readonly title: string
  readonly body: string
  readonly isUrgent: boolean
  readonly sound: boolean
  readonly onClick: () => void
  /** The system did not take it. It may say so only when the notification would have ended. */
  readonly onFailed: (cause: unknown) => void
}

/** Hands a notification to the system. */
export type ShowNotice = (notice: ShownNotice) => void
