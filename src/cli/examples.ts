/** What a person types, and what it is for. */
export type Example = readonly [call: string, meaning: string]

/** Examples in the help of each command. A test parses every one of them. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  list: [
    ['list', 'live sessions and those of the last day'],
    ['list --all --provider codex --tag urgent', 'all of Codex that have a tag'],
    ['list --status waiting --json', 'who waits for an answer, for a script'],
  ],
  monitor: [
    ['monitor', 'live sessions and those of the last day; h lists the keys'],
    ['monitor --all', 'every session'],
    ['monitor --project shop', 'those of one project; Esc shows the others, too'],
    ['monitor --theme light', 'for a light background'],
    ['monitor --demo', 'try it with sample data'],
  ],
  health: [
    ['health 3f2a', 'part by part, and what to do'],
    ['health 3f2a --findings', 'also what its conversation shows'],
    ['health 3f2a --json', 'for a script'],
  ],
  recommend: [
    ['recommend', 'for all sessions that need something'],
    ['recommend 3f2a --json', 'for one, for a script'],
  ],
  show: [
    ['show 3f2a', 'what was said last, and done'],
    ['show 3f2a --from 0 --limit 50', 'from the beginning'],
    ['show 3f2a --timeline', 'how context and tokens went'],
  ],
  search: [
    ['search rate limit', 'messages that have both words'],
    ['search "rate limit" retry* --without test', 'a phrase, a beginning, and not a word'],
    ['search TODO --in 3f2a --json', 'in one session, for a script'],
  ],
  tag: [
    ['tag 3f2a urgent shop', 'two tags'],
    ['list --tag urgent', 'finds it again'],
  ],
  untag: [['untag 3f2a urgent', 'takes one off']],
  'set-project': [
    ['set-project 3f2a Shop', 'in place of the name of its folder'],
    ['set-project 3f2a --clear', 'the name of its folder again'],
  ],
  note: [
    ['note 3f2a "waits for the review"', 'writes it'],
    ['note 3f2a', 'reads it'],
    ['note 3f2a --clear', 'removes it'],
  ],
  export: [
    ['export 3f2a -o session.json', 'to keep and to import; .yaml, .md, .csv as well'],
    ['export 3f2a 81bc -o sessions/ --gzip', 'one packed file each, in a folder'],
    ['export 3f2a --no-conversation -f csv', 'a row for a spreadsheet, on standard output'],
  ],
  'export-conversation': [
    ['export-conversation 3f2a -o said.md', 'for people'],
    ['export-conversation 3f2a -f jsonl', 'one message on each line'],
  ],
  'import-context': [
    ['import-context session.json', 'keeps all that the file holds, or nothing'],
    ['import-context session.yaml.gz --session-id 3f2a', 'and puts it with a session'],
    ['import-context session.json --dry-run', 'only says what it would do'],
  ],
  handoff: [
    ['handoff 3f2a --to codex', 'starts Codex with it in the folder of the session'],
    ['handoff 3f2a --to gemini-cli --budget 8000 --print', 'only prints what it packed'],
  ],
  contexts: [
    ['contexts', 'what was imported'],
    ['contexts --remove 9d41', 'removes one'],
  ],
  templates: [
    ['templates', 'all of them'],
    ['templates shop --json', 'one, for a script'],
  ],
  'create-from-template': [
    ['create-from-template shop', 'looks whether all is there, and prints how to begin'],
    ['create-from-template shop --start', 'starts its sessions'],
    ['create-from-template shop --only 2 --start', 'starts the second one here'],
  ],
  'save-template': [
    ['save-template today', 'of the sessions that run now'],
    ['save-template pair 3f2a 81bc', 'of these two'],
    ['save-template review --type claude-code --tag review', 'from scratch'],
  ],
  start: [
    ['start', 'the desktop window, or the browser where there is none'],
    ['start --demo', 'with sample data'],
  ],
  serve: [
    ['serve', 'prints the address to open'],
    ['serve --port 4711', 'at a port of your choice'],
  ],
  open: [
    ['open', 'the window that runs, or the address of the server'],
    ['open 3f2a', 'with one session'],
  ],
  info: [['info --json', 'version, folders and assistants, for a script']],
  doctor: [
    ['doctor', 'what was found and skipped, ready to paste'],
    ['doctor --verbose', 'with the log of this run'],
  ],
  'init-config': [
    ['init-config', 'every setting with its default, explained'],
    ['init-config --config ./shop.yaml', 'another file, for --config of the other commands'],
  ],
  'show-config': [
    ['show-config', 'what is in force; ends with 1 where something is wrong'],
    ['show-config --json', 'for a script'],
  ],
  completion: [
    ['completion zsh > ~/.zfunc/_llm-session', 'for good, where fpath names ~/.zfunc'],
    ['completion fish | source', 'for this shell'],
  ],
}

/** The part of a command's help that shows how it is called. */
export function examplesText(name: string): string {
  const examples = EXAMPLES[name] ?? []
  if (examples.length === 0) return ''
  const lines = examples.flatMap(([call, meaning]) => [`  llm-session ${call}`, `      ${meaning}`])
  return ['', 'Examples:', ...lines].join('\n')
}
