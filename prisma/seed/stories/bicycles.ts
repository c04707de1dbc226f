import type { Story } from './story'

export const bicycles: Story = {
  people: ['priya', 'minjun'],
  script: `
@ 8d 09:00
priya: Your front brake is done. New cable, new pads, and I oiled the bell
minjun: The bell too? 감사합니다!
priya: It was making the sound of a disappointed duck
minjun: I liked the duck
priya: The duck lives on in our hearts
@ 2d 08:45
minjun: A child rang back at me today with her own bell
priya: My work here is finished
`,
}
