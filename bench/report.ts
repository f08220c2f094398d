import { cpus, loadavg } from 'node:os'
import { type Finding, ratioText } from './cases.ts'
import type { Corpus } from './corpus.ts'

/** What the figures hold for: they mean something together with it only. */
export function describeRun(corpus: Corpus, rounds: number, now: Date): string {
  const processors = cpus()
  const megabytes = (corpus.bytes / 1e6).toFixed(0)
  return [
    `${now.toISOString().slice(0, 10)}, Node ${process.versions.node}, ${process.platform} ${process.arch}, `,
    `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)}; `,
    `${corpus.sessions.size} sessions in ${corpus.files} files of ${megabytes} MB; medians of ${rounds} pairs`,
  ].join('')
}

/** The findings as a table for people and for README.md. */
export function renderFindings(findings: readonly Finding[]): string {
  const rows = findings.map(({ what, ours, theirs = '', ratio, goal = '', met }) => [
    what,
    ours,
    theirs,
    ratio ? `${ratioText(ratio.median)} [${ratioText(ratio.min)} … ${ratioText(ratio.max)}]` : '',
    goal,
    met === undefined ? '' : met ? 'met' : '**missed**',
  ])
  return [['what', 'ours', 'theirs', 'ours ÷ theirs', 'goal', ''], Array(6).fill('---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}
