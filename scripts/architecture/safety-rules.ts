import { CLOCK_FILES, isTestCode, LAYERS_WITH_PORTS, layerOf, SQL_FOLDER } from './layers.ts'
import { type Rule, sourceRule } from './rule.ts'
import type { SourceFacts, TextFact } from './source-facts.ts'

const SQL_STATEMENT =
  /^(select\s[\s\S]+\sfrom\s|select\s+\w+\(|insert\s+(or\s+\w+\s+)?into\s|replace\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|create\s+(temp\w*\s+|unique\s+|virtual\s+)?(table|index|trigger|view)\s|drop\s+(table|index|trigger|view)\s|alter\s+table\s|pragma\s+\w|with\s+(recursive\s+)?\w+\s*(\([^)]*\))?\s*as\s*\(|begin\s+(immediate|exclusive|deferred)\b|attach\s+(database\b|')|vacuum\b)/i

/** A sentence begins with one capital; SQL is written in capitals or in small letters. */
function isSql(text: string): boolean {
  const trimmed = text.trim()
  const first = /^\w*/.exec(trimmed)?.[0] ?? ''
  const isSentence = first !== first.toUpperCase() && first !== first.toLowerCase()
  return !isSentence && SQL_STATEMENT.test(trimmed)
}

/** A statement that cannot change anything. */
function isQuestion(text: string): boolean {
  return /^select\s/i.test(text.trim())
}

/** Names through which text becomes markup or script. */
const MARKUP = [
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'dangerouslySetInnerHTML',
  'setHTMLUnsafe',
  'srcdoc',
  'srcDoc',
]

const SHELL_CALLS = ['exec', 'execSync']

/** Options of a window, with the only value that keeps its content harmless. */
const WINDOW_SETTINGS: ReadonlyMap<string, boolean> = new Map([
  ['sandbox', true],
  ['contextIsolation', true],
  ['webSecurity', true],
  ['nodeIntegration', false],
  ['nodeIntegrationInWorker', false],
  ['nodeIntegrationInSubFrames', false],
  ['allowRunningInsecureContent', false],
  ['experimentalFeatures', false],
  ['webviewTag', false],
])

/** What must not be possible, whatever a transcript or a page says. */
export const safetyRules: readonly Rule[] = [
  sourceRule(
    'sql-in-store',
    "only core/store speaks SQL, and providers ask their assistants' own databases",
    'Ask the store; give it a method if it has none',
    (source) =>
      source.path.startsWith(SQL_FOLDER) || isTestCode(source.path)
        ? []
        : source.strings
            .filter(({ text }) => isSql(text) && !(layerOf(source.path) === 'providers' && isQuestion(text)))
            .map(({ text, line }) => ({ text: `speaks SQL: "${text.trim().slice(0, 40)}"`, line })),
  ),
  sourceRule(
    'given-not-taken',
    'shared, providers and core are given time, randomness and the environment',
    'Take a Date, a Clock or a ProviderEnvironment as a parameter',
    takenFromSurroundings,
  ),
  singleSite('open-external', 'at most one place opens a link outside the app', (source) =>
    source.calls
      .filter(({ callee }) => lastName(callee) === 'openExternal')
      .map(({ line }) => at('calls openExternal', line)),
  ),
  singleSite('one-window-factory', 'at most one place creates windows', (source) =>
    source.calls
      .filter(({ callee }) => lastName(callee) === 'BrowserWindow')
      .map(({ line }) => at('creates a BrowserWindow', line)),
  ),
  singleSite('one-asking-place', 'at most one place sends requests to other programs', (source) =>
    ['node:http', 'node:https', 'node:http2', 'node:net', 'node:tls', 'node:dgram']
      .flatMap((module) => callsInto(source, module))
      .filter(({ callee }) =>
        ['request', 'get', 'connect', 'createConnection', 'createSocket'].includes(callee),
      )
      .map(({ callee, line }) => at(`calls ${callee}`, line)),
  ),
  sourceRule(
    'raw-ipc',
    'no channel is opened beside the contract',
    "Add a procedure to the contract; it travels over main's MessagePort",
    (source) => named(source, ['ipcMain']),
  ),
  sourceRule(
    'markup-from-text',
    'no text is ever made into markup',
    'Give text to React as a child, or to textContent',
    (source) => [
      ...named(source, MARKUP),
      ...source.calls
        .filter(({ callee }) => /(^|\.)document\.write(ln)?$/.test(callee))
        .map(({ callee, line }) => at(`calls ${callee}`, line)),
    ],
  ),
  sourceRule(
    'no-shell',
    'no program is started through a shell',
    'Use spawn or execFile with a list of arguments',
    (source) => [
      ...shellCalls(source),
      ...source.settings
        .filter(({ name, value }) => name === 'shell' && value !== false)
        .map(({ line }) => at('sets shell', line)),
    ],
  ),
  sourceRule('no-eval', 'no text is run as code', 'Parse the data; do not run it', (source) => [
    ...source.identifiers.filter(({ text }) => text === 'eval').map(({ line }) => at('uses eval', line)),
    ...source.calls
      .filter(({ callee }) => callee === 'Function')
      .map(({ line }) => at('makes a Function from text', line)),
  ]),
  sourceRule(
    'window-settings',
    'no window gives up a protection of Electron',
    'Set it to its safe value, as a literal; or leave it out',
    (source) =>
      source.settings
        .filter(({ name, value }) => WINDOW_SETTINGS.has(name) && value !== WINDOW_SETTINGS.get(name))
        .map(({ name, line }) =>
          at(`sets ${name} to something else than ${WINDOW_SETTINGS.get(name)}`, line),
        ),
  ),
  sourceRule(
    'systeminformation-arguments',
    'systeminformation is never given an argument',
    'Call it without arguments: it builds command lines from them',
    (source) =>
      callsInto(source, 'systeminformation')
        .filter(({ args }) => args > 0)
        .map(({ callee, line }) => at(`calls ${callee} with arguments`, line)),
  ),
]

const SURROUNDINGS = [
  'Date.now',
  'performance.now',
  'Math.random',
  'process.hrtime',
  'process.hrtime.bigint',
  'process.cwd',
]

function takenFromSurroundings(source: SourceFacts): TextFact[] {
  const layer = layerOf(source.path)
  if (layer === undefined || !LAYERS_WITH_PORTS.includes(layer)) return []
  if (isTestCode(source.path) || CLOCK_FILES.includes(source.path)) return []
  const calls = source.calls
    .filter(({ callee, args }) => SURROUNDINGS.includes(callee) || (callee === 'Date' && args === 0))
    .map(({ callee, line }) => at(`calls ${callee}()`, line))
  const environment = source.members
    .filter(({ text }) => text === 'process.env')
    .map(({ line }) => at('reads process.env', line))
  return [...calls, ...environment]
}

/** A rule that allows its finding once in the whole product; every further place is a breach. */
function singleSite(id: string, says: string, find: (source: SourceFacts) => readonly TextFact[]): Rule {
  return {
    id,
    says,
    breaches: ({ sources }) => {
      const sites = sources
        .filter(({ path }) => !isTestCode(path))
        .flatMap((source) => find(source).map(({ text, line }) => ({ path: source.path, line, what: text })))
      const first = sites[0]
      if (!first) return []
      return sites.slice(1).map((site) => ({ ...site, instead: `Go through the one place in ${first.path}` }))
    },
  }
}

function at(text: string, line: number): TextFact {
  return { text, line }
}

function lastName(callee: string): string {
  return callee.slice(callee.lastIndexOf('.') + 1)
}

/** Uses of a name as an identifier, a property or the text of a computed property. */
function named(source: SourceFacts, names: readonly string[]): TextFact[] {
  if (isTestCode(source.path)) return []
  return [...source.identifiers, ...source.strings]
    .filter(({ text }) => names.includes(text))
    .map(({ text, line }) => at(`uses ${text}`, line))
}

/** Calls of what a module exports, under whatever local name. The callee is given as the module's own name. */
function callsInto(source: SourceFacts, module: string): { callee: string; args: number; line: number }[] {
  const locals = new Map(
    source.imports.filter(({ specifier }) => specifier === module).flatMap(({ names }) => [...names]),
  )
  return source.calls.flatMap(({ callee, args, line }) => {
    const [head = '', ...rest] = callee.split('.')
    if (head === `import(${module})`) return { callee: rest.join('.'), args, line }
    const imported = locals.get(head)
    if (imported === undefined) return []
    return { callee: imported === '*' || imported === 'default' ? rest.join('.') : imported, args, line }
  })
}

function shellCalls(source: SourceFacts): TextFact[] {
  const imported = source.imports
    .filter(({ specifier }) => specifier === 'node:child_process')
    .flatMap(({ names, line }) => [...names.values()].map((text) => ({ text, line })))
    .filter(({ text }) => SHELL_CALLS.includes(text))
    .map(({ text, line }) => at(`imports ${text}, which starts a shell`, line))
  const bare = source.calls.filter(({ callee }) => SHELL_CALLS.includes(callee))
  const called = [...bare, ...callsInto(source, 'node:child_process')]
    .filter(({ callee }) => SHELL_CALLS.includes(callee))
    .map(({ callee, line }) => at(`calls ${callee}, which starts a shell`, line))
  return [...imported, ...called]
}
