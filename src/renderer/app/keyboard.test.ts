import { describe, expect, it } from 'vitest'
import { commandOf, type KeyPress } from './keyboard.ts'

function press(key: string, modifiers: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, altKey: false, ...modifiers }
}

describe('keys', () => {
  it('move by letters and arrows in the list', () => {
    expect(['j', 'ArrowDown', 'k', 'ArrowUp', 'Enter'].map((key) => commandOf(press(key), 'list'))).toEqual([
      'next',
      'next',
      'previous',
      'previous',
      'open',
    ])
  })

  it('type into a field instead of commanding', () => {
    expect(['j', 'r', '/', '?', 'Enter', 'Home'].map((key) => commandOf(press(key), 'field'))).toEqual(
      Array.from({ length: 6 }),
    )
    expect(commandOf(press('Escape'), 'field')).toBe('dismiss')
    expect(commandOf(press('ArrowDown'), 'field')).toBe('next')
  })

  it('belong to a text that is being written, but for the way out of it', () => {
    expect(['j', 'ArrowDown', 'ArrowUp', 'Enter'].map((key) => commandOf(press(key), 'text'))).toEqual(
      Array.from({ length: 4 }),
    )
    expect(commandOf(press('Escape'), 'text')).toBe('dismiss')
  })

  it('leave Enter to a button and arrows to details that scroll', () => {
    expect(commandOf(press('Enter'), 'control')).toBeUndefined()
    expect(commandOf(press('ArrowDown'), 'details')).toBeUndefined()
    expect(commandOf(press('j'), 'details')).toBe('next')
  })

  it('open the row of a digit, and details from wherever the reader is', () => {
    expect(commandOf(press('3'), 'list')).toEqual({ openPlace: 2 })
    expect(commandOf(press('3'), 'field')).toBeUndefined()
    expect(commandOf(press('Enter'), 'details')).toBe('open')
  })

  it('open every command with the control or the command key, also from a field', () => {
    expect(commandOf(press('k', { ctrlKey: true }), 'field')).toBe('palette')
    expect(commandOf(press('k', { metaKey: true }), 'list')).toBe('palette')
    expect(commandOf(press('k', { metaKey: true, ctrlKey: true }), 'list')).toBeUndefined()
  })

  it('leave combinations to the browser and the system', () => {
    expect(commandOf(press('r', { ctrlKey: true }), 'list')).toBeUndefined()
    expect(commandOf(press('r', { metaKey: true }), 'list')).toBeUndefined()
    expect(commandOf(press('ArrowUp', { altKey: true }), 'list')).toBeUndefined()
  })
})
