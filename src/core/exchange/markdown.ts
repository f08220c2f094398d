import { dollars, groupedCount } from '../../shared/domain/format.ts'
import type { ContextFile, ExportedMessage } from './context-file.ts'
import { yamlOf } from '../text/yaml-text.ts'

const SPEAKERS: Readonly<Record<string, string>> = {
  prompt: 'Person',
  answer: 'Assistant',
  thinking: 'Assistant, thinking',
  'tool-call': 'Tool call',
  'tool-result': 'Tool result',
  compaction: 'Context compacted',
  error: 'Error',
  retry: 'Retry',
  'model-change': 'Model changed',
  interruption: 'Interrupted',
  note: 'Note',
}

/**
 * A context for people: a summary, then the conversation. The front matter holds all the rest, so that it can be
 * imported again without its conversation.
 */
export function markdownOf(file: ContextFile): string {
  const { conversation, ...rest } = file
  return [
    `---\n${yamlOf({ ...rest, conversation: null })}---\n`,
    `# ${line(file.session.title ?? file.session.id)}\n`,
    summary(file),
    list(
      'What to do',
      file.recommendations.map(({ text }) => line(text)),
    ),
    list(
      'Files',
      file.files.map(
        ({ path, reads, writes, tokens }) =>
          `${code(path)}: read ${reads}, written ${writes}${tokens === null ? '' : `, ${groupedCount(tokens)} tokens`}`,
      ),
    ),
    file.note === null ? '' : `## Note\n\n${fenced(file.note)}\n`,
    conversation === null ? '' : `## Conversation\n\n${conversation.map(spoken).join('\n')}`,
  ]
    .filter((part) => part !== '')
    .join('\n')
}

/** What was said, for people, with nothing else of the session than its title. */
export function conversationMarkdownOf(
  { title, id }: ContextFile['session'],
  conversation: readonly ExportedMessage[],
): string {
  return [`# ${line(title ?? id)}\n`, ...conversation.map(spoken)].join('\n')
}

function summary({ session, health, context, tokens, costUsd, tags, redacted }: ContextFile): string {
  const rows: [string, string][] = [
    ['Session', code(session.id)],
    ['Folder', session.cwd === null ? 'unknown' : code(session.cwd)],
    ['Branch', session.gitBranch === null ? 'unknown' : code(session.gitBranch)],
    ['Model', line(session.model ?? 'unknown')],
    ['Health', health.score === null ? 'not scored' : `${health.score} of 100, ${health.level}`],
    [
      'Context',
      context.used === null
        ? 'unknown'
        : `${groupedCount(context.used)} of ${context.limit === null ? 'unknown' : groupedCount(context.limit)} tokens (${context.source})`,
    ],
    ['Tokens', tokens.total === null ? 'unknown' : `${groupedCount(tokens.total)} (${tokens.source})`],
    ['Cost', costUsd.value === null ? 'unknown' : `${dollars(costUsd.value)} (${costUsd.source})`],
    ...(tags.length > 0 ? ([['Tags', tags.map(code).join(' ')]] as [string, string][]) : []),
  ]
  const hidden = redacted ? Object.values(redacted.secrets).reduce((sum, count) => sum + count, 0) : 0
  const told = hidden > 0 ? `\n${hidden} secret${hidden === 1 ? '' : 's'} taken out.\n` : ''
  return `| | |\n|---|---|\n${rows.map(([name, value]) => `| ${name} | ${value.replaceAll('|', '\\|')} |\n`).join('')}${told}`
}

function list(heading: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `## ${heading}\n\n${items.map((item) => `- ${item}\n`).join('')}`
}

function spoken({ kind, at, tool, text, omitted }: ExportedMessage): string {
  const about = tool ? [tool.name, tool.target].flatMap((part) => (part ? [code(part)] : [])).join(' ') : ''
  const how = tool?.outcome && tool.outcome !== 'ok' ? ` (${tool.outcome})` : ''
  const when = at === null ? '' : `, ${at.slice(0, 16).replace('T', ' ')}`
  const left = omitted > 0 ? `\n_${groupedCount(omitted)} characters left out._\n` : ''
  const body = text === '' ? '' : `\n${fenced(text)}\n`
  return `### ${SPEAKERS[kind] ?? line(kind)}${about ? ` ${about}` : ''}${how}${when}\n${body}${left}`
}

/** Text from a transcript is never markup: it stands in a fence that it cannot close. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${text.replace(/\n?$/, '\n')}${fence}`
}

/** One line that is no markup. */
function line(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|!]/g, String.raw`\$&`)
}

function code(text: string): string {
  const inline = text.replace(/\s+/g, ' ').trim()
  const longest = Math.max(0, ...[...inline.matchAll(/`+/g)].map(([run]) => run.length))
  const mark = '`'.repeat(longest + 1)
  const gap = longest > 0 ? ' ' : ''
  return `${mark}${gap}${inline}${gap}${mark}`
}
