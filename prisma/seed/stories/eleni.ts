import type { Story } from './story'

export const eleni: Story = {
  people: ['eleni', 'ana'],
  script: `
@ 5d 23:10
ana: Eleni, that was the most beautiful hour of my month
eleni: Σ' ευχαριστώ. I saw your row. I very nearly lost my place because of the man with the hat
ana: We all did
eleni: Don't tell anyone, but I have an audition on the 20th
ana: For the orchestra???
eleni: Ssh
ana: 🤐🎻
@ -150m
ana «cello:
ana: Made by Meiling. I had to think of you and your 212 stairs
eleni #me: One of them carries a cello up there?
eleni >me: I feel understood
eleni %Fern/😂:
`,
}
