/** Name of the file that Aider appends to, in each project. */
export const HISTORY_FILE = '.aider.chat.history.md'
