import { realpathSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { systemErrorCode } from '../files/file-trouble.ts'

/** Path of a transcript below its root, as providers know it. The root may be a link; paths of transcripts are real. */
export function pathBelow(root: string, path: string): string {
  return relative(realRoot(root), path).split(sep).join('/')
}

/** A root that cannot be resolved holds no transcript that can be read, and reading that says so. */
function realRoot(root: string): string {
  try {
    return realpathSync(root)
  } catch (cause) {
    if (systemErrorCode(cause) === undefined) throw cause
    return root
  }
}
