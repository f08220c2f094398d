import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { sessionListSchema } from '../src/shared/contract/index.ts'
import { CACHE_FOLDER, type Corpus } from './corpus.ts'
import { findDifferences } from './exactness.ts'
import { type Command, type Pair, ratioOf, run, runInTurn, type Spread, spreadOf } from './measure.ts'

/** One line of the report. */
export interface Finding {
  readonly what: string
  readonly ours: string
  readonly theirs: string
  /** Ours divided by theirs. */
  readonly ratio: Spread | undefined
  readonly goal: string
  readonly met: boolean | undefined
}
