import type { Labelled } from '../../core/labels/label-keeper.ts'
import { spokenNote } from '../../core/labels/spoken-note.ts'
import type { SessionService } from '../../core/sessions/session-service.ts'
import {
  isNote,
  isProjectName,
  isTag,
  LONGEST_NOTE,
  LONGEST_PROJECT_NAME,
  LONGEST_TAG,
  MOST_TAGS,
} from '../../shared/domain/labels.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import { findSession } from '../find-session.ts'
import type { GlobalOptions } from '../global-options.ts'
import { printableJson } from '../output/json.ts'
import type { Terminal } from '../terminal.ts'
import { withService } from '../with-service.ts'

export interface LabelOptions extends GlobalOptions {
  readonly json?: boolean
  /** Takes the label back. */
  readonly clear?: boolean
}

export async function tag(
  terminal: Terminal,
  id: string,
  tags: readonly string[],
  options: LabelOptions,
): Promise<void> {
  for (const text of tags)
    refuseUnless(isTag(text), `a tag is one line of at most ${LONGEST_TAG} characters.`)
  await changeTags(terminal, id, options, (service, found) => service.tag(found, tags))
}

export async function untag(
  terminal: Terminal,
  id: string,
  tags: readonly string[],
  options: LabelOptions,
): Promise<void> {
  await changeTags(terminal, id, options, (service, found) => service.untag(found, tags))
}

async function changeTags(
  terminal: Terminal,
  id: string,
  options: LabelOptions,
  change: (service: SessionService, id: string) => Labelled<readonly string[]>,
): Promise<void> {
  await withService(terminal, options, (service) => {
    const found = findSession(service, id)
    const tags = saved(change(service, found))
    if (options.json) terminal.out(printableJson({ id: found, tags }))
    else terminal.out(`${plainText(found)}: ${tags.map(plainText).join(', ') || 'no tags'}`)
  })
}

export async function setProject(
  terminal: Terminal,
  id: string,
  name: string | undefined,
  options: LabelOptions,
): Promise<void> {
  const given = labelOrNull(name, options, 'a name')
  refuseUnless(
    given === null || isProjectName(given),
    `a project name is one line of at most ${LONGEST_PROJECT_NAME} characters.`,
  )
  await withService(terminal, options, (service) => {
    const found = findSession(service, id)
    const project = saved(service.setProject(found, given))
    if (options.json) terminal.out(printableJson({ id: found, project }))
    else terminal.out(`${plainText(found)}: ${project === null ? 'no project' : plainText(project)}`)
  })
}

/** Without a text, prints the note that is there. */
export async function note(
  terminal: Terminal,
  id: string,
  text: string | undefined,
  options: LabelOptions,
): Promise<void> {
  const isQuestion = text === undefined && !options.clear
  const given = isQuestion ? null : labelOrNull(text, options, 'a text')
  refuseUnless(given === null || isNote(given), `a note has 1 to ${LONGEST_NOTE} characters.`)
  await withService(terminal, options, (service) => {
    const found = findSession(service, id)
    const stored = isQuestion ? undefined : saved(service.setNote(found, given))
    const answer = isQuestion ? (service.detail(found)?.note ?? null) : stored ? spokenNote(stored) : null
    if (options.json) terminal.out(printableJson({ id: found, note: answer }))
    else if (answer) terminal.out(...answer.text.split('\n').map(plainText))
    else terminal.out(`${plainText(found)} has no note.`)
  })
}

/** The label, or `null` to take it back; one of the two has to be asked for. */
function labelOrNull(text: string | undefined, { clear }: LabelOptions, what: string): string | null {
  refuseUnless((text !== undefined) !== (clear ?? false), `give either ${what} or --clear.`)
  return text ?? null
}

function refuseUnless(holds: boolean, sentence: string): void {
  if (!holds) throw new CommandError(sentence, EXIT.usage)
}

function saved<T>(outcome: Labelled<T>): T {
  if (outcome.kind === 'written') return outcome.value
  if (outcome.kind === 'too many') throw new CommandError(`a session can have ${MOST_TAGS} tags.`, EXIT.usage)
  throw new CommandError(`nothing was saved. ${outcome.sentence}`, EXIT.failed)
}
