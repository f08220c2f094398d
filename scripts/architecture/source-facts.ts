import { type ESTree, parseSync, Visitor } from 'vite'

/** How a module names another file. `type` is erased before it runs; `file` is `new URL(…, import.meta.url)`. */
export type ImportKind = 'import' | 'type' | 'export' | 'dynamic' | 'file'

export interface ImportFact {
  readonly kind: ImportKind
  readonly specifier: string
  /** Local name → imported name; `*` stands for the whole module. Empty where nothing is named. */
  readonly names: ReadonlyMap<string, string>
  readonly line: number
}

/** A call or a `new`, with its callee as dotted text: `shell.openExternal`; `?` stands for anything computed. */
export interface CallFact {
  readonly callee: string
  readonly args: number
  readonly line: number
}

/** A property of an object literal. `value` is set where it is a literal. */
export interface SettingFact {
  readonly name: string
  readonly value: unknown
  readonly line: number
}

export interface TextFact {
  readonly text: string
  readonly line: number
}

/** What the rules need to know of one source file. Strings and comments are never mistaken for code. */
export interface SourceFacts {
  readonly path: string
  readonly lines: number
  readonly syntaxErrors: readonly string[]
  readonly imports: readonly ImportFact[]
  /** Imports whose target cannot be read from the text. */
  readonly hiddenImports: readonly TextFact[]
  readonly calls: readonly CallFact[]
  /** Reads and writes of properties, as dotted text. */
  readonly members: readonly TextFact[]
  readonly settings: readonly SettingFact[]
  /** Names of variables, properties, JSX elements and JSX attributes. */
  readonly identifiers: readonly TextFact[]
  /** Values of string literals and templates, without module specifiers. `${…}` in a template is one NUL. */
  readonly strings: readonly TextFact[]
  readonly comments: readonly TextFact[]
  readonly defaultExports: readonly number[]
  /** Lines of `export * from`. */
  readonly exportsAll: readonly number[]
  /** True where every statement hands on something from another file. */
  readonly onlyReexports: boolean
  /** Variables at the top of the module that may be set again. */
  readonly moduleVariables: readonly TextFact[]
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] }
type Collected = Mutable<Omit<SourceFacts, 'onlyReexports'>>

/** Reads the facts of one TypeScript source. `path` tells by its ending whether JSX is allowed. */
export function readSourceFacts(path: string, text: string): SourceFacts {
  const { program, comments, errors } = parseSync(path, text)
  const lineAt = lineFinder(text)
  const facts: Collected = {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    syntaxErrors: errors.map((error) => error.message),
    imports: [],
    hiddenImports: [],
    calls: [],
    members: [],
    settings: [],
    identifiers: [],
    strings: [],
    comments: comments.map((comment) => ({ text: comment.value, line: lineAt(comment.start) })),
    defaultExports: [],
    exportsAll: [],
    moduleVariables: moduleVariables(program, lineAt),
  }
  const specifiers = new Set<number>()
  new Visitor({
    ...importVisitor(facts, lineAt, specifiers),
    ...exportVisitor(facts, lineAt, specifiers),
    ...codeVisitor(facts, lineAt, specifiers),
  }).visit(program)
  return { ...facts, onlyReexports: program.body.length > 0 && program.body.every(isReexport) }
}

type LineAt = (offset: number) => number
type Visit = ConstructorParameters<typeof Visitor>[0]

function importVisitor(facts: Collected, lineAt: LineAt, specifiers: Set<number>): Visit {
  const add = (kind: ImportKind, source: ESTree.StringLiteral, names: ReadonlyMap<string, string>) => {
    specifiers.add(source.start)
    facts.imports.push({ kind, specifier: source.value, names, line: lineAt(source.start) })
  }
  return {
    ImportDeclaration(node) {
      const named = node.specifiers.filter((one) => one.type === 'ImportSpecifier')
      const erased =
        node.importKind === 'type' ||
        (named.length > 0 &&
          named.length === node.specifiers.length &&
          named.every((one) => one.importKind === 'type'))
      add(erased ? 'type' : 'import', node.source, importedNames(node))
    },
    VariableDeclarator(node) {
      const source = node.init && dynamicSource(node.init)
      if (!source || specifiers.has(source.start)) return
      add('dynamic', source, boundNames(node.id))
    },
    ImportExpression(node) {
      if (!isString(node.source)) facts.hiddenImports.push({ text: 'import(…)', line: lineAt(node.start) })
      else if (!specifiers.has(node.source.start)) add('dynamic', node.source, new Map())
    },
    TSImportType(node) {
      add('type', node.source, new Map())
    },
    TSImportEqualsDeclaration(node) {
      facts.hiddenImports.push({ text: 'import … = …', line: lineAt(node.start) })
    },
    NewExpression(node) {
      const [first, second] = node.arguments
      if (dotted(node.callee) !== 'URL' || !second || !isImportMetaUrl(second)) return
      if (first && isString(first)) add('file', first, new Map())
    },
  }
}

