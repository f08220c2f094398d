import { describe, expect, it } from 'vitest'
import type { LiveClaim } from '../../providers/provider.ts'
import type { TranscriptError } from '../../shared/domain/transcript.ts'
import { type StateInput, type StateVerdict, sessionState, type TranscriptActivity } from './session-state.ts'
import { BOOTED_AT, makeProcess } from './testing/processes.ts'

/** Seconds after the boot; the process was started at 60, and it is 1000 now. */
function atS(afterBootS: number): number {
  return BOOTED_AT.getTime() + afterBootS * 1000
}
const now = new Date(atS(1000))

function claim(values: Partial<LiveClaim>): LiveClaim {
  const unsaid = {
    startToken: '6000',
    cwd: undefined,
    title: undefined,
    waitingFor: undefined,
    statusSince: undefined,
  }
  return { sessionId: 's', pid: 7, status: undefined, ...unsaid, ...values }
}

function activity(values: Partial<TranscriptActivity>): TranscriptActivity {
  const at = values.phaseAt ?? atS(900)
  return {
    phase: 'done',
    phaseAt: at,
    pendingTools: [],
    lastError: null,
    retriesInRow: 0,
    lastActivityAt: at,
    ...values,
  }
}

function error(values: Partial<TranscriptError>): TranscriptError {
  return {
    kind: 'api',
    at: atS(900),
    message: 'it went wrong',
    status: undefined,
    blocks: undefined,
    ...values,
  }
}

function live(values: {
  readonly claim?: Partial<LiveClaim>
  readonly activity?: Partial<TranscriptActivity>
  readonly childrenStartedAfterS?: readonly number[]
  readonly now?: Date
  readonly windowIsClosed?: boolean
}): StateVerdict {
  const children = (values.childrenStartedAfterS ?? []).map((startedAfterS) =>
    makeProcess({ pid: 9, startedAfterS }),
  )
  return sessionState({
    link: { certainty: 'certain', sessionId: 's', claim: values.claim && claim(values.claim) },
    process: { process: makeProcess({ pid: 7, startedAfterS: 60 }), children },
    processEnd: undefined,
    mayBeUnseen: false,
    windowIsClosed: values.windowIsClosed ?? false,
    activity: values.activity && activity(values.activity),
    now: values.now ?? now,
  })
}

function without(values: Partial<StateInput>): StateVerdict {
  const nothing = { link: undefined, process: undefined, processEnd: undefined, activity: undefined }
  return sessionState({ ...nothing, mayBeUnseen: true, windowIsClosed: false, now, ...values })
}

function says(
  state: StateVerdict['state'],
  reason: string,
  certainty: StateVerdict['certainty'] = 'certain',
) {
  return { state, reason, certainty }
}

describe('what the assistant itself says', () => {
  it('wins over the transcript', () => {
    const toolRunning = { phase: 'tool-running', pendingTools: ['Bash'] } as const
    expect(live({ claim: { status: 'idle' }, activity: toolRunning })).toEqual(
      says('idle', 'It is your turn, says its own state file.'),
    )
    expect(live({ claim: { status: 'working' }, activity: { phase: 'done' } })).toEqual(
      says('working', 'It is at work, says its own state file.'),
    )
    expect(live({ claim: { status: 'waiting' }, activity: { phase: 'model-working' } })).toEqual(
      says('waiting', 'It waits for your answer, says its own state file.'),
    )
  })

  it('names what it waits for, made fit for one line', () => {
    const { reason } = live({ claim: { status: 'waiting', waitingFor: 'permission\n\u001b[31mprompt ' } })
    expect(reason).toBe('It waits for your answer (permission [31mprompt), says its own state file.')
  })

  it('does without a transcript', () => {
    expect(live({ claim: { status: 'working' } }).state).toBe('working')
  })

  it('leaves the state to the transcript where it says none', () => {
    expect(live({ claim: {}, activity: { phase: 'model-working' } }).state).toBe('working')
  })
})

