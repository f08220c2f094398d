/** Argument of the desktop app that names the session to show, as the terminal's `open` gives it. */
export const SHOW_SESSION = '--show-session='