function exportVisitor(facts: Collected, lineAt: LineAt, specifiers: Set<number>): Visit {
  const from = (source: ESTree.StringLiteral, exportKind: 'type' | 'value' | undefined) => {
    specifiers.add(source.start)
    const kind = exportKind === 'type' ? 'type' : 'export'
    facts.imports.push({ kind, specifier: source.value, names: new Map(), line: lineAt(source.start) })
  }
  return {
    ExportAllDeclaration(node) {
      from(node.source, node.exportKind)
      facts.exportsAll.push(lineAt(node.start))
    },
    ExportNamedDeclaration(node) {
      if (node.source) from(node.source, node.exportKind)
      const isDefault = node.specifiers.some((one) => moduleName(one.exported) === 'default')
      if (isDefault) facts.defaultExports.push(lineAt(node.start))
    },
    ExportDefaultDeclaration(node) {
      facts.defaultExports.push(lineAt(node.start))
    },
  }
}

function codeVisitor(facts: Collected, lineAt: LineAt, specifiers: ReadonlySet<number>): Visit {
  const identifier = (node: { name: string; start: number }) => {
    facts.identifiers.push({ text: node.name, line: lineAt(node.start) })
  }
  const call = (node: ESTree.CallExpression | ESTree.NewExpression) => {
    const callee = dotted(node.callee)
    facts.calls.push({ callee, args: node.arguments.length, line: lineAt(node.start) })
    if (callee === 'require') facts.hiddenImports.push({ text: 'require(…)', line: lineAt(node.start) })
  }
  return {
    Identifier: identifier,
    JSXIdentifier: identifier,
    CallExpression: call,
    'NewExpression:exit': call,
    MemberExpression(node) {
      facts.members.push({ text: dotted(node), line: lineAt(node.start) })
    },
    Property(node) {
      const name = node.computed ? undefined : moduleName(node.key)
      if (name === undefined) return
      facts.settings.push({
        name,
        value: node.value.type === 'Literal' ? node.value.value : undefined,
        line: lineAt(node.start),
      })
    },
    Literal(node) {
      if (!isString(node) || specifiers.has(node.start)) return
      facts.strings.push({ text: node.value, line: lineAt(node.start) })
    },
    TemplateLiteral(node) {
      const text = node.quasis.map((part) => part.value.cooked ?? part.value.raw).join('\0')
      facts.strings.push({ text, line: lineAt(node.start) })
    },
  }
}

function moduleVariables(program: ESTree.Program, lineAt: LineAt): TextFact[] {
  return program.body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declaration?.type !== 'VariableDeclaration' || declaration.kind === 'const' || declaration.declare)
      return []
    return declaration.declarations.map((one) => ({ text: dotted(one.id), line: lineAt(one.start) }))
  })
}

function isReexport(statement: ESTree.Program['body'][number]): boolean {
  if (statement.type === 'ExportAllDeclaration') return true
  return statement.type === 'ExportNamedDeclaration' && statement.source !== null
}

function importedNames(node: ESTree.ImportDeclaration): ReadonlyMap<string, string> {
  return new Map(
    node.specifiers.map((one) => {
      if (one.type === 'ImportNamespaceSpecifier') return [one.local.name, '*']
      if (one.type === 'ImportDefaultSpecifier') return [one.local.name, 'default']
      return [one.local.name, moduleName(one.imported) ?? '?']
    }),
  )
}

/** Names that `const … = await import(…)` binds. */
function boundNames(pattern: ESTree.BindingPattern): ReadonlyMap<string, string> {
  if (pattern.type === 'Identifier') return new Map([[pattern.name, '*']])
  if (pattern.type !== 'ObjectPattern') return new Map()
  return new Map(
    pattern.properties.map((property) =>
      property.type === 'Property'
        ? [dotted(property.value), moduleName(property.key) ?? '?']
        : [dotted(property.argument), '*'],
    ),
  )
}

/** The specifier of `await import('…')`, also where only a part of the module is taken. */
function dynamicSource(node: ESTree.Expression): ESTree.StringLiteral | undefined {
  if (node.type === 'AwaitExpression' || node.type === 'ParenthesizedExpression') {
    return dynamicSource(node.type === 'AwaitExpression' ? node.argument : node.expression)
  }
  return node.type === 'ImportExpression' && isString(node.source) ? node.source : undefined
}

/** A callee as text: `a.b.c`. What is computed becomes `?`. */
function dotted(node: ESTree.Node): string {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'MemberExpression') {
    const property = node.computed ? literalText(node.property) : moduleName(node.property)
    return `${dotted(node.object)}.${property ?? '?'}`
  }
  if (node.type === 'ImportExpression') return isString(node.source) ? `import(${node.source.value})` : '?'
  if (node.type === 'AwaitExpression') return dotted(node.argument)
  if (node.type === 'AssignmentPattern') return dotted(node.left)
  return WRAPPERS.has(node.type) && 'expression' in node && typeof node.expression === 'object'
    ? dotted(node.expression)
    : '?'
}

/** Nodes that change nothing about what is called. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'ParenthesizedExpression',
  'ChainExpression',
  'TSNonNullExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
])

function moduleName(node: ESTree.Node): string | undefined {
  return node.type === 'Identifier' ? node.name : literalText(node)
}

function literalText(node: ESTree.Node): string | undefined {
  return isString(node) ? node.value : undefined
}

function isString(node: ESTree.Node): node is ESTree.StringLiteral {
  return node.type === 'Literal' && typeof node.value === 'string'
}

function isImportMetaUrl(node: ESTree.Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'MetaProperty' &&
    node.object.meta.name === 'import' &&
    moduleName(node.property) === 'url'
  )
}

function lineFinder(text: string): LineAt {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    const after = starts.findIndex((start) => start > offset)
    return after === -1 ? starts.length : after
  }
}
