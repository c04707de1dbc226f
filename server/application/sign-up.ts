import type { UserId } from '@/contracts/ids'
import type { SignUpInput } from '@/contracts/inputs'
import { searchKey } from '@/server/domain/search-key'
import { userNameKey } from '@/server/domain/user-name'
import { tokenHash } from './invite-token'
import type { Ports } from './ports'

/** Makes an account. @throws KithError `taken`, `sign_up_closed`, `rate_limited` */
export function signUp({ users, passwords, attempts }: Pick<Ports, 'users' | 'passwords' | 'attempts'>) {
  return async (input: SignUpInput, address: string): Promise<{ userId: UserId }> => {
    const key = userNameKey(input.userName)
    await attempts.begin('sign-up', address, key)
    const { profile } = await users.create(
      {
        userName: input.userName,
        userNameKey: key,
        fullName: input.fullName,
        searchKey: searchKey(input.userName, input.fullName),
        passwordHash: await passwords.hash(input.password),
      },
      { inviteHash: input.invite === undefined ? null : tokenHash(input.invite) },
    )
    return { userId: profile.id }
  }
}
