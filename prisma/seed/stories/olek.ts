import type { Story } from './story'

export const olek: Story = {
  people: ['ana', 'olek'],
  script: `
@ 11d 06:15
ana: Olek, my starter smells of nail varnish. Is it dead?
olek: Good morning! No, it is hungry. Nobody who smells of nail varnish is dead
ana: So I just feed it?
olek #starter: Here is everything I know, from the beginning:

First, take it out of the fridge and let it come to itself for an hour. It has been cold and lonely.

Second, throw away all but one spoon of it. I know. Everybody is sad about this part. Make pancakes with the rest.

Third, give that one spoon fifty grams of flour and fifty grams of water, lukewarm, like a bath for a child. Rye if you have it: rye is to a starter what soup is to a person with a cold.

Fourth, put it somewhere that is warm but not hot. On top of the fridge is good. On the radiator is bad. Next to the cat is very good.

Fifth, wait. When it has doubled, it is well again. If it takes a day, it takes a day. Feed it once more before you bake with it, and it will have forgiven you.

Sixth, and this is the whole secret: write down what you did. Not because you will do it again, but because you will want to know what you did when it was good.
*ana starter
ana >starter: That is the best thing anyone has sent me all year
olek: It's only November
@ 10d 07:40
ana: It doubled!!!
olek: 🎉 Now you have a pet
ana: Minjun's cats will be jealous
@ -26h
olek: How is the pet?
ana: Fat and happy. First loaf on Sunday, I'll bring you half
olek: The outside half, please
`,
}