describe('stuck', () => {
  const failed = { phase: 'failed', phaseAt: atS(900) } as const

  it('when the quota is used up, which the assistant calls idle', () => {
    const lastError = error({ blocks: 'quota', message: 'limit reached' })
    const verdict = says('stuck', 'The quota is used up: “limit reached”.')
    expect(live({ activity: { ...failed, lastError } })).toEqual(verdict)
    expect(
      live({
        activity: { ...failed, lastError },
        claim: { status: 'idle', statusSince: new Date(atS(901)) },
      }),
    ).toEqual(verdict)
  })

  it('when it is signed out', () => {
    const lastError = error({ blocks: 'signed-out', message: 'Please run /login' })
    expect(live({ activity: { ...failed, lastError } })).toEqual(
      says('stuck', 'It is signed out: “Please run /login”.'),
    )
  })

  it('when it tries again and again', () => {
    const lastError = error({ kind: 'retry', message: 'Overloaded' })
    const retrying = { phase: 'model-working', phaseAt: atS(800), lastError } as const
    const verdict = says('stuck', '3 requests in a row failed and were tried again: “Overloaded”.')
    expect(live({ activity: { ...retrying, retriesInRow: 3 } })).toEqual(verdict)
    expect(
      live({
        activity: { ...retrying, retriesInRow: 3 },
        claim: { status: 'working', statusSince: new Date(atS(800)) },
      }),
    ).toEqual(verdict)
    expect(live({ activity: { ...retrying, retriesInRow: 2 } }).state).toBe('working')
  })

  it('by a refusal that it tries to overcome itself only after the third time', () => {
    const lastError = error({ kind: 'retry', blocks: 'signed-out' })
    const retrying = { phase: 'model-working', phaseAt: atS(800), lastError } as const
    expect(live({ activity: { ...retrying, retriesInRow: 1 } }).state).toBe('working')
    expect(live({ activity: { ...retrying, retriesInRow: 3 } })).toEqual(
      says('stuck', 'It is signed out: “it went wrong”.'),
    )
  })

  it.each([
    ['the person asked again', { phase: 'model-working', phaseAt: atS(950) }, {}, 'working'],
    ['the model answered', { phase: 'done', phaseAt: atS(950) }, {}, 'idle'],
    [
      'the assistant has been working since',
      failed,
      { status: 'working', statusSince: new Date(atS(950)) },
      'working',
    ],
    ['it waits for an answer', failed, { status: 'waiting' }, 'waiting'],
  ] as const)('no longer when %s', (_, phase, claim, state) => {
    const lastError = error({ blocks: 'quota' })
    expect(live({ activity: { ...phase, lastError }, claim }).state).toBe(state)
  })

  it('not when the person stopped the retries', () => {
    const lastError = error({ kind: 'retry' })
    const retrying = { phase: 'model-working', phaseAt: atS(800), lastError, retriesInRow: 5 } as const
    expect(live({ activity: retrying, claim: { status: 'idle' } }).state).toBe('idle')
    expect(live({ activity: { ...retrying, phase: 'interrupted', phaseAt: atS(950) } }).state).toBe('idle')
  })

  it('not by an error from before the process was started', () => {
    const lastError = error({ blocks: 'quota', at: atS(50) })
    expect(live({ activity: { phase: 'failed', phaseAt: atS(50), lastError } }).state).toBe('idle')
  })
})

describe('a turn in the transcript', () => {
  it.each([
    ['model-working', 'working', 'The model is working on what its transcript ends with.'],
    ['done', 'idle', 'It is your turn: the model has finished its answer.'],
    ['interrupted', 'idle', 'It is your turn: you stopped the last one.'],
    ['failed', 'idle', 'The last request failed.'],
    [null, 'idle', 'Its transcript has no turn yet.'],
  ] as const)('that is %s makes it %s', (phase, state, reason) => {
    expect(live({ activity: { phase } })).toEqual(says(state, reason))
  })

  it('that failed says how', () => {
    const lastError = error({ message: '400 bad request' })
    expect(live({ activity: { phase: 'failed', lastError } })).toEqual(
      says('idle', 'The last request failed: “400 bad request”.'),
    )
  })

  it.each(['model-working', 'tool-running'] as const)('that another process left %s is over', (phase) => {
    expect(live({ activity: { phase, phaseAt: atS(50) } })).toEqual(
      says('idle', 'It is your turn: the last one was cut off before this process started.'),
    )
  })

  it('is not known where the transcript is not', () => {
    expect(live({})).toEqual(says('idle', 'Its process runs, but its transcript is not known.'))
    const link = { certainty: 'certain', sessionId: undefined, claim: undefined } as const
    expect(without({ link })).toEqual(
      says('idle', 'Its process runs, but which session it runs is not known.'),
    )
  })

  it('has the certainty of the link', () => {
    const link = { certainty: 'probable', sessionId: 's', claim: undefined } as const
    expect(without({ link, activity: activity({}) }).certainty).toBe('probable')
  })
})

