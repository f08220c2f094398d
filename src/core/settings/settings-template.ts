/** The settings file as `init-config` writes it: every setting with its default and what it is for. */
export const SETTINGS_TEMPLATE = `# Settings of LLM Session Manager. Every key may be left out; these are the defaults.
# A running window follows changes by itself. "llm-session show-config" shows what is in force and what is wrong.

# Size of a context in tokens, where neither the assistant nor the model tells it.
token_limits:
  claude_pro: 200000
  claude_max5: 35000
  cursor_default: 10000
  github_copilot: 8000
  # By assistant: a number of tokens, or one of the four names above.
  # For example: { claude-code: claude_max5, codex: 272000 }
  providers: {}
  # By model, as the transcript spells it; goes before the assistant's.
  # For example: { gpt-5.5: 272000 }
  models: {}

# Scores go from 0 to 100. From "healthy" on all is well; below "critical" the session needs you.
health_thresholds:
  healthy: 70
  critical: 40

# What counts for the score, in points that add up to 100.
health_weights:
  token_usage: 40
  duration: 20
  activity: 20
  errors: 20

# When something is recommended.
recommendations:
  # Percent of the context's limit above which to export and start anew.
  token_usage_percent: 85
  # Age from which answers may get worse.
  long_running_minutes: 240
  # Silence after which to close a session, and after which to archive it.
  close_idle_minutes: 30
  archive_idle_minutes: 120

# When the desktop app tells you of a session. Which causes it tells at all is chosen in its preferences.
notifications:
  # Percent of the context's limit from which a session is near it.
  near_limit_percent: 85
  # Points by which health or context must recover before the same cause is told again.
  hysteresis_points: 5
  # Between two notifications of one session for one cause.
  cooldown_minutes: 5

# When something in a conversation is told as a finding.
findings:
  # How often the same call has to fail, and a person to ask for nearly the same.
  repeated_failures: 3
  repeated_prompts: 2
  # Retries of one request before the model answers.
  retries_in_row: 5
  # Size of one result of a tool.
  long_output_tokens: 10000

session_discovery:
  # Working folders whose sessions are left out. ** crosses folders.
  # For example: [ /projects/scratch/** ]
  ignore_patterns: []

# The window, the browser and the full-screen terminal. What is chosen in one of them goes before it.
dashboard:
  # system, dark, light, cyberpunk or minimal.
  theme: system
  # How often all processes are looked at while somebody looks; changes of transcripts are seen at once.
  refresh_seconds: 5

# Prices in US dollars for a million tokens, by model, where the built-in list has none or yours are others. cache_read,
# cache_write and cache_write_1h (kept for an hour) cost what input costs where they are left out.
# For example: { my-model: { input: 1, output: 4, cache_read: 0.1 } }
prices: {}

# What an export does where the command or the window does not say otherwise.
export:
  # json, yaml, markdown or csv; the name of the file goes before it.
  format: json
  # Whether what was said is part of it.
  conversation: true
  # Whether secrets and home folders are taken out.
  redact: true

# Where "llm-session serve" listens: on this machine alone. A server that runs moves to another port by itself.
server:
  # 127.0.0.1 or ::1
  address: 127.0.0.1
  # 0 takes a free one; --port goes before it.
  port: 0

# Tags that sessions get by themselves. A rule names a tag and the folder, the branch or the assistant; all must fit.
# For example: [ { tag: work, path: /projects/shop/** }, { tag: fix, branch: fix/*, provider: codex } ]
auto_tags: []

# Assistants that are not to be looked at, for example: { cursor: { enabled: false } }
providers: {}
`
