import type { Story } from './story'

export const twoLanguages: Story = {
  people: ['layla', 'noam'],
  unread: { noam: 2 },
  script: `
@ 9d 19:00
noam: תודה על הספר! I read the first three poems standing up
layla: ברוך הבא! The fourth one you should sit down for
noam: عرفت ذلك متأخراً
layla: Your Arabic is getting dangerous
noam: I have a good dictionary and no shame
@ -3h
layla: There's a reading on Tuesday at the library. Both languages, both ways round
layla: تعال معنا!
`,
}
