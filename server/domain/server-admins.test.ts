import { expect, it } from 'vitest'
import { changesAdmins } from './server-admins'

it('lets admins add and remove admins, themselves too, and nobody else', () => {
  expect(changesAdmins(['1'], '1', '2', true)).toBe(true)
  expect(changesAdmins(['1', '2'], '2', '1', false)).toBe(true)
  expect(changesAdmins(['1', '2'], '2', '2', false)).toBe(true)
  expect(() => changesAdmins(['1'], '2', '2', true)).toThrow(expect.objectContaining({ code: 'not_allowed' }))
})

it('changes nothing where it is so already', () => {
  expect(changesAdmins(['1', '2'], '1', '2', true)).toBe(false)
  expect(changesAdmins(['1'], '1', '2', false)).toBe(false)
})

it('leaves one admin', () => {
  expect(() => changesAdmins(['1'], '1', '1', false)).toThrow(expect.objectContaining({ code: 'not_allowed' }))
})
