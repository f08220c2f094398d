import type { BesideFacts, SmallFileReader } from '../provider.ts'
import { isJsonObject, type JsonObject, objectOf, parseObject, textOf } from '../json-values.ts'

const SESSION = /^(.*?[\\/])?([^\\/]+)([\\/])[^\\/]+\.messages\.json$/
const TASK = /^(.*[\\/])tasks[\\/]([^\\/]+)[\\/]ui_messages\.json$/

/** What lies beside a document: a session's header, or the list of all tasks. `path` is the document's. */
export function clineBeside(path: string, files: SmallFileReader): BesideFacts {
  const [, above = '', id, separator] = SESSION.exec(path) ?? []
  if (id !== undefined) {
    const header = parseObject(files.read(`${above}${id}${separator}${id}.json`) ?? '') ?? {}
    return factsOf(textOf(header['cwd']), textOf(objectOf(objectOf(header['metadata'])['git'])['branch']))
  }
  const [, storage, taskId] = TASK.exec(path) ?? []
  if (storage === undefined) return {}
  const task = listedTasks(files.read(`${storage}state/taskHistory.json`) ?? '').find(
    (listed) => listed['id'] === taskId,
  )
  return factsOf(task && textOf(task['cwdOnTaskInitialization']), undefined)
}

function factsOf(cwd: string | undefined, branch: string | undefined): BesideFacts {
  return { ...(cwd === undefined ? {} : { cwd }), ...(branch === undefined ? {} : { branch }) }
}

function listedTasks(text: string): readonly JsonObject[] {
  try {
    const tasks: unknown = JSON.parse(text)
    return Array.isArray(tasks) ? tasks.filter(isJsonObject) : []
  } catch {
    return []
  }
}
