import type { Command, Option } from 'commander'

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

interface Word {
  readonly word: string
  readonly description: string
}

interface CompletedCommand extends Word {
  readonly options: readonly Word[]
  /** Words that an option takes, by the option. */
  readonly choices: ReadonlyMap<string, readonly string[]>
}

/** A script that completes commands, their options, and the words that options choose from. */
export function completionScript(program: Command, shell: Shell): string {
  const commands = program.commands.map(completed)
  if (shell === 'bash') return bash(commands)
  return shell === 'zsh' ? zsh(commands) : fish(commands)
}

function completed(command: Command): CompletedCommand {
  const options = command.options.filter(({ hidden }) => !hidden)
  return {
    word: command.name(),
    description: command.description(),
    options: [...options.map(optionWord), { word: '--help', description: 'display help for command' }],
    choices: new Map(
      options.flatMap((option) => (option.argChoices ? [[longOf(option), option.argChoices]] : [])),
    ),
  }
}

function optionWord(option: Option): Word {
  return { word: longOf(option), description: option.description }
}

function longOf({ long, flags }: Option): string {
  return long ?? flags
}

function bash(commands: readonly CompletedCommand[]): string {
  const cases = commands.flatMap(({ word, options, choices }) => [
    ...[...choices].map(([option, words]) => `    ${word}:${option}) words="${words.join(' ')}" ;;`),
    `    ${word}:*) words="${options.map((option) => option.word).join(' ')}" ;;`,
  ])
  return `# bash completion for llm-session: source <(llm-session completion bash)
_llm_session() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words
  case "\${COMP_WORDS[1]}:$previous" in
${cases.join('\n')}
    *) words="" ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${commands.map(({ word }) => word).join(' ')} --help --version"; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _llm_session llm-session
`
}

function zsh(commands: readonly CompletedCommand[]): string {
  const entries = commands.map(({ word, description }) => `    ${quoted(`${word}:${description}`)}`)
  const cases = commands.map(({ word, options, choices }) => {
    const specs = options.map((option) => {
      const words = choices.get(option.word)
      const about = option.description.replaceAll(/[[\]:]/g, ' ')
      return `        ${quoted(`${option.word}[${about}]${words ? `:value:(${words.join(' ')})` : ''}`)}`
    })
    return `      ${word}) _arguments \\\n${specs.join(' \\\n')} \\\n        '*:file:_files' ;;`
  })
  return `#compdef llm-session
# zsh completion for llm-session: source <(llm-session completion zsh)
_llm_session() {
  local -a commands
  commands=(
${entries.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
  else
    local command="$words[2]"
    shift words
    (( CURRENT-- ))
    case "$command" in
${cases.join('\n')}
    esac
  fi
}
compdef _llm_session llm-session
`
}

function fish(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ word, description, options, choices }) => [
    `complete -c llm-session -n __fish_use_subcommand -a ${word} -d ${quoted(description)}`,
    ...options.map((option) => {
      const words = choices.get(option.word)
      const takes = words ? ` -x -a ${quoted(words.join(' '))}` : ''
      return `complete -c llm-session -n '__fish_seen_subcommand_from ${word}' -l ${option.word.replace(/^--/, '')} -d ${quoted(option.description)}${takes}`
    }),
  ])
  return `# fish completion for llm-session: llm-session completion fish | source\n${lines.join('\n')}\n`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
