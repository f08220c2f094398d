import { describe, expect, it } from 'vitest'
import { LAYERS } from './layers.ts'
import { message, type Project } from './rule.ts'
import { RULES } from './rules.ts'
import { readSourceFacts } from './source-facts.ts'

/** A breach of one rule as in-memory files (path → text), and words of the message that it must raise. */
interface Plant {
  readonly rule: string
  readonly files?: Readonly<Record<string, string>>
  readonly project?: Partial<Project>
  readonly says: readonly string[]
}

const PLANTS: readonly Plant[] = [
  {
    rule: 'layer-imports',
    files: { 'src/core/a.ts': `import { main } from '../cli/main.ts'` },
    says: ['src/core/a.ts:1', 'imports src/cli/main.ts', 'core may import only shared, providers'],
  },
  {
    rule: 'layer-imports',
    files: { 'src/shared/domain/a.ts': `import type { Ports } from '../../core/ports.ts'` },
    says: ['imports a type of src/core/ports.ts', 'shared may import no other layer'],
  },
  {
    rule: 'layer-imports',
    files: { 'src/renderer/a.tsx': `const core = await import('../core/app.ts')` },
    says: ['loads src/core/app.ts', 'renderer may import only shared'],
  },
  {
    rule: 'layer-imports',
    files: { 'src/cli/a.ts': `export { list } from '../renderer/list.ts'` },
    says: ['exports from src/renderer/list.ts'],
  },
  {
    rule: 'layer-imports',
    files: { 'src/main/a.ts': `new Worker(new URL('../renderer/paint-worker.ts', import.meta.url))` },
    says: ['refers to src/renderer/paint-worker.ts'],
  },
  {
    rule: 'layer-imports',
    files: { 'src/preload/a.ts': `import { contract } from '../shared/contract/index.ts'` },
    says: ['preload may import only types of shared'],
  },
  {
    rule: 'layer-imports',
    files: { 'src/core/a.ts': `import { run } from '../../bench/run.ts'` },
    says: ['imports bench/run.ts'],
  },
  {
    rule: 'layer-packages',
    files: { 'src/core/a.ts': `import type { App } from 'electron'` },
    says: ['imports a type of package electron', 'core may use zod'],
  },
  {
    rule: 'layer-packages',
    files: { 'src/core/tokens/a.ts': `import Database from 'better-sqlite3'` },
    says: ['it belongs to core/store alone'],
  },
  {
    rule: 'layer-packages',
    files: { 'src/shared/a.ts': `import { os } from '@orpc/server/node'` },
    says: ['package @orpc/server'],
  },
  {
    rule: 'layer-builtins',
    files: { 'src/providers/codex/a.ts': `import { readFileSync } from 'node:fs'` },
    says: ['imports node:fs', 'only node:path, node:buffer'],
  },
  {
    rule: 'layer-builtins',
    files: { 'src/core/a.ts': `import { join } from 'path'` },
    says: [`without 'node:'`],
  },
  {
    rule: 'layer-builtins',
    files: { 'src/core/a.ts': `import { runInThisContext } from 'node:vm'` },
    says: ['node:vm, which runs text as code'],
  },
  {
    rule: 'provider-isolation',
    files: { 'src/providers/codex/a.ts': `import { parse } from '../claude-code/parse.ts'` },
    says: ['codex may not know claude-code'],
  },
  {
    rule: 'provider-isolation',
    files: { 'src/core/a.ts': `import { codex } from '../providers/codex/provider.ts'` },
    says: ['only src/providers/registry.ts may name codex'],
  },
  {
    rule: 'provider-isolation',
    files: { 'src/providers/codex/a.ts': `import { parse } from '../lineages/gemini/json.ts'` },
    says: ['codex may not know lineages/gemini'],
  },
  {
    rule: 'provider-isolation',
    files: { 'src/providers/qwen-code/a.ts': `import { parse } from '../gemini-cli/parser.ts'` },
    says: ['qwen-code may not know gemini-cli'],
  },
  {
    rule: 'provider-isolation',
    files: { 'src/providers/lineages/gemini/a.ts': `import { parse } from '../../gemini-cli/parser.ts'` },
    says: ['lineages/gemini may not know gemini-cli'],
  },
  {
    rule: 'testing-helpers',
    files: { 'src/core/a.ts': `import { recordingSink } from '../providers/testing/recording-sink.ts'` },
    says: ['imports src/providers/testing/recording-sink.ts'],
  },
  {
    rule: 'visible-imports',
    files: { 'src/core/a.ts': 'export const load = (name: string) => import(name)' },
    says: ['uses import(…)'],
  },
  {
    rule: 'declared-packages',
    files: { 'src/server/a.ts': `import { WebSocketServer } from 'ws'` },
    project: { dependencies: [], devDependencies: ['ws'] },
    says: ['ws, which is no runtime dependency'],
  },
  { rule: 'readable-source', files: { 'src/core/a.ts': 'const = 1' }, says: ['cannot be parsed'] },
  { rule: 'default-exports', files: { 'src/core/a.ts': '\nexport default 1' }, says: ['src/core/a.ts:2'] },
  {
    rule: 'default-exports',
    files: { 'src/core/a.ts': 'const a = 1\nexport { a as default }' },
    says: ['src/core/a.ts:2'],
  },
  {
    rule: 'barrels',
    files: { 'src/core/a.ts': `export * from './b.ts'\nexport const c = 1` },
    says: ['is a barrel'],
  },
  { rule: 'barrels', files: { 'src/core/a.ts': `export { b } from './b.ts'` }, says: ['is a barrel'] },
  { rule: 'module-state', files: { 'src/core/a.ts': 'export let count = 0' }, says: ['count'] },
  { rule: 'file-size', files: { 'src/core/a.ts': 'f()\n'.repeat(501) }, says: ['has 501 lines'] },
  {
    rule: 'suppressed-checks',
    files: { 'src/core/a.ts': 'f()\n// oxlint-disable-next-line no-console' },
    says: ['src/core/a.ts:2', 'oxlint-disable'],
  },
  { rule: 'file-names', project: { paths: ['src/core/healthScore.ts'] }, says: ['kebab-case'] },
  { rule: 'file-names', project: { paths: ['src/core/Health/score.ts'] }, says: ['kebab-case'] },
  { rule: 'known-layers', project: { paths: ['src/utils/text.ts'] }, says: ['outside the layers'] },
  {
    rule: 'provider-names',
    files: { 'src/core/a.ts': `export const deep = (id: string) => id === 'codex'` },
    says: ['names the assistant codex'],
  },
  {
    rule: 'provider-names',
    files: { 'src/cli/a.ts': `switch (id) { case 'claude-code': run() }` },
    says: ['names the assistant claude-code'],
  },
  {
    rule: 'provider-names',
    files: { 'src/renderer/a.tsx': 'const colors = { codex: "#fff" }' },
    says: ['names the assistant codex'],
  },
  {
    rule: 'provider-names',
    files: { 'src/server/a.ts': 'const key = `codex:${id}`' },
    says: ['names the assistant codex'],
  },
  {
    rule: 'provider-names-among-providers',
    files: { 'src/providers/codex/a.ts': `const other = 'claude-code'` },
    says: ['names the assistant claude-code'],
  },
  {
    rule: 'dependency-count',
    project: { dependencies: ['left-pad'], decisions: '' },
    says: ['depends on left-pad'],
  },
  {
    rule: 'dependency-count',
    project: { dependencies: Array.from({ length: 26 }, () => 'zod'), decisions: '`zod`' },
    says: ['26 runtime dependencies'],
  },
  {
    rule: 'complete-lockfile',
    project: { missingFromLockfile: ['@biomejs/cli-darwin-arm64 of @biomejs/biome'] },
    says: ['package-lock.json lacks @biomejs/cli-darwin-arm64'],
  },
  {
    rule: 'tsconfig-references',
    project: { references: new Map([['renderer', ['shared', 'core']]]) },
    says: ['src/renderer/tsconfig.json', '[shared, core]'],
  },
  {
    rule: 'sql-in-store',
    files: { 'src/core/a.ts': 'db.run(`SELECT id FROM sessions WHERE id = ${x}`)' },
    says: ['SQL'],
  },
  { rule: 'sql-in-store', files: { 'src/cli/a.ts': `db.run('pragma user_version')` }, says: ['SQL'] },
  {
    rule: 'sql-in-store',
    files: { 'src/providers/codex/a.ts': `file.rows('DELETE FROM session')` },
    says: ['SQL'],
  },
  ...['Date.now()', 'new Date()', 'Math.random()', 'process.env.HOME'].map((taken) => ({
    rule: 'given-not-taken',
    files: { 'src/core/health/a.ts': `export const a = () => ${taken}` },
    says: [taken.replace(/^new |\(\)|\.HOME$/g, '')],
  })),
  {
    rule: 'open-external',
    files: {
      'src/main/a.ts': 'shell.openExternal(url)',
      'src/main/b.ts': 'void electron.shell.openExternal(url)',
    },
    says: ['src/main/b.ts:1', 'the one place in src/main/a.ts'],
  },
  {
    rule: 'one-window-factory',
    files: { 'src/main/a.ts': 'new BrowserWindow({})\nnew BrowserWindow({})' },
    says: ['src/main/a.ts:2'],
  },
  {
    rule: 'raw-ipc',
    files: { 'src/main/a.ts': `import { ipcMain as ipc } from 'electron'` },
    says: ['uses ipcMain'],
  },
  {
    rule: 'raw-ipc',
    files: { 'src/main/a.ts': `electron['ipcMain'].handle('x', f)` },
    says: ['uses ipcMain'],
  },
  ...['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((name) => ({
    rule: 'markup-from-text',
    files: { 'src/renderer/a.ts': `element.${name} = text` },
    says: [name],
  })),
  {
    rule: 'markup-from-text',
    files: { 'src/renderer/a.ts': 'window.document.write(text)' },
    says: ['document.write'],
  },
  {
    rule: 'markup-from-text',
    files: { 'src/renderer/a.tsx': 'const a = <p dangerouslySetInnerHTML={{ __html: text }} />' },
    says: ['dangerouslySetInnerHTML'],
  },
  {
    rule: 'no-shell',
    files: { 'src/core/a.ts': `import { exec as run } from 'node:child_process'` },
    says: ['imports exec'],
  },
  {
    rule: 'no-shell',
    files: { 'src/core/a.ts': `import * as processes from 'node:child_process'\nprocesses.execSync('ls')` },
    says: ['calls execSync'],
  },
  { rule: 'no-shell', files: { 'src/core/a.ts': `spawn('ls', [], { shell: true })` }, says: ['sets shell'] },
  { rule: 'no-eval', files: { 'src/core/a.ts': `(0, eval)('1')` }, says: ['eval'] },
  { rule: 'no-eval', files: { 'src/core/a.ts': `new Function('return 1')` }, says: ['Function'] },
  ...['webSecurity: false', 'sandbox: false', 'nodeIntegration: true', 'contextIsolation: isolated'].map(
    (setting) => ({
      rule: 'window-settings',
      files: { 'src/main/a.ts': `new BrowserWindow({ webPreferences: { ${setting} } })` },
      says: [setting.split(':')[0] ?? ''],
    }),
  ),
  {
    rule: 'one-asking-place',
    files: {
      'src/core/loopback/ask.ts': `import { request } from 'node:http'\nrequest({ host: '127.0.0.1' })`,
      'src/server/news.ts': `import { get } from 'node:https'\nget('https://example.com')`,
    },
    says: ['src/server/news.ts:2', 'calls get'],
  },
  {
    rule: 'systeminformation-arguments',
    files: { 'src/core/a.ts': `import * as si from 'systeminformation'\nawait si.processLoad(name)` },
    says: ['src/core/a.ts:2', 'processLoad'],
  },
  {
    rule: 'systeminformation-arguments',
    files: {
      'src/core/a.ts': `const { services } = await import('systeminformation')\nawait services(name)`,
    },
    says: ['services'],
  },
]

