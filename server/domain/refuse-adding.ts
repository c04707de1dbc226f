import { KithError } from './errors'

export function nobodyAdded(): KithError {
  return new KithError('not_allowed', 'None of these people could be added. Choose somebody else.')
}
