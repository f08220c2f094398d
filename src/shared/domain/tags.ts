/** Tags that one session can have. */
export const MOST_TAGS = 32