/** Code that looks like a breach and is none. */
const ALLOWED: Readonly<Record<string, string>> = {
  'src/shared/contract/index.ts': `export * from './session.ts'`,
  'src/providers/registry.ts': `import { codex } from './codex/provider.ts'\nexport const ALL = [codex]`,
  'src/providers/codex/provider.ts': `import { posix } from 'node:path'\nimport { text } from './text.ts'\nconst id = 'codex'`,
  'src/providers/qwen-code/parser.ts': `import { textOf } from '../lineages/gemini/json.ts'`,
  'src/core/store/sessions.ts': `import Database from 'better-sqlite3'\ndb.exec('PRAGMA foreign_keys = ON')\ndb.prepare('SELECT 1 FROM t')`,
  'src/providers/codex/sessions.ts': `file.rows('SELECT id FROM session')`,
  'src/core/sql-words.ts': `const said = 'Select a session from the list; update it with r.'`,
  'src/core/machine.ts': `import { mem } from 'systeminformation'\nawait mem()\n;/exec/.exec(text)\nspawn('ls', [], { shell: false })`,
  'src/core/start.ts': `new Worker(new URL('./ingest/ingest-worker.ts', import.meta.url))\n// eval innerHTML ipcMain codex`,
  'src/cli/version.ts': `readFileSync(new URL('../../package.json', import.meta.url))\n// biome-ignore format: a table`,
  'src/core/say.ts': `const help = 'Sessions of codex and others: innerHTML is never used.'`,
  'src/main/window.ts': `import { BrowserWindow } from 'electron'\nnew BrowserWindow({ sandbox: true, nodeIntegration: false })`,
  'src/preload/port.ts': `import type { Contract } from '../shared/contract/index.ts'\nimport { ipcRenderer } from 'electron'`,
  'src/renderer/app.tsx': `import { useState } from 'react'\nexport const a = <p title="document.write">Select x from y</p>`,
  'src/core/store/sessions.test.ts': `import { it } from 'vitest'\nimport { recordingSink } from '../../providers/testing/recording-sink.ts'\nconst id = 'codex'`,
  'src/core/idle.ts': 'export const idle = (now: Date, at: number) => now.getTime() - new Date(at).getTime()',
  'src/core/system-clock.ts': 'export const clock = { now: () => new Date() }',
  'src/renderer/header.tsx': `import icon from '../../assets/icon.svg'`,
  'src/cli/start.ts': 'const home = process.env.HOME\nconst now = new Date()',
  'src/preload/hand-over.ts': `import { PORT_HANDOVER } from '../shared/contract/transport.ts'`,
  'src/core/count.ts': `export function counter() { let count = 0; return () => ++count }`,
}

