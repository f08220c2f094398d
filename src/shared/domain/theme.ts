/** Colours of the window and of the terminal's full screen. `system` follows what surrounds them. */
export const THEMES = ['system', 'dark', 'light', 'cyberpunk', 'minimal'] as const
export type Theme = (typeof THEMES)[number]
