import { redactHomes } from '../redaction/redact-homes.ts'
import { redactSecrets } from '../redaction/redact.ts'
import type { ContextFile } from './context-file.ts'

/** Takes secrets and home folders out of every text of a context, and notes how many. */
export function redactContext(file: ContextFile, home: string): ContextFile {
  const secrets = new Map<string, number>()
  let homeFolders = 0
  const redact = (text: string): string => {
    const { text: withoutSecrets, counts } = redactSecrets(text)
    for (const [name, count] of counts) secrets.set(name, (secrets.get(name) ?? 0) + count)
    const { text: result, count } = redactHomes(withoutSecrets, home)
    homeFolders += count
    return result
  }
  const { session, health, recommendations, files, tags, note, conversation } = file
  const redacted = {
    ...file,
    session: {
      ...session,
      title: session.title && redact(session.title),
      project: session.project && redact(session.project),
      cwd: session.cwd && redact(session.cwd),
      gitBranch: session.gitBranch && redact(session.gitBranch),
      stateReason: redact(session.stateReason),
    },
    health: {
      ...health,
      parts: health.parts.map((part) => ({ ...part, sentence: redact(part.sentence) })),
    },
    recommendations: recommendations.map((item) => ({ ...item, text: redact(item.text) })),
    files: files.map((touched) => ({ ...touched, path: redact(touched.path) })),
    tags: tags.map(redact),
    note: note && redact(note),
    conversation:
      conversation?.map((message) => ({
        ...message,
        text: redact(message.text),
        tool: message.tool && { ...message.tool, target: message.tool.target && redact(message.tool.target) },
      })) ?? null,
  }
  const sorted = Object.fromEntries([...secrets].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return { ...redacted, redacted: { secrets: sorted, homeFolders } }
}
