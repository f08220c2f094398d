/** Token limits that have a name in the settings: one a plan or assistant. The seeds' names, kept as they are in the file. */
export const NAMED_LIMITS = ['claude_pro', 'claude_max5', 'cursor_default', 'github_copilot'] as const
export type NamedLimit = (typeof NAMED_LIMITS)[number]
