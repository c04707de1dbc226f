import type { Story } from './story'

export const kwame: Story = {
  people: ['kwame', 'ana'],
  script: `
@ 14d 12:00
kwame: Quick one: are you still looking for someone to check the Twi place names?
ana: Yes!! Do you know someone?
kwame: My aunt taught geography in Kumasi for thirty years. She will check them and then she will check you
ana: I am ready to be checked
kwame: Nobody is ever ready
@ 13d 18:30
kwame: She has read the list. Four mistakes, one of them "unforgivable"
ana: Which one??
kwame: You put her home town on the wrong side of the river
ana: Moving it right now
kwame: She says thank you, and asks whether you eat properly
@ -5h
kwame: Train is late again. I am composing a letter in my head
kwame +harbour: At least this platform has a view
ana: How long?
kwame: The letter or the delay?
ana: Both
kwame: The delay is 25 minutes. The letter is in its third chapter
`,
}