function project(files: Readonly<Record<string, string>>, parts: Partial<Project> = {}): Project {
  return {
    sources: Object.entries(files).map(([path, text]) => readSourceFacts(path, text)),
    paths: Object.keys(files),
    providers: ['claude-code', 'codex'],
    dependencies: ['better-sqlite3', 'systeminformation', 'ws', '@orpc/server', 'zod'],
    devDependencies: ['react', 'electron'],
    missingFromLockfile: [],
    decisions: '`better-sqlite3` `systeminformation` `ws` `@orpc/server` `zod`',
    references: new Map(Object.entries(LAYERS).map(([layer, row]) => [layer, Object.keys(row.layers)])),
    ...parts,
  }
}

function messagesOf(ruleId: string, of: Project): string[] {
  const rule = RULES.find(({ id }) => id === ruleId)
  if (!rule) throw new Error(`no rule ${ruleId}`)
  return rule.breaches(of).map(message)
}

describe('a planted breach', () => {
  it.each(PLANTS)('of $rule is found and explained: $says', ({ rule, files = {}, project: parts, says }) => {
    const messages = messagesOf(rule, project(files, parts))
    expect(messages).toHaveLength(1)
    for (const words of says) expect(messages[0]).toContain(words)
  })

  it('exists for each rule', () => {
    const planted = new Set(PLANTS.map(({ rule }) => rule))
    expect(RULES.map(({ id }) => id).filter((id) => !planted.has(id))).toEqual([])
  })
})

describe('what only looks like a breach', () => {
  it.each(RULES)('is let through by $id', ({ id }) => {
    expect(messagesOf(id, project(ALLOWED))).toEqual([])
  })
})
