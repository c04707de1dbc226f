/** What the whole cast signs in with. */
export const CAST_PASSWORD = 'a calm evening'

export interface Person {
  readonly userName: string
  readonly fullName: string
  readonly about: string
}

export const CAST: readonly Person[] = [
  { userName: 'ana', fullName: 'Ana Silva', about: 'Maps, mountains, strong coffee.' },
  { userName: 'kwame', fullName: 'Kwame Mensah', about: 'Somewhere between Accra and the next train.' },
  { userName: 'meiling', fullName: '陈美玲', about: '慢慢来，比较快。' },
  { userName: 'layla', fullName: 'ليلى حداد', about: 'أحب القهوة والكتب والمشي الطويل' },
  { userName: 'noam', fullName: 'נועם לוי', about: 'קורא יותר משצריך' },
  { userName: 'priya', fullName: 'प्रिया शर्मा', about: 'I fix bicycles and, sometimes, software.' },
  { userName: 'yuki', fullName: '佐藤ゆき', about: '山と写真とパン。' },
  { userName: 'olek', fullName: 'Олександр Коваль', about: 'Печу хліб. Питайте про закваску.' },
  { userName: 'sofia', fullName: 'Sofía Hernández', about: 'Llego en cinco minutos.' },
  { userName: 'minjun', fullName: '김민준', about: '고양이 두 마리와 삽니다 🐈🐈‍⬛' },
  { userName: 'eleni', fullName: 'Ελένη Παπαδοπούλου', about: 'Violin teacher. Answers after six.' },
  { userName: 'tomas', fullName: 'Tomáš Dvořák', about: 'Weather optimist.' },
]

/** Who has whom as a contact, and under which name of their own. */
export const CONTACTS: readonly { owner: string; user: string; name?: string }[] = [
  { owner: 'ana', user: 'kwame' },
  { owner: 'ana', user: 'meiling', name: 'Meiling' },
  { owner: 'ana', user: 'layla' },
  { owner: 'ana', user: 'noam' },
  { owner: 'ana', user: 'priya', name: 'Priya (flat)' },
  { owner: 'ana', user: 'sofia' },
  { owner: 'ana', user: 'olek' },
  { owner: 'kwame', user: 'ana' },
  { owner: 'kwame', user: 'tomas' },
  { owner: 'layla', user: 'ana' },
  { owner: 'layla', user: 'noam' },
  { owner: 'noam', user: 'layla' },
  { owner: 'noam', user: 'eleni' },
  { owner: 'priya', user: 'minjun' },
  { owner: 'priya', user: 'ana' },
  { owner: 'tomas', user: 'yuki' },
  { owner: 'yuki', user: 'tomas' },
]