describe('a tool that has not answered', () => {
  const called = (secondsAgo: number) =>
    ({ phase: 'tool-running', phaseAt: atS(1000 - secondsAgo), pendingTools: ['Bash'] }) as const
  const asks =
    'It probably waits for your permission: Bash was called, but neither wrote anything nor started a process.'

  it('runs at first, and is then probably not allowed to', () => {
    expect(live({ activity: called(10) })).toEqual(says('working', 'A tool is running (Bash).'))
    expect(live({ activity: called(11) })).toEqual(says('waiting', asks))
  })

  it('runs while the transcript grows, for example that of a sub-agent', () => {
    expect(live({ activity: { ...called(300), lastActivityAt: atS(995) } }).state).toBe('working')
  })

  it('runs while a process runs that was started for it', () => {
    const reason = 'A tool is running (Bash), and so is a process that it started.'
    expect(live({ activity: called(300), childrenStartedAfterS: [701] })).toEqual(says('working', reason))
  })

  it('is not kept running by what was there before it, such as servers of tools', () => {
    expect(live({ activity: called(300), childrenStartedAfterS: [61, 690] })).toEqual(says('waiting', asks))
  })

  it('is named, but not at any length', () => {
    const pendingTools = ['A', 'B', 'C', 'D', 'E']
    expect(live({ activity: { ...called(1), pendingTools } }).reason).toBe(
      'A tool is running (A, B, C and 2 more).',
    )
    expect(live({ activity: { ...called(1), pendingTools: [] } }).reason).toBe(
      'A tool is running (its name is not known).',
    )
  })

  it('is not thought silent for hours because the clock jumped', () => {
    const setBack = new Date(atS(1000) - 9 * 3_600_000)
    expect(live({ activity: called(1), now: setBack }).state).toBe('working')
  })
})

describe('no process', () => {
  it('means that it has ended', () => {
    expect(without({ activity: activity({ phaseAt: atS(900) }) })).toEqual(
      says('ended', 'No process runs it.', 'none'),
    )
    expect(without({})).toEqual(says('ended', 'No process runs it.', 'none'))
    expect(without({ activity: activity({ lastActivityAt: null }) }).state).toBe('ended')
  })

  it('but a transcript that has just grown speaks for one that was not found', () => {
    const caveat = '(no process was found, but the transcript has just grown)'
    expect(without({ activity: activity({ phase: 'model-working', phaseAt: atS(940) }) })).toEqual(
      says('working', `The model is working on what its transcript ends with ${caveat}.`, 'recent'),
    )
    expect(without({ activity: activity({ phaseAt: atS(940) }) })).toMatchObject({
      state: 'idle',
      certainty: 'recent',
    })
    expect(without({ activity: activity({ phaseAt: atS(939) }) }).state).toBe('ended')
  })

  it('where none can have been overlooked, growth is only how the session ended', () => {
    const growing = activity({ phase: 'model-working', phaseAt: atS(999) })
    expect(without({ activity: growing, mayBeUnseen: false })).toEqual(
      says('ended', 'No process runs it.', 'none'),
    )
  })

  it('makes no guess about permission', () => {
    const pending = activity({ phase: 'tool-running', phaseAt: atS(950), pendingTools: ['Bash'] })
    expect(without({ activity: pending })).toMatchObject({ state: 'working', certainty: 'recent' })
  })

  it('can still be stuck a moment ago', () => {
    const lastError = error({ at: atS(990), blocks: 'quota' })
    expect(without({ activity: activity({ phase: 'failed', phaseAt: atS(990), lastError }) })).toEqual(
      says(
        'stuck',
        'The quota is used up: “it went wrong” (no process was found, but the transcript has just grown).',
        'recent',
      ),
    )
  })

  it('is certain where the process was seen to end', () => {
    const growing = activity({ phase: 'model-working', phaseAt: atS(999) })
    expect(without({ activity: growing, processEnd: 'gone' })).toEqual(
      says('ended', 'Its process has ended.', 'none'),
    )
    expect(without({ activity: growing, processEnd: 'zombie' })).toEqual(
      says('ended', 'Its process has ended and is a zombie.', 'none'),
    )
  })

  it('takes no record from the future for growth', () => {
    expect(without({ activity: activity({ phaseAt: atS(1030) }) }).certainty).toBe('recent')
    expect(without({ activity: activity({ phaseAt: atS(1061) }) })).toEqual(
      says(
        'ended',
        'No process runs it; its last record lies in the future, so a clock was set meanwhile.',
        'none',
      ),
    )
  })
})

describe('a reason', () => {
  it('stays the same while nothing happens', () => {
    const waiting = (now: Date) =>
      live({ activity: { phase: 'tool-running', phaseAt: atS(900), pendingTools: ['Bash'] }, now })
    expect(waiting(new Date(atS(5_000)))).toEqual(waiting(now))
  })

  it('quotes no more than a line, and no half letters', () => {
    const lastError = error({ message: `${'x'.repeat(158)}😀 and more` })
    const { reason } = live({ activity: { phase: 'failed', lastError } })
    expect(reason).toBe(`The last request failed: “${'x'.repeat(158)}…”.`)
  })
})

describe('a session whose window is closed, in a host that goes on', () => {
  it('has ended where nothing goes on in it', () => {
    expect(live({ activity: { phase: 'done' }, windowIsClosed: true })).toMatchObject({
      state: 'ended',
      certainty: 'none',
    })
  })

  it('works on where the model is at work', () => {
    expect(live({ activity: { phase: 'model-working' }, windowIsClosed: true }).state).toBe('working')
  })
})
