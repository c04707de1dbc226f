import type { Story } from './story'

export const fogAtFive: Story = {
  people: ['tomas', 'yuki'],
  unread: { tomas: 1 },
  script: `
@ 6d 20:10
tomas: Would you teach me how you do the fog ones?
yuki: Of course. The secret is to be there at half past five
tomas: In the morning?
yuki: In the morning
tomas: I see why it's a secret
yuki: 日曜日は? Sunday?
tomas: Sunday. I'll bring tea and complaints
@ -50m
yuki: Tomorrow at the bridge, 5:30. The valley will be full of fog, your forecast said so
`,
}
