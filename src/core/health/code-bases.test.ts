import { describe, expect, it } from 'vitest'
import { sessionsSharingCodeBase, type WorkingSession } from './code-bases.ts'

function session(id: string, cwd: string | null, gitRoot: string | null = null): WorkingSession {
  return { id, name: `name of ${id}`, cwd, gitRoot }
}

function neighboursOf(sessions: readonly WorkingSession[], id: string): string[] | undefined {
  return sessionsSharingCodeBase(sessions)
    .get(id)
    ?.map((neighbour) => neighbour.id)
}

describe('sessions on one code base', () => {
  it('have the same working tree, whatever folder in it they are in', () => {
    const sessions = [
      session('c', '/app/src', '/app'),
      session('a', '/app', '/app'),
      session('b', '/other', '/other'),
    ]
    expect(neighboursOf(sessions, 'a')).toEqual(['c'])
    expect(neighboursOf(sessions, 'c')).toEqual(['a'])
    expect(neighboursOf(sessions, 'b')).toEqual([])
  })

  it('have the same folder where there is no working tree', () => {
    const sessions = [session('b', '/notes'), session('a', '/notes'), session('c', '/notes/old')]
    expect(neighboursOf(sessions, 'a')).toEqual(['b'])
    expect(neighboursOf(sessions, 'c')).toEqual([])
  })

  it('are not those of which nobody knows where they work', () => {
    expect(neighboursOf([session('a', null), session('b', null)], 'a')).toEqual([])
  })

  it('are listed by id, with what people call them', () => {
    const sessions = ['d', 'b', 'c', 'a'].map((id) => session(id, '/app'))
    expect(sessionsSharingCodeBase(sessions).get('c')).toEqual([
      { id: 'a', name: 'name of a' },
      { id: 'b', name: 'name of b' },
      { id: 'd', name: 'name of d' },
    ])
  })
})
