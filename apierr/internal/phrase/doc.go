// Package phrase reads messages by tables of word classes: it finds the first
// row of which a message has the words, in one pass over the text, without
// allocation, whatever the number of rows.
//
// What a word is, what a pattern means, and how rows are written is said in
// package spec/phrases, which compiles the tables. How the text is read:
//
//  1. A scanner takes the text apart: words, numbers, identifiers, quotations,
//     and the ends of sentences (words.go, quote.go, chars.go). A double array
//     over the bytes of words gives each word of the vocabulary its signature,
//     the sets of words that it belongs to. A word outside the vocabulary costs
//     no more than its bytes and a position.
//  2. Each set has steps from one state of a pattern to the next: in the row
//     "{no} … {credit}", {no} leads to a state, and {credit} leads on from it if
//     it was reached a few words before. A state remembers in a word of bits at
//     which of the last 32 positions it was reached, which is exact for all gaps
//     that a pattern may have.
//  3. A state that ends a pattern makes its row hold, or, where several words
//     satisfy an element together ("used up"), follows the steps of that element.
//     Rows that exclude words wait for the end of the sentence.
//
// Steps are sorted by the first row that can follow from them, and know under
// which statuses any does, so that what cannot change the result is not looked at.
package phrase
